"""How far everybody has read, for a page that begins to show it."""

import pytest

from chat import limits
from chat.actions import memberships
from tests.cast import Browser, Cast


def test_a_member_is_told_of_all_members(cast: Cast, browser: Browser) -> None:
    cast.say("alice")
    memberships.read(cast.membership("bob"), 1)
    answer = browser(cast.dana).get(f"/rooms/{cast.room.slug}/seen/").json()
    people = {one["person"]["username"]: one["number"] for one in answer["people"]}
    assert people == {"alice": 1, "bob": 1, "dana": 0}
    assert answer["people"][0]["person"] == cast.alice.as_dict()
    assert answer["most"] == limits.SEEN_BY_PEOPLE


def test_an_outsider_is_told_nothing(cast: Cast, browser: Browser) -> None:
    assert browser(cast.charlie).get(f"/rooms/{cast.room.slug}/seen/").status_code == 404


def test_in_a_big_room_nobody_is_shown(cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SEEN_BY_PEOPLE", 2)
    assert browser(cast.dana).get(f"/rooms/{cast.room.slug}/seen/").json()["people"] == []
