"""Who learns that somebody is here, away or offline: those who share a room with them, in every process."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from chat import limits
from chat.actions import memberships, people, rooms
from chat.live.database import in_database
from chat.models import Room, User
from tests.cast import member
from tests.live.conftest import Live
from tests.live.driver import Line
from tests.live.processes import Processes, two_processes

SOON_SECONDS = 0.3


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is told but when a test lets it; who has left is gone at once."""
    monkeypatch.setattr(limits, "PRESENCE_SECONDS", 3_600)
    monkeypatch.setattr(limits, "PRESENCE_LINGER_SECONDS", 0)


@pytest.fixture
async def processes(live: Live, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Processes]:
    async with two_processes(live, monkeypatch) as processes:
        yield processes


async def beat(processes: Processes) -> None:
    """Every process says what is new, hears the others, and tells its sockets."""
    for _ in range(2):
        for hub in processes.hubs:
            await hub.presence.beat()
        await asyncio.sleep(SOON_SECONDS / 10)


def states(signals: list[dict], *cast: User) -> list[str]:  # type: ignore[type-arg]
    """Return what the signals say of these people in the end; offline where they say nothing."""
    told: dict[str, str] = {}
    for signal in signals:
        if signal["kind"] == "presence":
            told = ({} if signal.get("whole") else told) | signal["people"]
    return [told.get(str(person.pk), "offline") for person in cast]


async def told(line: Line, *cast: User) -> list[str]:
    await line.seen()
    return states(line.signals, *cast)


async def test_who_comes_is_told_of_those_in_the_room_and_those_of_them(live: Live) -> None:
    alice = await live.greeted(live.cast.alice)
    await live.hub.presence.beat()
    bob = await live.greeted(live.cast.bob)
    whole = await bob.signal("presence")
    assert whole == {"type": "signal", "kind": "presence", "people": {str(live.cast.alice.pk): "here"}, "whole": True}
    await live.hub.presence.beat()
    assert await told(alice, live.cast.bob) == ["here"]
    assert (await bob.signal("presence"))["people"] == {str(live.cast.bob.pk): "here"}


async def test_who_shares_no_room_is_told_nothing_and_not_told_of(live: Live) -> None:
    lines = [await live.greeted(person) for person in (live.cast.bob, live.cast.charlie)]
    assert await in_database(lambda: not live.room.memberships.filter(person=live.cast.charlie).exists())
    await live.hub.presence.beat()
    seen = [await told(line, live.cast.bob, live.cast.charlie) for line in lines]
    assert seen == [["here", "offline"], ["offline", "offline"]]
    assert [signal["people"] for signal in lines[1].signals] == [{}]


async def test_away_in_all_tabs_is_away_and_here_in_one_is_here(live: Live) -> None:
    alice = await live.greeted(live.cast.alice)
    tabs = [await live.greeted(live.cast.bob) for _ in range(2)]
    for tab, state, expected in [
        (tabs[0], "away", "here"),
        (tabs[1], "away", "away"),
        (tabs[0], "away", "away"),
        (tabs[0], "here", "here"),
    ]:
        assert (await tab.ask("presence.set", state=state))["ok"]
        await live.hub.presence.beat()
        assert await told(alice, live.cast.bob) == [expected]


