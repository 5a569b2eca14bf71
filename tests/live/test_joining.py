"""Coming into a room and leaving it, in the middle of what happens there."""

import asyncio
import uuid

import pytest

from chat import limits
from chat.actions import memberships, messages
from chat.live.announcements import Change
from chat.live.database import in_database
from tests.cast import member
from tests.live.conftest import Live, eventually
from tests.live.driver import unannounced

pytestmark = pytest.mark.usefixtures("unhurried")


async def test_removed_is_the_last_that_a_removed_person_hears(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)

    def remove_and_talk() -> None:
        memberships.remove(live.cast.alice, member(live.room, live.cast.bob))
        messages.post(live.cast.alice, live.room, uuid.uuid4(), "secret")

    changes = await unannounced(remove_and_talk)
    # The one thing that Bob must not see comes first, and the news that he has gone last or never.
    live.tell(*(change for change in changes[::-1] if isinstance(change, Change)))
    frames = await bob.seen()
    assert [frame["member"]["removed"] for frame in frames] == [True]
    assert "secret" in str(await alice.seen())
    assert not live.attendance.rooms[live.room.pk].sockets & live.attendance.people[live.cast.bob.pk].sockets


async def test_a_removed_person_is_told_their_rooms_and_hears_the_room_again_when_back(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    await in_database(memberships.remove, live.cast.alice, await in_database(member, live.room, live.cast.bob))
    assert (await bob.next_of("you"))["rooms"] == []
    await live.post(live.cast.alice, "secret")
    await in_database(memberships.add, live.cast.alice, live.room, [live.cast.bob])
    assert [room["id"] for room in (await bob.next_of("you"))["rooms"]] == [live.room.pk]
    change = await live.post(live.cast.alice, "Welcome back")
    assert await bob.revisions_until(change.revision) == [change.revision]


async def test_who_missed_too_much_is_told_to_fetch_anew_and_who_was_removed_is_not(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    monkeypatch.setattr(limits, "SYNC_CHANGES", 5)
    await live.posted_elsewhere(10)
    await unannounced(memberships.remove, live.cast.alice, await in_database(member, live.room, live.cast.bob))
    (last,) = await live.posted_elsewhere(1)
    live.tell(last)
    reset = await alice.next_of("sync")
    assert reset == {"type": "sync", "room": live.room.pk, "to": last.revision, "reset": True}
    assert (await bob.next())["rooms"] == []
    after = await live.post(live.cast.alice)
    assert await alice.revisions_until(after.revision) == [after.revision]
    assert await bob.seen() == []


@pytest.mark.usefixtures("quick_heart")
async def test_a_socket_that_hangs_up_while_its_rooms_are_read_anew_is_forgotten(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    charlie = await live.greeted(live.cast.charlie)
    want = live.hub.relay.want

    async def want_late(groups: set[str]) -> None:
        await charlie.gone()
        await want(groups)

    monkeypatch.setattr(live.hub.relay, "want", want_late)
    await in_database(memberships.admit, live.cast.charlie, live.room)
    await eventually(charlie.application.done, "Charlie gone")
    await eventually(lambda: not live.attendance.rooms and not live.attendance.people, "nothing left of Charlie")


async def test_who_comes_while_something_was_lost_gets_nothing_twice(live: Live, gaps_read: list[int]) -> None:
    alice = await live.greeted(live.cast.alice)
    lost = [change.revision for change in await live.posted_elsewhere(3)]
    bob = await live.greeted(live.cast.bob)
    assert await bob.revisions() == []
    assert await alice.revisions() == lost
    assert len(gaps_read) == 1


@pytest.mark.usefixtures("quick_heart")
async def test_a_room_is_not_forgotten_while_somebody_is_on_the_way_in(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    want = live.hub.relay.want

    async def want_late(groups: set[str]) -> None:
        await asyncio.sleep(4 * limits.ROOM_LINGER_SECONDS)
        await want(groups)

    monkeypatch.setattr(live.hub.relay, "want", want_late)
    bob = await live.greeted(live.cast.bob)
    assert await bob.seen() == []
    assert await bob.revisions_until((await live.post(live.cast.alice)).revision)


async def test_what_happens_between_reading_a_room_and_listening_to_it_is_not_lost(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HUB_HEARTBEAT_SECONDS", 60)
    want, start = live.hub.relay.want, await live.revision()

    async def want_late(groups: set[str]) -> None:
        await live.posted_elsewhere(2)
        await want(groups)

    monkeypatch.setattr(live.hub.relay, "want", want_late)
    bob = await live.connect(live.cast.bob)
    await bob.hello()
    assert await bob.revisions_until(start + 2) == [start + 1, start + 2]
