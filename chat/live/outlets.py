"""The way out of the process: straight through a server that takes ready frames, or through ASGI's send."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, Protocol

from chat import limits
from chat.live.ready_frame import ReadyFrame

# The extension of the ASGI scope by which a server offers its transport: chatsite/websocket.py.
TRANSPORT = "chatsite.transport"

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Outlet(Protocol):
    """Takes frames without waiting, and knows how much of them has not left yet."""

    @property
    def put(self) -> Callable[[ReadyFrame], int]:
        """Send a frame after those before it; return the bytes that wait."""

    def when_drained(self, callback: Callable[[], None]) -> None:
        """Call back once when nothing waits any more."""

    def close(self, bye: ReadyFrame, code: int) -> None:
        """Send a last frame, then close the socket."""

    async def serve(self, reading: Coroutine[Any, Any, None]) -> None:
        """Await the reading, and end before it if the other side takes nothing more."""


def outlet_of(scope: dict[str, Any], send: Send) -> Outlet:
    """Return the best way out that the server offers."""
    transport = (scope.get("extensions") or {}).get(TRANSPORT)
    return DirectOutlet(transport) if transport is not None else QueuedOutlet(send)


class DirectOutlet:
    """A server's own transport: finished bytes, its own buffer, no task."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        # The server's own function, without one of ours around it: it is called for each frame and each receiver.
        self.put: Callable[[ReadyFrame], int] = transport.send_frame

    def when_drained(self, callback: Callable[[], None]) -> None:
        self._transport.when_drained(callback)

    def close(self, bye: ReadyFrame, code: int) -> None:
        self._transport.send_frame(bye)
        self._transport.close(code)

    async def serve(self, reading: Coroutine[Any, Any, None]) -> None:
        await reading


class QueuedOutlet:
    """Any ASGI server: a task writes what waits in a queue. Some servers let it wait for as long as nobody reads."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._queue: deque[ReadyFrame] = deque()
        self._waiting = 0
        self._close_code: int | None = None
        self._drained: Callable[[], None] | None = None
        self._wake = asyncio.Event()
        self._patience: asyncio.Timeout | None = None

    def put(self, frame: ReadyFrame) -> int:
        self._queue.append(frame)
        self._waiting += len(frame)
        self._wake.set()
        return self._waiting

    def when_drained(self, callback: Callable[[], None]) -> None:
        self._drained = callback

    def close(self, bye: ReadyFrame, code: int) -> None:
        self._close_code = code
        self.put(bye)
        self._limit_patience()

    async def serve(self, reading: Coroutine[Any, Any, None]) -> None:
        duties = [asyncio.ensure_future(duty) for duty in (reading, self._write())]
        try:
            done, _ = await asyncio.wait(duties, return_when=asyncio.FIRST_COMPLETED)
            for duty in done:
                duty.result()
        finally:
            await _cancelled(duties)

    async def _write(self) -> None:
        # Some servers say here that the other side is gone; a timeout is an OSError too.
        with suppress(OSError):
            async with asyncio.timeout(None) as self._patience:
                self._limit_patience()
                while self._close_code is None or self._queue:
                    await self._wake.wait()
                    self._wake.clear()
                    await self._empty_queue()
                await self._send({"type": "websocket.close", "code": self._close_code})

    async def _empty_queue(self) -> None:
        while self._queue:
            frame = self._queue.popleft()
            await self._send({"type": "websocket.send", "text": frame.text})
            self._waiting -= len(frame)
        drained, self._drained = self._drained, None
        if drained is not None:
            drained()

    def _limit_patience(self) -> None:
        if self._close_code is not None and self._patience is not None:
            self._patience.reschedule(asyncio.get_running_loop().time() + limits.BYE_SECONDS)


async def _cancelled(tasks: list[asyncio.Task[None]]) -> None:
    """Return when all have ended; told again and again, for on Python 3.11 libraries lose a cancellation at times."""
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=limits.CANCEL_SECONDS)
    await asyncio.gather(*tasks, return_exceptions=True)
