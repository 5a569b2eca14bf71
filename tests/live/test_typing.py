"""Who learns that somebody types: the others in the room, and not too often."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from chat import limits
from chat.actions import people, rooms
from chat.live.database import in_database
from chat.models import User
from tests.live.conftest import Live
from tests.live.driver import Frame, Line
from tests.live.processes import Processes, two_processes

SOON_SECONDS = 0.2


@pytest.fixture
async def processes(live: Live, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Processes]:
    async with two_processes(live, monkeypatch) as processes:
        yield processes


async def types(live: Live, line: Line) -> Frame:
    return await line.ask("typing.start", room=live.room.pk)


async def heard(line: Line) -> list[str]:
    """Return the names of those whom this one was told of."""
    await asyncio.sleep(SOON_SECONDS)
    await line.seen()
    return [signal["person"]["name"] for signal in line.signals if signal["kind"] == "typing"]


async def test_the_others_in_the_room_are_told_in_every_process(processes: Processes) -> None:
    live = processes.live
    alice, tab = await processes.greeted(live.cast.alice)
    bob, elsewhere = await processes.greeted(live.cast.bob)
    assert (await types(live, alice)).keys() == {"type", "ref", "ok"}
    signal = await elsewhere.signal("typing")
    person = live.cast.alice.as_dict()
    assert signal == {"type": "signal", "room": live.room.pk, "kind": "typing", "person": person}
    assert await heard(bob) == ["alice"]
    assert await heard(alice) == await heard(tab) == []


async def test_what_is_said_too_often_is_answered_and_told_to_nobody(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    monkeypatch.setattr(limits, "TYPING_SECONDS", 2 * SOON_SECONDS)
    for _ in range(5):
        assert (await types(live, alice))["ok"]
    assert await heard(bob) == ["alice"]
    await asyncio.sleep(2 * SOON_SECONDS)
    assert (await types(live, alice))["ok"]
    assert await heard(bob) == ["alice", "alice"]


async def test_a_crowd_that_types_makes_a_few_signals(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TYPING_SIGNALS_PER_SECOND", 3)
    published: list[object] = []
    monkeypatch.setattr(live.hub.typing, "_publish", published.append)
    bob = await live.greeted(live.cast.bob)
    for line in [await live.greeted(person) for person in (live.cast.alice, live.cast.dana) for _ in range(4)]:
        assert (await types(live, line))["ok"]
    assert len(await heard(bob)) == 3
    assert len(published) == 3


async def test_an_outsider_finds_no_room_and_hears_nothing(live: Live) -> None:
    alice, charlie = await live.greeted(live.cast.alice), await live.greeted(live.cast.charlie)
    assert (await types(live, charlie))["error"]["code"] == "not_found"
    assert (await types(live, alice))["ok"]
    assert await heard(charlie) == await heard(alice) == []


async def test_in_an_archived_room_nobody_types(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    await in_database(rooms.archive, live.cast.alice, live.room)
    assert (await bob.next_of("change"))["state"]["archived"]
    latecomer = await live.greeted(live.cast.alice)
    for line in (alice, latecomer):
        assert (await types(live, line))["error"]["code"] == "room_archived"
    await in_database(rooms.unarchive, live.cast.alice, live.room)
    await alice.seen()
    assert (await types(live, alice))["ok"]
    assert await heard(bob) == ["alice"]


async def test_whether_a_room_is_archived_is_known_to_who_comes_first(live: Live) -> None:
    await in_database(rooms.archive, live.cast.alice, live.room)
    assert (await types(live, await live.greeted(live.cast.alice)))["error"]["code"] == "room_archived"


async def test_who_hides_types_unseen(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    described = {"title": "", "timezone": "", "hides_presence": True, "plays_sound": False}
    await in_database(lambda: people.describe(live.cast.alice, **described))
    await asyncio.sleep(SOON_SECONDS)
    assert (await types(live, alice))["ok"]
    assert await heard(bob) == []


async def test_a_new_name_is_told_at_once(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    await in_database(people.rename, await in_database(User.objects.get, username="alice"), "Alice Liddell")
    await bob.next_of("change")
    await asyncio.sleep(SOON_SECONDS)
    await types(live, alice)
    assert await heard(bob) == ["Alice Liddell"]
