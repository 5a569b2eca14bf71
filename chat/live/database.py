"""The crossing from sockets into the database: one pool of threads that keep their connections."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections

from chat.errors import Busy

logger = logging.getLogger(__name__)


T = TypeVar("T")


async def in_database(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run a synchronous function in a database thread and return what it returns.

    Raises Busy when the database is away or locked: nothing was written, or the commit's fate is unknown, and the
    same request may be repeated. Cancelling the caller lets a function that has begun finish.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads(), partial(_run, function, *args, **kwargs))


@cache
def _threads() -> ThreadPoolExecutor:
    # SQLite has one writer at a time: one thread waits in a queue instead of for a lock.
    return ThreadPoolExecutor(settings.DATABASE_THREADS, thread_name_prefix="database")


def _run(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    try:
        return function(*args, **kwargs)
    except (OperationalError, InterfaceError) as error:
        logger.warning("The database did not answer: %s", error)
        # The thread keeps its connection from call to call; a broken one is given back.
        connections.close_all()
        raise Busy from error
