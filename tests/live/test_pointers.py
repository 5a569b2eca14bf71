"""How far people have read, on its way to the database: collected, written together, lost by nothing but a kill."""

from unittest import mock

import pytest

from chat import queries
from chat.actions import memberships, reading, rooms
from chat.errors import Busy
from chat.live import pointers
from chat.live.database import in_database
from chat.models import User
from tests.cast import member
from tests.live.conftest import Live, eventually
from tests.live.driver import Line, unannounced


async def read_number(live: Live, person: User) -> int:
    return (await in_database(member, live.room, person)).read_number


async def read(live: Live, line: Line, number: int) -> None:
    assert (await line.ask("room.read", room=live.room.pk, number=number))["ok"]


async def test_many_readings_are_one_write(live: Live) -> None:
    lines = [await live.greeted(person) for person in (live.cast.bob, live.cast.dana)]
    for _ in range(4):
        await live.post(live.cast.alice)
    with mock.patch.object(pointers, "read_together", wraps=memberships.read_together) as write:
        for line in lines:
            for number in (1, 4, 2):
                await read(live, line, number)
        await live.hub.pointers.write()
        await live.hub.pointers.write()
    write.assert_called_once()
    assert [await read_number(live, person) for person in (live.cast.bob, live.cast.dana)] == [4, 4]


@pytest.mark.usefixtures("written_at_once")
async def test_what_is_read_while_the_database_is_away_is_written_later(live: Live) -> None:
    await live.post(live.cast.alice)
    bob, tab = await live.greeted(live.cast.bob), await live.greeted(live.cast.bob)
    with mock.patch.object(pointers, "read_together", side_effect=Busy) as write:
        await read(live, bob, 1)
        await eventually(lambda: write.call_count > 2, "tried again and again")
    assert (await tab.next_of("you"))["number"] == 1
    assert await read_number(live, live.cast.bob) == 1


@pytest.mark.usefixtures("written_at_once")
async def test_a_bug_does_not_end_the_writing(live: Live, caplog: pytest.LogCaptureFixture) -> None:
    await live.post(live.cast.alice)
    bob = await live.greeted(live.cast.bob)
    with mock.patch.object(pointers, "read_together", side_effect=ValueError("a bug")) as write:
        await read(live, bob, 1)
        await eventually(lambda: write.called, "tried")
    await read(live, bob, 1)
    assert (await bob.next_of("you"))["number"] == 1
    assert "a bug" in caplog.text


async def test_what_was_read_last_is_written_when_the_process_ends(live: Live) -> None:
    await live.post(live.cast.alice)
    await read(live, await live.greeted(live.cast.bob), 1)
    await live.hub.finish()
    assert await read_number(live, live.cast.bob) == 1


async def test_who_was_removed_reads_no_further(live: Live) -> None:
    await live.post(live.cast.alice)
    bob = await live.greeted(live.cast.bob)
    await read(live, bob, 1)
    await in_database(memberships.remove, live.cast.alice, await in_database(member, live.room, live.cast.bob))
    assert (await bob.next_of("you"))["rooms"] == []
    await live.hub.pointers.write()
    assert await read_number(live, live.cast.bob) == 0
    assert (await bob.ask("room.read", room=live.room.pk, number=1))["error"]["code"] == "not_found"
    assert await bob.seen() == []


# Back, against what is on its way -------------------------------------------------------------------------------------


async def test_what_was_noted_before_somebody_goes_back_does_not_undo_it(live: Live) -> None:
    for _ in range(3):
        await live.post(live.cast.alice)
    bob, tab = await live.greeted(live.cast.bob), await live.greeted(live.cast.bob)
    await read(live, tab, 3)
    back = await bob.ask("room.unread", room=live.room.pk, number=2)
    assert (back["number"], back["turned_back"]) == (2, 1)
    await live.hub.pointers.write()
    assert await read_number(live, live.cast.bob) == 1


