"""What every socket of a process hears: each change once, in order, from whichever way it comes."""

import asyncio
import random
import uuid

import pytest
from django.db import transaction

from chat import limits
from chat.actions import memberships, messages, people, rooms
from chat.live import reads
from chat.live.announcements import Announcement, Change
from chat.live.database import in_database
from chat.models import Room
from tests.cast import member
from tests.live.conftest import Live, eventually
from tests.live.driver import Line, unannounced

pytestmark = pytest.mark.usefixtures("unhurried")


@pytest.fixture
def gaps_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list into which the hub's reading of a gap writes where the gap began."""
    began: list[int] = []
    read = reads.gap

    def counted(room_id: int, revision: int) -> reads.Gap:
        began.append(revision)
        return read(room_id, revision)

    monkeypatch.setattr(reads, "gap", counted)
    return began


def tell(live: Live, *announcements: Announcement) -> None:
    """Announce here what was done elsewhere."""
    for announcement in announcements:
        live.hub._take(announcement)


async def posted_elsewhere(live: Live, count: int) -> list[Change]:
    """Post in another process, which tells nobody; return what it would have told."""

    def post() -> None:
        for number in range(count):
            messages.post(live.cast.alice, live.room, uuid.uuid4(), f"Message {number}")

    return await unannounced(post)  # type: ignore[return-value]


async def revisions(line: Line) -> list[int]:
    """Return the revisions of the changes that have come."""
    return [frame["revision"] for frame in await line.seen() if frame["type"] == "change"]


async def revisions_until(line: Line, last: int) -> list[int]:
    """Return the revisions of the changes up to this one."""
    heard: list[int] = []
    while last not in heard:
        heard.append((await line.next_of("change"))["revision"])
    return heard


async def test_changes_in_any_order_and_doubled_arrive_in_order_and_once(live: Live) -> None:
    lines = [await live.greeted(person) for person in (live.cast.alice, live.cast.bob, live.cast.dana)]
    changes = await posted_elsewhere(live, 40)
    arrivals = changes + changes[::3]
    random.Random(7).shuffle(arrivals)
    tell(live, *arrivals)
    for line in lines:
        assert await revisions(line) == [change.revision for change in changes]


async def test_a_lost_change_is_read_once_for_all(live: Live, gaps_read: list[int]) -> None:
    lines = [await live.greeted(live.cast.bob) for _ in range(5)]
    start = live.hub.rooms[live.room.pk].feed.head
    changes = await posted_elsewhere(live, 10)
    tell(live, *changes[:2], *changes[5:])
    for line in lines:
        assert await revisions_until(line, start + 10) == list(range(start + 1, start + 11))
    assert gaps_read == [start + 2]


async def test_what_comes_in_time_needs_no_database(live: Live, gaps_read: list[int]) -> None:
    bob = await live.greeted(live.cast.bob)
    first, second = await posted_elsewhere(live, 2)
    tell(live, second, first)
    assert await revisions(bob) == [first.revision, second.revision]
    await eventually(lambda: not live.hub.rooms[live.room.pk].feed.has_gap, "no gap")
    assert gaps_read == []


