"""This process's one line to the others: its own channel of the channel layer, and what goes out on it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from channels.layers import get_channel_layer

from chat import limits
from chat.live.announcements import PROCESSES_GROUP, Announcement, pack

logger = logging.getLogger(__name__)

# More than this waiting means that the layer hangs: the others' heartbeats are faster then.
ANNOUNCEMENTS_WAITING = 2_000
RETRY_SECONDS = 1
ECHO = "echo"


class Relay:
    """Publishes in order, receives in order, and knows whether the layer works: it sends itself an echo.

    The layer may lose, double and reorder. Nothing here is retried but group memberships: what got lost is found by
    the hub's heartbeat.
    """

    def __init__(self, on_message: Callable[[dict[str, Any]], None]) -> None:
        self._layer = get_channel_layer()
        self._on_message = on_message
        self._channel: str | None = None
        self._outgoing: asyncio.Queue[Announcement] = asyncio.Queue(ANNOUNCEMENTS_WAITING)
        self._wanted: set[str] = {PROCESSES_GROUP}
        self._joined: set[str] = set()
        # One at a time, or everybody who comes in a storm would join for all the others too.
        self._settling = asyncio.Lock()
        self._echo_sent = self._echo_heard = time.monotonic()
        self.is_healthy = True

    def publish(self, announcement: Announcement) -> None:
        """Send to every process that wants this group, soon; dropped when too much waits."""
        try:
            self._outgoing.put_nowait(announcement)
        except asyncio.QueueFull:
            self._note_failure("too many announcements wait")

    async def want(self, groups: set[str]) -> None:
        """Be in these groups from now on. Nobody waits for a layer that is away: the next check tries again."""
        self._wanted |= groups
        if self.is_healthy and groups - self._joined:
            async with self._settling:
                # Those before us may have found that it is away.
                if self.is_healthy:
                    await self._join(groups)

    def leave(self, groups: set[str]) -> None:
        """Be in these groups no longer, from the next check on."""
        self._wanted -= groups

    async def check(self) -> None:
        """Notice whether the last echo came back, settle what could not be settled, and send the next echo."""
        if self._echo_heard < self._echo_sent:
            self._note_failure("no echo came back")
        async with self._settling:
            await self._settle()
        self._echo_sent = time.monotonic()
        if self._channel is not None:
            await self._attempt(self._layer.send, self._channel, {"type": ECHO})

    async def run_publisher(self) -> None:
        """Send what is announced, one after the other, for ever."""
        while True:
            announcement = await self._outgoing.get()
            message = {**pack(announcement), "sender": self._channel}
            await self._attempt(self._layer.group_send, announcement.group, message)
            self._outgoing.task_done()

    async def flush(self) -> None:
        """Return when all that was announced is sent, or the layer takes too long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._outgoing.join(), limits.PUBLISH_SECONDS)

    async def run_receiver(self) -> None:
        """Hand over what arrives, for ever."""
        while True:
            try:
                message = await self._receive()
            except Exception as error:
                self._note_failure(f"{type(error).__name__}: {error}")
                await asyncio.sleep(RETRY_SECONDS)
            else:
                self._take(message)
                # While more wait, the layer answers at once: a burst would keep the event loop to itself.
                await asyncio.sleep(0)

    async def _receive(self) -> dict[str, Any]:
        if self._channel is None:
            self._channel = await self._layer.new_channel()
            async with self._settling:
                await self._settle()
        return await self._layer.receive(self._channel)

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == ECHO:
            self._echo_heard = time.monotonic()
            self._note_success()
        elif message.pop("sender", None) != self._channel:
            # What we announced ourselves, our sockets have had already.
            self._hand_over(message)

    def _hand_over(self, message: dict[str, Any]) -> None:
        try:
            self._on_message(message)
        except Exception:
            # Another version of this program, perhaps, in the middle of an update.
            logger.exception("A message of the channel layer was not understood")

    async def _settle(self) -> None:
        """Be in the wanted groups and in no others; end at the first failure."""
        if not await self._join(self._wanted):
            return
        for group in self._joined - self._wanted:
            if group in self._wanted:
                continue  # somebody came while we left another one
            self._joined.discard(group)
            if not await self._attempt(self._layer.group_discard, group, self._channel):
                return

    async def _join(self, groups: set[str]) -> bool:
        """Be in these groups; end at the first failure, and tell whether there was none."""
        for group in groups - self._joined:
            if self._channel is None or not await self._attempt(self._layer.group_add, group, self._channel):
                return False
            self._joined.add(group)
        return True

    async def _attempt(self, call: Callable[..., Awaitable[None]], *args: Any) -> bool:
        """Make one call to the layer within its time; tell whether it worked."""
        try:
            # Not wait_for: on Python 3.11 it loses a cancellation that comes together with the answer.
            async with asyncio.timeout(limits.PUBLISH_SECONDS):
                await call(*args)
        except Exception as error:
            self._note_failure(f"{type(error).__name__}: {error}")
            return False
        return True

    def _note_failure(self, reason: str) -> None:
        if self.is_healthy:
            logger.warning("The channel layer is away (%s): changes travel through the database", reason)
        self.is_healthy = False

    def _note_success(self) -> None:
        if not self.is_healthy:
            logger.warning("The channel layer is back")
        self.is_healthy = True
