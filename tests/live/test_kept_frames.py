"""Finished frames that are kept."""

import pytest

from chat import limits
from chat.live.kept_frames import KeptFrames


def test_a_frame_is_made_once() -> None:
    kept, made = KeptFrames(), []
    for _ in range(3):
        assert kept.get((1, 5), lambda: made.append(1) or "first") == "first"
    assert len(made) == 1


def test_a_message_at_another_revision_is_another_frame() -> None:
    kept = KeptFrames()
    assert [kept.get((1, revision), lambda text=str(revision): text) for revision in (5, 6, 5)] == ["5", "6", "5"]


def test_what_nobody_asked_for_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEPT_FRAMES_BYTES", 20)
    kept = KeptFrames()
    kept.get((1, 1), lambda: "a" * 10)
    kept.get((2, 1), lambda: "b" * 10)
    kept.get((1, 1), lambda: "never made")
    kept.get((3, 1), lambda: "c" * 10)
    assert kept.get((1, 1), lambda: "made anew") == "a" * 10
    assert kept.get((2, 1), lambda: "made anew") == "made anew"


def test_a_frame_beyond_all_bounds_is_handed_out_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEPT_FRAMES_BYTES", 5)
    kept = KeptFrames()
    assert kept.get((1, 1), lambda: "too large") == "too large"
    assert kept.get((1, 1), lambda: "again") == "again"
