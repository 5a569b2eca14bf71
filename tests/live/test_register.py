"""Every socket is a row that all processes see, written beside everything else, and gone when its process is."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chat import limits
from chat.actions import connections
from chat.errors import SlowDown
from chat.live.closing import CLOSED, CLOSED_BY_OWNER
from chat.live.database import in_database
from chat.live.hub import Hub
from chat.models import Connection, Process
from tests.live.conftest import Live, eventually
from tests.live.processes import two_processes


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are written when a test says so."""
    monkeypatch.setattr(limits, "CONNECTIONS_SECONDS", 3_600)


async def rows(hub: Hub) -> list[Connection]:
    """Return all rows, once this process has written what is new."""
    await hub.register.beat()
    return await in_database(lambda: list(Connection.objects.select_related("person", "process").order_by("since")))


async def processes() -> list[str]:
    return await in_database(lambda: sorted(Process.objects.values_list("key", flat=True)))


async def test_a_socket_is_a_row_under_the_name_that_ready_tells(live: Live) -> None:
    line = await live.connect(live.cast.bob)
    revision = await live.revision()
    ready = await line.hello(**{f"r{live.room.pk}": revision})
    (row,) = await rows(live.hub)
    assert (row.pk, row.person, row.rooms) == (ready["connection"], live.cast.bob, [live.room.pk])
    assert row.process.pk == live.hub.register.process.pk
    assert abs((timezone.now() - row.since).total_seconds()) < 10
    assert row.last_active >= row.since


async def test_a_socket_that_is_closed_has_no_row(live: Live) -> None:
    line = await live.greeted(live.cast.bob)
    other = await live.greeted(live.cast.alice)
    assert len(await rows(live.hub)) == 2
    await line.gone()
    (row,) = await rows(live.hub)
    assert row.person == live.cast.alice
    assert (await other.ask("ping"))["ok"]


async def test_nothing_new_costs_no_query(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    await live.greeted(live.cast.bob)
    await rows(live.hub)
    monkeypatch.setattr(connections, "note", None)
    await live.hub.register.beat()


async def test_rooms_that_one_is_not_in_are_not_shown(live: Live) -> None:
    line = await live.connect(live.cast.charlie)
    await line.hello(**{f"r{live.room.pk}": 1})
    assert [row.rooms for row in await rows(live.hub)] == [[]]


async def test_the_row_follows_to_another_room(live: Live) -> None:
    line = await live.greeted(live.cast.bob)
    assert [row.rooms for row in await rows(live.hub)] == [[]]
    await line.ask("room.sync", room=live.room.pk, revision=await live.revision())
    assert [row.rooms for row in await rows(live.hub)] == [[live.room.pk]]


async def test_what_was_last_said_is_written_now_and_then(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    line = await live.greeted(live.cast.bob)
    (before,) = await rows(live.hub)
    await line.ask("ping")
    (soon,) = await rows(live.hub)
    assert soon.last_active == before.last_active
    monkeypatch.setattr(limits, "CONNECTION_ACTIVE_SECONDS", 0)
    await line.ask("ping")
    (later,) = await rows(live.hub)
    assert later.last_active > before.last_active


async def test_a_process_that_ends_leaves_nothing(live: Live) -> None:
    await live.greeted(live.cast.bob)
    assert len(await rows(live.hub)) == 1
    await live.hub.finish()
    assert await in_database(Connection.objects.count) == 0
    assert await processes() == []


def grow_old(process: Process) -> None:
    silent = timezone.now() - timedelta(seconds=limits.PROCESS_EXPIRY_SECONDS + 1)
    Process.objects.filter(pk=process.pk).update(seen_at=silent)


async def test_a_process_that_is_silent_is_forgotten_by_any_other(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    async with two_processes(live, monkeypatch) as both:
        await both.greeted(live.cast.bob)
        await rows(both.elsewhere)
        assert len(await rows(both.here)) == 2
        await in_database(grow_old, both.elsewhere.register.process)
        monkeypatch.setattr(limits, "PROCESS_SECONDS", 0)
        (row,) = await rows(both.here)
        assert row.process.pk == both.here.register.process.pk
        # It was only asleep: what it holds is written anew.
        assert len(await rows(both.elsewhere)) == 2


async def test_an_administrator_closes_a_socket_wherever_it_is(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    async with two_processes(live, monkeypatch) as both:
        here, there = await both.greeted(live.cast.bob)
        await rows(both.here)
        for line, hub in ((here, both.here), (there, both.elsewhere)):
            (row,) = [row for row in await rows(hub) if row.process.pk == hub.register.process.pk]
            await in_database(connections.close, live.cast.ada, row)
            bye = await line.bye()
            assert (bye["code"], bye["reason"], bye["retry_after"]) == (4410, str(CLOSED.reason), None)
        assert await rows(both.here) == []


async def test_who_closes_ones_own_is_told_so(live: Live) -> None:
    line, other = await live.greeted(live.cast.bob), await live.greeted(live.cast.bob)
    first, _ = await rows(live.hub)
    await in_database(connections.close, live.cast.bob, first)
    assert (await line.bye())["reason"] == str(CLOSED_BY_OWNER.reason)
    assert (await other.ask("ping"))["ok"]


async def heard(line: Any) -> Any:
    return await line.next_of("you")


async def test_a_text_arrives_at_one_socket_or_at_all_of_a_person(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    async with two_processes(live, monkeypatch) as both:
        here, there = await both.greeted(live.cast.bob)
        await rows(both.elsewhere)
        there_row = next(row for row in await rows(both.here) if row.process.pk == both.elsewhere.register.process.pk)
        await in_database(connections.send, live.cast.ada, there_row, connections.DATA, "only there")
        await in_database(connections.send_to_all, live.cast.ada, live.cast.bob, connections.NOTICE, "Lunch")
        assert await heard(there) == {"type": "you", "kind": "data", "data": "only there"}
        assert await heard(there) == await heard(here) == {"type": "you", "kind": "notice", "data": "Lunch"}


async def test_who_does_not_read_is_given_nothing(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    line = await live.greeted(live.cast.bob)
    line.reads.clear()
    monkeypatch.setattr(limits, "LAGGING_BYTES", 0)
    await live.post(live.cast.alice)
    (socket,) = live.attendance.sockets_of(live.cast.bob.pk)
    await eventually(lambda: socket.is_lagging, "the socket lags")
    (row,) = await rows(live.hub)
    assert row.is_lagging
    with pytest.raises(SlowDown):
        await in_database(connections.send, live.cast.ada, row, connections.DATA, "too much")
    line.reads.set()
