"""Work that goes on beside what started it, kept until it ends."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from chat.errors import Busy

logger = logging.getLogger(__name__)

# Called only when its turn has come: a coroutine that is made and then cancelled would be one nobody awaited.
Work = Callable[..., Coroutine[Any, Any, None]]


class Tasks:
    """The event loop itself would forget a task that nobody holds."""

    def __init__(self) -> None:
        self.under_way: set[asyncio.Task[None]] = set()

    def begin(self, work: Work, *args: Any) -> None:
        """Let the work begin, soon."""
        task = asyncio.get_running_loop().create_task(attempt(work, *args))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)

    async def finish(self, seconds: float) -> None:
        """Return when all that was begun has ended, or the time is over."""
        if self.under_way:
            await asyncio.wait(self.under_way, timeout=seconds)

    def stop(self) -> None:
        """End all that was begun."""
        for task in self.under_way:
            task.cancel()


async def attempt(work: Work, *args: Any) -> None:
    """Do one duty of the hub. A failure is logged, and the heart goes on beating."""
    try:
        await work(*args)
    except Busy:
        pass  # already logged; the next heartbeat tries again
    except Exception:
        # A hub that stops is a deaf process: whatever one duty stumbles over, the others go on.
        logger.exception("The hub stumbled")
