"""Bye to everybody, for the process ends: in slices, each browser with a time of its own to come back."""

import asyncio
import random
from dataclasses import replace

from chat import limits
from chat.live.closing import RESTARTING
from chat.live.socket import Socket


async def say_bye(sockets: list[Socket], seconds: float) -> None:
    """Close all sockets, in slices over this time; each is told when to come back.

    The delays are spread over the same time, so that they do not all come back to the next process at once.
    """
    random.shuffle(sockets)
    slices = [sockets[start : start + limits.DRAIN_SLICE] for start in range(0, len(sockets), limits.DRAIN_SLICE)]
    for number, some in enumerate(slices):
        if number:
            await asyncio.sleep(seconds / len(slices))
        for socket in some:
            # Spreads load, guards nothing.
            delay = random.uniform(limits.DRAIN_RETRY_SECONDS_MIN, limits.DRAIN_RETRY_SECONDS)  # noqa: S311
            socket.close(replace(RESTARTING, retry_after=round(delay, 2)))
