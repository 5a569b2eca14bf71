"""What every socket of a process hears: each change once, in order, from whichever way it comes."""

import asyncio
import random
import threading
import uuid

import pytest
from django.db import transaction
from django.utils import timezone

from chat import limits
from chat.actions import deletion, memberships, messages, people, rooms
from chat.live.database import in_database
from chat.models import Room, Withdrawn
from tests.cast import member
from tests.live.conftest import Live, eventually
from tests.live.driver import unannounced

pytestmark = pytest.mark.usefixtures("unhurried")


async def test_changes_in_any_order_and_doubled_arrive_in_order_and_once(live: Live) -> None:
    lines = [await live.greeted(person) for person in (live.cast.alice, live.cast.bob, live.cast.dana)]
    changes = await live.posted_elsewhere(40)
    arrivals = changes + changes[::3]
    random.Random(7).shuffle(arrivals)
    live.tell(*arrivals)
    for line in lines:
        assert await line.revisions() == [change.revision for change in changes]


async def test_a_lost_change_is_read_once_for_all(live: Live, gaps_read: list[int]) -> None:
    lines = [await live.greeted(live.cast.bob) for _ in range(5)]
    start = live.attendance.rooms[live.room.pk].feed.head
    changes = await live.posted_elsewhere(10)
    live.tell(*changes[:2], *changes[5:])
    for line in lines:
        assert await line.revisions_until(start + 10) == list(range(start + 1, start + 11))
    assert gaps_read == [start + 2]


async def test_what_comes_in_time_needs_no_database(live: Live, gaps_read: list[int]) -> None:
    bob = await live.greeted(live.cast.bob)
    first, second = await live.posted_elsewhere(2)
    live.tell(second, first)
    assert await bob.revisions() == [first.revision, second.revision]
    await eventually(lambda: not live.attendance.rooms[live.room.pk].feed.has_gap, "no gap")
    assert gaps_read == []


@pytest.mark.usefixtures("quick_heart")
async def test_the_heartbeat_finds_what_nobody_announced(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    changes = await live.posted_elsewhere(3)
    assert await bob.revisions_until(changes[-1].revision) == [change.revision for change in changes]


@pytest.mark.usefixtures("quick_heart")
async def test_the_heartbeat_forgets_for_good_what_was_deleted(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    await live.greeted(live.cast.alice)
    message = await in_database(live.cast.say, "bob")
    await in_database(deletion.delete, live.cast.bob, message)
    await in_database(Withdrawn.objects.update, until=timezone.now())
    swept = threading.Event()
    monkeypatch.setattr(deletion, "sweep", lambda sweep=deletion.sweep: (sweep(), swept.set()))
    await eventually(swept.is_set, "a sweep")
    assert not await in_database(Withdrawn.objects.exists)


@pytest.mark.usefixtures("quick_heart")
async def test_the_heartbeat_finds_who_was_added_and_who_read_on(live: Live) -> None:
    charlie, bob = await live.greeted(live.cast.charlie), await live.greeted(live.cast.bob)
    await unannounced(memberships.admit, live.cast.charlie, live.room)
    told = await charlie.next_of("you")
    assert [room["id"] for room in told["rooms"]] == [live.room.pk]
    (change,) = await live.posted_elsewhere(1)
    assert await charlie.revisions_until(change.revision) == [change.revision]
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


async def test_a_renamed_person_and_room_are_seen_by_all(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    await in_database(people.rename, live.cast.alice, "Alice Liddell")
    assert (await bob.next_of("change"))["member"]["person"]["name"] == "Alice Liddell"
    await in_database(lambda: rooms.change(live.cast.alice, live.room, name="shed", topic="Tools"))
    states = [frame["state"] for frame in await bob.seen() if frame["kind"] == "room"]
    assert [state["name"] for state in states] == ["shed"]
    await in_database(rooms.archive, live.cast.alice, live.room)
    assert [frame["state"]["archived"] for frame in await bob.seen() if frame["kind"] == "room"] == [True]


async def test_a_change_that_is_rolled_back_is_told_to_nobody(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)

    def fail() -> None:
        with transaction.atomic():
            messages.post(live.cast.alice, live.room, uuid.uuid4(), "never")
            transaction.set_rollback(True)

    await in_database(fail)
    assert await bob.seen() == []


@pytest.mark.usefixtures("quick_heart")
async def test_who_was_told_is_not_told_again(live: Live) -> None:
    charlie = await live.greeted(live.cast.charlie)
    await in_database(memberships.admit, live.cast.charlie, live.room)
    await asyncio.sleep(6 * limits.HUB_HEARTBEAT_SECONDS)
    assert [frame["kind"] for frame in await charlie.seen()] == ["rooms"]


async def test_a_room_nobody_watches_costs_nothing(live: Live, gaps_read: list[int]) -> None:
    await live.greeted(live.cast.charlie)
    await live.post(live.cast.alice)
    assert live.room.pk not in live.attendance.rooms
    assert gaps_read == []
