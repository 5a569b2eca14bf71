"""How far people have read, on its way to the database: collected, written together, lost by nothing but a kill."""

from unittest import mock

import pytest

from chat.actions import memberships
from chat.errors import Busy
from chat.live import pointers
from chat.live.database import in_database
from chat.models import User
from tests.cast import member
from tests.live.conftest import Live, eventually
from tests.live.driver import Line


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
