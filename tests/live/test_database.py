"""The crossing into the database: threads that keep their connections, and one error for a fault that passes."""

import asyncio
import logging
import threading

import pytest
from django.db import InterfaceError, OperationalError, connection, transaction

from chat.errors import Busy, NotFound
from chat.live import database
from chat.live.database import in_database
from chat.models import Room

pytestmark = pytest.mark.django_db(transaction=True)


def fail(error: Exception) -> None:
    raise error


async def test_what_the_function_returns_comes_back() -> None:
    assert await in_database(Room.objects.count) == 0
    assert await in_database(divmod, 7, 4) == (1, 3)


@pytest.mark.parametrize("error", [OperationalError("database is locked"), InterfaceError("connection already closed")])
async def test_a_fault_of_the_database_is_busy_with_a_moment_to_wait(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Busy) as caught:
        await in_database(fail, error)
    assert caught.value.retry_after == 2
    (record,) = caplog.records
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)


@pytest.mark.parametrize("error", [NotFound(), ValueError("a bug")])
async def test_every_other_error_comes_back_as_it_is(error: Exception) -> None:
    with pytest.raises(type(error)):
        await in_database(fail, error)


def wire() -> object:
    connection.ensure_connection()
    return connection.connection


async def test_connections_are_kept_from_call_to_call() -> None:
    assert await in_database(wire) is await in_database(wire)


async def test_after_a_fault_the_connection_is_a_new_one() -> None:
    before = await in_database(wire)
    with pytest.raises(Busy):
        await in_database(fail, OperationalError("server closed the connection unexpectedly"))
    assert await in_database(wire) is not before
    assert await in_database(Room.objects.count) == 0


async def test_a_transaction_that_failed_leaves_nothing_open() -> None:
    def fail_inside() -> None:
        with transaction.atomic():
            fail(OperationalError("away"))

    with pytest.raises(Busy):
        await in_database(fail_inside)
    assert not await in_database(lambda: connection.in_atomic_block)


async def test_the_loop_goes_on_meanwhile() -> None:
    release = threading.Event()
    waiting = asyncio.ensure_future(in_database(release.wait, 5))
    await asyncio.sleep(0)
    release.set()
    assert await waiting


async def test_who_is_cancelled_leaves_the_work_to_be_done() -> None:
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go_on.wait(5)
        done.set()

    waiting = asyncio.ensure_future(in_database(work))
    await asyncio.to_thread(begun.wait, 5)
    waiting.cancel()
    go_on.set()
    await asyncio.to_thread(done.wait, 5)
    assert waiting.cancelled()
    assert done.is_set()


async def test_database_threads_are_as_many_as_the_settings_say(settings) -> None:  # type: ignore[no-untyped-def]
    names = {await in_database(lambda: threading.current_thread().name) for _ in range(5)}
    assert len(names) <= settings.DATABASE_THREADS
    assert database._threads()._max_workers == settings.DATABASE_THREADS
