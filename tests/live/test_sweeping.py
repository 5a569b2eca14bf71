"""The heartbeat removes files that nobody can come back to, and holds nobody up meanwhile."""

import asyncio
import os
import threading

import pytest

from chat import limits
from chat.actions import sweeping
from chat.files import store
from chat.live.database import in_database
from chat.live.hub import ensure_hub
from chat.live.sweeping import sweep_files
from chat.models import Attachment
from tests.cast import Cast
from tests.storing import Kept, upload

LONG_AGO = "2026-01-01T00:00:00Z"


def discard_long_ago() -> int:
    return Attachment.objects.update(state=Attachment.State.DISCARDED, discarded_at=LONG_AGO)


async def test_what_is_due_is_removed_with_what_a_kill_has_left(live_cast: Cast, kept: Kept) -> None:
    await in_database(upload, live_cast.bob)
    await in_database(discard_long_ago)
    for name, age in (("old", 0), ("new", None)):
        (kept.incoming / name).mkdir()
        if age is not None:
            os.utime(kept.incoming / name, (age, age))
    await sweep_files()
    assert not await in_database(Attachment.objects.exists)
    assert kept.files == []
    assert [path.name for path in kept.incoming.iterdir()] == ["new"]


async def test_the_database_thread_is_free_while_a_storage_is_slow(
    live_cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    await in_database(upload, live_cast.bob)
    await in_database(discard_long_ago)
    entered, release = threading.Event(), threading.Event()

    def slow(folder: str) -> None:
        entered.set()
        assert release.wait(5)

    monkeypatch.setattr(store, "remove", slow)
    sweep = asyncio.create_task(sweep_files())
    assert await asyncio.to_thread(entered.wait, 5)
    assert await asyncio.wait_for(in_database(Attachment.objects.count), 2) == 1
    release.set()
    await sweep
    assert not await in_database(Attachment.objects.exists)


async def test_the_heart_sweeps_again_and_again(live_cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SIGN_IN_CHECK_SECONDS", 0.05)
    asked = 0
    again = asyncio.Event()
    loop = asyncio.get_running_loop()

    def due() -> list[Attachment]:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise RuntimeError("One bad sweep is not the last one.")
        loop.call_soon_threadsafe(again.set)
        return []

    monkeypatch.setattr(sweeping, "due", due)
    hub = ensure_hub()
    try:
        await asyncio.wait_for(again.wait(), 5)
    finally:
        hub.stop()