async def test_a_tab_that_has_not_heard_of_going_back_says_so_itself(live: Live) -> None:
    for _ in range(3):
        await live.post(live.cast.alice)
    bob, tab = await live.greeted(live.cast.bob), await live.greeted(live.cast.bob)
    await bob.ask("room.unread", room=live.room.pk, number=2)
    (entry,) = (await tab.next_of("you"))["rooms"]
    assert (entry["read_number"], entry["turned_back"]) == (1, 1)
    await tab.ask("room.read", room=live.room.pk, number=3, turned_back=0)
    await live.hub.pointers.write()
    assert await read_number(live, live.cast.bob) == 1
    await tab.ask("room.read", room=live.room.pk, number=3, turned_back=1)
    await live.hub.pointers.write()
    assert await tab.next_of("you") == {
        "type": "you", "kind": "read", "room": live.room.pk, "number": 3, "turned_back": 1,
    }  # fmt: skip


@pytest.mark.usefixtures("quick_heart")
async def test_the_heartbeat_finds_that_somebody_went_back_and_on_to_the_same_place(live: Live) -> None:
    await live.post(live.cast.alice)
    bob = await live.greeted(live.cast.bob)
    await read(live, bob, 1)
    await live.hub.pointers.write()
    await bob.next_of("you")

    def back_and_on() -> None:
        reading.mark_unread(member(live.room, live.cast.bob), 1)
        memberships.read(member(live.room, live.cast.bob), 1)

    await unannounced(back_and_on)
    assert (await bob.next_of("you"))["rooms"][0]["turned_back"] == 1


@pytest.mark.usefixtures("quick_heart")
async def test_the_heartbeat_finds_that_a_room_concerns_somebody_less(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    await unannounced(lambda: reading.involve(member(live.room, live.cast.bob), "nothing"))
    assert (await bob.next_of("you"))["rooms"][0]["involvement"] == "nothing"


async def test_reading_after_going_back_elsewhere_brings_the_rooms_anew(live: Live) -> None:
    for _ in range(3):
        await live.post(live.cast.alice, "@bob")
    bob = await live.greeted(live.cast.bob)

    def back_and_on() -> None:
        memberships.read(member(live.room, live.cast.bob), 3)
        reading.mark_unread(member(live.room, live.cast.bob), 1)
        memberships.read(member(live.room, live.cast.bob), 1)

    *_, last = await unannounced(back_and_on)
    live.tell(last)
    (entry,) = (await bob.next_of("you"))["rooms"]
    assert (entry["turned_back"], entry["mentions"]) == (1, [2, 3])


# Lines of the system --------------------------------------------------------------------------------------------------


async def sums(live: Live, person: User) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return what the hub and what the database know of a person's pointers."""
    return live.attendance.people[person.pk].places.sums, (await in_database(queries.pointers, [person.pk]))[person.pk]


async def test_the_hub_knows_as_the_database_does_who_has_read_a_line(live: Live) -> None:
    await live.post(live.cast.alice)
    bob, dana = await live.greeted(live.cast.bob), await live.greeted(live.cast.dana)
    await read(live, bob, 1)
    await live.hub.pointers.write()
    await in_database(lambda: rooms.change(live.cast.alice, live.room, name="Docks", topic=live.room.topic))
    for line in (bob, dana):
        assert (await line.next_of("change"))["kind"] == "room"
        assert (await line.next_of("change"))["message"]["system"]
    for person in (live.cast.bob, live.cast.dana):
        known, stored = await sums(live, person)
        assert known == stored
    assert await read_number(live, live.cast.bob) == 2


async def test_an_old_message_of_ones_own_that_changes_is_not_read_by_it(live: Live) -> None:
    said = await live.post(live.cast.bob)
    bob = await live.greeted(live.cast.bob)
    await bob.ask("room.unread", room=live.room.pk, number=1)
    assert (await bob.next_of("you"))["kind"] == "rooms"
    await bob.ask("message.edit", room=live.room.pk, number=said.number, text="Good evening")
    known, stored = await sums(live, live.cast.bob)
    assert known == stored
