"""One open websocket, as the hub sees it: a person, and a way to hand over finished frames without waiting."""

import asyncio
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from chat import limits
from chat.live import frames
from chat.live.closing import TOO_SLOW, Closing
from chat.live.sign_in import SignIn

Send = Callable[[dict[str, Any]], Awaitable[None]]
CONNECTION_ID_BYTES = 8


class Socket:
    """Frames go out in the order of `deliver`. Who does not read is cut at OUTBOX_BYTES, and delays nobody."""

    def __init__(self, sign_in: SignIn, send: Send) -> None:
        self.sign_in = sign_in
        self.person_id = sign_in.person.pk
        self.connection = secrets.token_hex(CONNECTION_ID_BYTES)
        # The hub's notes: whether the socket is one of its own, and which rooms it watches.
        self.is_here = False
        self.rooms: set[int] = set()
        self.closing: Closing | None = None
        self._send = send
        self._outbox: deque[str] = deque()
        self._outbox_bytes = 0
        self._wake = asyncio.Event()
        self._patience: asyncio.Timeout | None = None

    def deliver(self, text: str) -> None:
        """Queue a finished frame. A server with ready frames takes it here at once: this is its seam."""
        if self.closing is not None:
            return
        self._outbox.append(text)
        self._outbox_bytes += len(text)
        self._wake.set()
        if self._outbox_bytes > limits.OUTBOX_BYTES:
            self._outbox.clear()
            self.close(TOO_SLOW)

    def close(self, closing: Closing) -> None:
        """Say bye and close, after what was delivered before. The first call counts."""
        if self.closing is not None:
            return
        self._outbox.append(frames.bye(closing.code, str(closing.reason), closing.retry_after))
        self.closing = closing
        self._wake.set()
        self._limit_patience()

    def _limit_patience(self) -> None:
        # Some servers let a writer wait for as long as the other side does not read.
        if self.closing is not None and self._patience is not None:
            self._patience.reschedule(asyncio.get_running_loop().time() + limits.BYE_SECONDS)

    async def run_writer(self) -> None:
        """Send what is delivered, until the socket is closed. Raises OSError when the other side takes nothing more."""
        async with asyncio.timeout(None) as self._patience:
            self._limit_patience()
            while self.closing is None or self._outbox:
                await self._wake.wait()
                self._wake.clear()
                await self._empty_outbox()
            await self._send({"type": "websocket.close", "code": self.closing.code})

    async def _empty_outbox(self) -> None:
        while self._outbox:
            text = self._outbox.popleft()
            self._outbox_bytes -= len(text)
            await self._send({"type": "websocket.send", "text": text})