@pytest.mark.usefixtures("quick_heart")
async def test_the_heartbeat_finds_what_nobody_announced(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    changes = await posted_elsewhere(live, 3)
    assert await revisions_until(bob, changes[-1].revision) == [change.revision for change in changes]


@pytest.mark.usefixtures("quick_heart")
async def test_the_heartbeat_finds_who_was_added_and_who_read_on(live: Live) -> None:
    charlie, bob = await live.greeted(live.cast.charlie), await live.greeted(live.cast.bob)
    await unannounced(memberships.admit, live.cast.charlie, live.room)
    told = await charlie.next_of("you")
    assert [room["id"] for room in told["rooms"]] == [live.room.pk]
    (change,) = await posted_elsewhere(live, 1)
    assert await revisions_until(charlie, change.revision) == [change.revision]
    await unannounced(memberships.read, await in_database(member, live.room, live.cast.bob), 1)
    while (told := await bob.next_of("you"))["rooms"][0]["read_number"] != 1:
        pass
    assert told["rooms"][0]["unread"] == 0


@pytest.mark.usefixtures("quick_heart")
async def test_the_heartbeat_tells_an_old_tab_what_a_new_one_was_told_by_hello(live: Live) -> None:
    old = await live.greeted(live.cast.bob)
    elsewhere = await in_database(rooms.create, live.cast.alice, Room.Kind.CLOSED, "elsewhere")
    await unannounced(memberships.admit, live.cast.bob, elsewhere)
    await live.greeted(live.cast.bob)
    assert len((await old.next_of("you"))["rooms"]) == 2


async def test_removed_is_the_last_that_a_removed_person_hears(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)

    def remove_and_talk() -> None:
        memberships.remove(live.cast.alice, member(live.room, live.cast.bob))
        messages.post(live.cast.alice, live.room, uuid.uuid4(), "secret")

    changes = await unannounced(remove_and_talk)
    # The one thing that Bob must not see comes first, and the news that he has gone last or never.
    tell(live, *(change for change in changes[::-1] if isinstance(change, Change)))
    frames = await bob.seen()
    assert [frame["member"]["removed"] for frame in frames] == [True]
    assert "secret" in str(await alice.seen())
    assert not live.hub.rooms[live.room.pk].sockets & live.hub.people[live.cast.bob.pk].sockets


async def test_a_removed_person_is_told_their_rooms_and_hears_the_room_again_when_back(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    await in_database(memberships.remove, live.cast.alice, await in_database(member, live.room, live.cast.bob))
    assert (await bob.next_of("you"))["rooms"] == []
    await live.post(live.cast.alice, "secret")
    await in_database(memberships.add, live.cast.alice, live.room, [live.cast.bob])
    assert [room["id"] for room in (await bob.next_of("you"))["rooms"]] == [live.room.pk]
    change = await live.post(live.cast.alice, "Welcome back")
    assert await revisions_until(bob, change.revision) == [change.revision]


async def test_who_missed_too_much_is_told_to_fetch_anew_and_who_was_removed_is_not(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    monkeypatch.setattr(limits, "SYNC_CHANGES", 5)
    changes = await posted_elsewhere(live, 10)
    await unannounced(memberships.remove, live.cast.alice, await in_database(member, live.room, live.cast.bob))
    (last,) = await posted_elsewhere(live, 1)
    tell(live, last)
    reset = await alice.next_of("sync")
    assert reset == {"type": "sync", "room": live.room.pk, "to": changes[-1].revision + 2, "reset": True}
    assert (await bob.next())["rooms"] == []
    after = await live.post(live.cast.alice)
    assert await revisions_until(alice, after.revision) == [after.revision]
    assert await bob.seen() == []


async def test_a_renamed_person_and_room_are_seen_by_all(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    await in_database(people.rename, live.cast.alice, "Alice Liddell")
    assert (await bob.next_of("change"))["member"]["person"]["name"] == "Alice Liddell"
    await in_database(lambda: rooms.change(live.cast.alice, live.room, name="shed", topic="Tools"))
    assert (await bob.next_of("change"))["state"]["name"] == "shed"
    await in_database(rooms.archive, live.cast.alice, live.room)
    assert (await bob.next_of("change"))["state"]["archived"]


async def test_a_change_that_is_rolled_back_is_told_to_nobody(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)

    def fail() -> None:
        with transaction.atomic():
            messages.post(live.cast.alice, live.room, uuid.uuid4(), "never")
            transaction.set_rollback(True)

    await in_database(fail)
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
    await eventually(lambda: not live.hub.rooms and not live.hub.people, "nothing left of Charlie")


async def test_who_comes_while_something_was_lost_gets_nothing_twice(live: Live, gaps_read: list[int]) -> None:
    alice = await live.greeted(live.cast.alice)
    lost = [change.revision for change in await posted_elsewhere(live, 3)]
    bob = await live.greeted(live.cast.bob)
    assert await revisions(bob) == []
    assert await revisions(alice) == lost
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
    assert await revisions_until(bob, (await live.post(live.cast.alice)).revision)


async def test_what_happens_between_reading_a_room_and_listening_to_it_is_not_lost(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    want, start = live.hub.relay.want, await live.revision()

    async def want_late(groups: set[str]) -> None:
        await posted_elsewhere(live, 2)
        await want(groups)

    monkeypatch.setattr(live.hub.relay, "want", want_late)
    bob = await live.connect(live.cast.bob)
    await bob.hello()
    assert await revisions_until(bob, start + 2) == [start + 1, start + 2]


@pytest.mark.usefixtures("quick_heart")
async def test_who_was_told_is_not_told_again(live: Live) -> None:
    charlie = await live.greeted(live.cast.charlie)
    await in_database(memberships.admit, live.cast.charlie, live.room)
    await asyncio.sleep(6 * limits.HUB_HEARTBEAT_SECONDS)
    assert [frame["kind"] for frame in await charlie.seen()] == ["rooms"]


async def test_a_room_nobody_watches_costs_nothing(live: Live, gaps_read: list[int]) -> None:
    await live.greeted(live.cast.charlie)
    await live.post(live.cast.alice)
    assert live.room.pk not in live.hub.rooms
    assert gaps_read == []
