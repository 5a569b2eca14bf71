"""Who learns that somebody is here, away or offline: those who share a room with them, in every process."""

import pytest

from chat import limits
from chat.actions import memberships, rooms
from chat.live.database import in_database
from chat.models import Room, User
from tests.cast import member
from tests.live.conftest import Live
from tests.live.presence import describe, told

pytestmark = pytest.mark.usefixtures("presence_by_hand")


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