async def test_whatever_happens_between_two_beats_is_one_signal(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    await live.hub.presence.beat()
    await alice.seen()
    alice.signals.clear()
    for state in ["away", "here"] * 10 + ["away"]:
        await bob.ask("presence.set", state=state)
    for _ in range(3):
        await live.hub.presence.beat()
    await alice.seen()
    assert [signal["people"] for signal in alice.signals] == [{str(live.cast.bob.pk): "away"}]


async def test_who_hangs_up_is_offline_and_who_only_lags_is_not(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    await live.hub.presence.beat()
    (socket,) = live.attendance.sockets_of(live.cast.bob.pk)
    live.attendance.pause(socket)
    await live.hub.presence.beat()
    assert await told(alice, live.cast.bob) == ["here"]
    await bob.gone()
    await live.hub.presence.beat()
    assert await told(alice, live.cast.bob) == ["offline"]


async def test_who_catches_up_is_not_slow_for_a_signal(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = await live.greeted(live.cast.alice)
    monkeypatch.setattr(limits, "LAGGING_BYTES", 0)
    await live.greeted(live.cast.bob)
    await live.hub.presence.beat()
    assert await alice.seen() == []
    assert await told(alice, live.cast.bob) == ["here"]


async def test_who_is_removed_is_seen_no_longer_and_sees_nobody(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    await live.hub.presence.beat()
    await in_database(memberships.remove, live.cast.alice, await in_database(member, live.room, live.cast.bob))
    await bob.next_of("you")
    await live.hub.presence.beat()
    assert await told(bob, live.cast.alice) == ["offline"]
    assert await told(alice, live.cast.bob) == ["offline"]


async def test_who_still_shares_another_room_is_still_seen(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    await in_database(rooms.open_direct, live.cast.alice, [live.cast.bob])
    await bob.next_of("you")
    await live.hub.presence.beat()
    await in_database(memberships.remove, live.cast.alice, await in_database(member, live.room, live.cast.bob))
    await bob.next_of("you")
    await live.hub.presence.beat()
    assert await told(alice, live.cast.bob) == ["here"]
    assert await told(bob, live.cast.alice) == ["here"]


async def test_who_is_brought_into_a_room_sees_who_is_there(live: Live) -> None:
    alice, charlie = await live.greeted(live.cast.alice), await live.greeted(live.cast.charlie)
    await live.hub.presence.beat()
    await in_database(memberships.admit, live.cast.charlie, live.room)
    await charlie.next_of("you")
    assert await told(charlie, live.cast.alice) == ["here"]
    await live.hub.presence.beat()
    assert await told(alice, live.cast.charlie) == ["here"]


def describe(person: User, *, hides: bool) -> None:
    people.describe(person, title="", timezone="", hides_presence=hides, plays_sound=False)


async def test_who_hides_is_offline_at_once_for_everybody_everywhere(
    processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PRESENCE_LINGER_SECONDS", 3_600)
    live, bob = processes.live, processes.live.cast.bob
    lines = [await processes.greeted_at(hub, live.cast.alice) for hub in processes.hubs]
    await processes.greeted(bob)
    await beat(processes)
    assert [await told(line, bob) for line in lines] == [["here"], ["here"]]
    await in_database(lambda: describe(bob, hides=True))
    await asyncio.sleep(SOON_SECONDS)
    await beat(processes)
    assert [await told(line, bob) for line in lines] == [["offline"], ["offline"]]
    assert live.hub.present_people == {live.cast.alice.pk}
    await in_database(lambda: describe(bob, hides=False))
    await asyncio.sleep(SOON_SECONDS)
    await beat(processes)
    assert [await told(line, bob) for line in lines] == [["here"], ["here"]]


async def test_who_hides_when_they_come_is_never_spoken_of(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    await in_database(lambda: describe(live.cast.bob, hides=True))
    said: list[object] = []
    monkeypatch.setattr(live.hub.presence, "_publish", said.append)
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    await bob.ask("presence.set", state="away")
    await live.hub.presence.beat()
    assert await told(alice, live.cast.alice, live.cast.bob) == ["here", "offline"]
    await bob.gone()
    await live.hub.presence.beat()
    assert {word[0] for news in said for word in news.people} == {live.cast.alice.pk}  # type: ignore[attr-defined]


async def test_a_hiding_that_was_announced_to_nobody_is_found(live: Live) -> None:
    alice, _ = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    await live.hub.presence.beat()
    await in_database(User.objects.filter(pk=live.cast.bob.pk).update, hides_presence=True)
    await live.hub.heartbeat.check_sign_ins(live.attendance.sockets())
    await live.hub.presence.beat()
    assert await told(alice, live.cast.bob) == ["offline"]


async def test_people_of_two_processes_see_each_other(processes: Processes) -> None:
    live = processes.live
    alice = await processes.greeted_at(processes.here, live.cast.alice)
    await beat(processes)
    # The other process was never heard of, and is told of everybody.
    bob = await processes.greeted_at(processes.elsewhere, live.cast.bob)
    await beat(processes)
    assert await told(alice, live.cast.bob) == await told(bob, live.cast.alice) == ["here"]
    everybody = {live.cast.alice.pk, live.cast.bob.pk}
    assert [hub.present_people for hub in processes.hubs] == [everybody, everybody]
    await bob.ask("presence.set", state="away")
    await beat(processes)
    assert await told(alice, live.cast.bob) == ["away"]
    await bob.gone()
    await beat(processes)
    assert await told(alice, live.cast.bob) == ["offline"]


@pytest.mark.parametrize("mood", ["loses", "swallows", "raises"])
async def test_what_the_layer_loses_is_said_again(
    processes: Processes, mood: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = processes.live
    alice = await processes.greeted_at(processes.here, live.cast.alice)
    bob = await processes.greeted_at(processes.elsewhere, live.cast.bob)
    processes.layer.mood = mood
    await beat(processes)
    assert await told(alice, live.cast.bob) == ["offline"]
    processes.layer.mood = "fine"
    monkeypatch.setattr(limits, "PRESENCE_SNAPSHOT_SECONDS", 0)
    for hub in processes.hubs:
        hub.presence._snapshot_at = 0
    await asyncio.sleep(SOON_SECONDS)
    await beat(processes)
    assert await told(alice, live.cast.bob) == await told(bob, live.cast.alice) == ["here"]


async def test_the_people_of_a_process_that_was_killed_are_forgotten(
    processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = processes.live
    monkeypatch.setattr(limits, "PRESENCE_EXPIRY_SECONDS", SOON_SECONDS)
    monkeypatch.setattr(limits, "PRESENCE_SNAPSHOT_SECONDS", 0)
    alice = await processes.greeted_at(processes.here, live.cast.alice)
    await processes.greeted_at(processes.elsewhere, live.cast.bob)
    await beat(processes)
    assert await told(alice, live.cast.alice, live.cast.bob) == ["here", "here"]
    # It beats no more.
    await asyncio.sleep(SOON_SECONDS)
    await processes.here.presence.beat()
    assert await told(alice, live.cast.alice, live.cast.bob) == ["here", "offline"]


async def test_a_process_that_ends_says_so(processes: Processes) -> None:
    live = processes.live
    alice = await processes.greeted_at(processes.here, live.cast.alice)
    bob = await processes.greeted_at(processes.elsewhere, live.cast.bob)
    await beat(processes)
    await processes.elsewhere.drain(0)
    await bob.bye()
    await processes.elsewhere.finish()
    await asyncio.sleep(SOON_SECONDS)
    await processes.here.presence.beat()
    assert await told(alice, live.cast.bob) == ["offline"]


async def test_hundreds_of_people_are_said_in_pieces(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PRESENCE_PIECE", 2)
    said: list[object] = []
    monkeypatch.setattr(live.hub.presence, "_publish", said.append)
    everybody = [live.cast.alice, live.cast.bob, live.cast.dana, live.cast.charlie, live.cast.ada]
    for person in everybody:
        await live.greeted(person)
    await live.hub.presence.beat()
    assert [len(news.people) for news in said] == [2, 2, 1]  # type: ignore[attr-defined]
    assert live.hub.present_people == {person.pk for person in everybody}


async def test_somebody_in_many_rooms_is_told_once_to_each_socket(live: Live) -> None:
    for name in ("one", "two"):
        room = await in_database(rooms.create, live.cast.alice, Room.Kind.CLOSED, name)
        await in_database(memberships.add, live.cast.alice, room, [live.cast.bob])
    alice = await live.greeted(live.cast.alice)
    await live.hub.presence.beat()
    await alice.seen()
    alice.signals.clear()
    await live.greeted(live.cast.bob)
    await live.hub.presence.beat()
    await alice.seen()
    assert [signal["people"] for signal in alice.signals] == [{str(live.cast.bob.pk): "here"}]
