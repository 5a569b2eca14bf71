"""ChatConsumer: frames in, replies out. No rules, no queries."""

import asyncio
import time
from collections import deque
from contextlib import suppress
from typing import Any

from chat import limits
from chat.errors import AlreadySaidHello, ChatError, HelloFirst, SlowDown
from chat.live import commands, frames, parsing
from chat.live.closing import SLOW_DOWN, TOO_SLOW, Closing
from chat.live.hub import Hub, ensure_hub
from chat.live.sign_in import SignIn
from chat.live.socket import Socket

# A flood is answered with errors first, then with a closed door.
FLOOD_FACTOR = 3


class ChatConsumer:
    """One websocket's life, as a plain ASGI application.

    Channels' own consumers hop to a thread for every event and hear nothing while they work on one. Here one task
    reads, one works through the commands in their order, one writes.
    """

    def __init__(self, socket: Socket, hub: Hub) -> None:
        self.socket = socket
        self.hub = hub
        self._greeted = False
        self._waiting: asyncio.Queue[tuple[str | None, bool]] = asyncio.Queue(limits.COMMANDS_WAITING)
        self._arrivals: deque[float] = deque(maxlen=limits.FRAMES_PER_WINDOW * FLOOD_FACTOR)

    @classmethod
    def as_asgi(cls) -> Any:
        """Return the ASGI application that makes a consumer for each websocket."""

        async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
            await receive()  # websocket.connect
            await send({"type": "websocket.accept"})
            if isinstance(scope["sign_in"], SignIn):
                await cls(Socket(scope["sign_in"], send), ensure_hub()).live(receive)
            else:
                await _turn_away(scope["sign_in"], send)

        return application

    async def live(self, receive: Any) -> None:
        """Serve the socket until it is gone, and leave nothing behind, however it went."""
        duties = [asyncio.ensure_future(duty) for duty in (self._read(receive), self._work(), self._write())]
        patience = asyncio.get_running_loop().call_later(limits.HELLO_SECONDS, self._lose_patience)
        try:
            self.hub.enter(self.socket)
            done, _ = await asyncio.wait(duties, return_when=asyncio.FIRST_COMPLETED)
            for duty in done:
                duty.result()
        finally:
            patience.cancel()
            self.hub.leave(self.socket)
            await _cancelled(duties)

    async def _read(self, receive: Any) -> None:
        while (event := await receive())["type"] == "websocket.receive":
            recent = self._count_arrival()
            if recent == self._arrivals.maxlen or self._waiting.full():
                self.socket.close(SLOW_DOWN)
                continue
            self._waiting.put_nowait((event.get("text"), recent > limits.FRAMES_PER_WINDOW))

    async def _work(self) -> None:
        while True:
            text, too_many = await self._waiting.get()
            await self._answer(text, too_many)

    async def _write(self) -> None:
        # Some servers say here that the other side is gone.
        with suppress(OSError):
            await self.socket.run_writer()

    async def _answer(self, text: str | None, too_many: bool) -> None:
        ref = None
        try:
            body = parsing.body_of(text)
            ref = parsing.ref_of(body)
            if too_many:
                raise SlowDown(retry_after=limits.FRAMES_WINDOW_SECONDS / 2)
            command = commands.parse(body)
            self._check_order(command)
            await command.obey(self.socket, self.hub)
        except ChatError as error:
            self.socket.deliver(frames.refusal(ref, error))

    def _check_order(self, command: commands.Command) -> None:
        is_hello = isinstance(command, commands.Hello)
        if is_hello and self._greeted:
            raise AlreadySaidHello
        if not is_hello and not self._greeted:
            raise HelloFirst
        self._greeted = True

    def _count_arrival(self) -> int:
        """Note a frame; return how many came within the window."""
        now = time.monotonic()
        while self._arrivals and self._arrivals[0] < now - limits.FRAMES_WINDOW_SECONDS:
            self._arrivals.popleft()
        self._arrivals.append(now)
        return len(self._arrivals)

    def _lose_patience(self) -> None:
        if not self._greeted:
            self.socket.close(TOO_SLOW)


async def _cancelled(tasks: list[asyncio.Task[None]]) -> None:
    """Return when all have ended; told again and again, for on Python 3.11 libraries lose a cancellation at times."""
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=limits.CANCEL_SECONDS)
    await asyncio.gather(*tasks, return_exceptions=True)


async def _turn_away(closing: Closing, send: Any) -> None:
    bye = frames.bye(closing.code, str(closing.reason), closing.retry_after)
    await send({"type": "websocket.send", "text": bye})
    await send({"type": "websocket.close", "code": closing.code})
