"""Work beside the work: kept until it ends, guarded, and ended in whatever state it is."""

import asyncio
import gc
import logging

import pytest

from chat.errors import Busy
from chat.live.tasks import Tasks


async def wait(event: asyncio.Event) -> None:
    await event.wait()


async def test_what_was_begun_is_kept_until_it_ends() -> None:
    tasks, event = Tasks(), asyncio.Event()
    tasks.begin(wait, event)
    await tasks.finish(0)
    assert len(tasks.under_way) == 1
    event.set()
    await tasks.finish(5)
    assert not tasks.under_way


@pytest.mark.parametrize("turns", [0, 1])
async def test_what_is_stopped_before_it_began_leaves_nothing_that_nobody_awaits(
    turns: int, recwarn: pytest.WarningsRecorder
) -> None:
    tasks = Tasks()
    tasks.begin(wait, asyncio.Event())
    for _ in range(turns):
        await asyncio.sleep(0)
    tasks.stop()
    await tasks.finish(5)
    gc.collect()
    assert not tasks.under_way
    assert [str(warning.message) for warning in recwarn] == []


async def fail(error: Exception) -> None:
    raise error


@pytest.mark.parametrize(("error", "told"), [(Busy(), []), (ZeroDivisionError(), ["The hub stumbled"])])
async def test_a_failure_is_logged_once_and_ends_only_itself(
    error: Exception, told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    tasks = Tasks()
    tasks.begin(fail, error)
    await tasks.finish(5)
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == told
