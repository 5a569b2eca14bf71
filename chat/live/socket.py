"""One open websocket, as the hub sees it: a person, and a way to hand over finished frames without waiting."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from chat import limits
from chat.live import frames
from chat.live.closing import FAULT, TOO_SLOW, Closing
from chat.live.outlets import Outlet
from chat.live.ready_frame import ReadyFrame
from chat.live.sign_in import SignIn

logger = logging.getLogger(__name__)

CONNECTION_ID_BYTES = 8


class Socket:
    """Frames go out in the order of `deliver`, and nobody is waited for.

    Who does not read is left alone beyond LAGGING_BYTES, or OUTBOX_BYTES of what they asked for: nothing more is sent
    until all has left; then the browser is told to say hello again, which brings it up to date. Who has not read it
    after LAGGING_SECONDS, or says no hello when it is to, is cut.
    """

    def __init__(
        self,
        sign_in: SignIn,
        outlet: Outlet,
        on_lag: Callable[["Socket"], None],
        catch_up: Callable[["Socket"], None],
        scope: Mapping[str, Any],
    ) -> None:
        self.sign_in = sign_in
        self.person_id = sign_in.person.pk
        self.connection = secrets.token_hex(CONNECTION_ID_BYTES)
        # For the register: whence and when (monotonic) it came, when it last spoke, the rooms that its page shows.
        self.scope = scope
        self.opened_at = self.heard_at = time.monotonic()
        self.shown: frozenset[int] = frozenset()
        # The hub's notes: whether it has said hello, keeps up and is open; whether nobody looks; the rooms it watches.
        self.is_here = self.is_away = False
        self.rooms: set[int] = set()
        self.closing: Closing | None = None
        # Take a frame, return the bytes that wait: the outlet itself, as long as the socket is given anything.
        self.send: Callable[[ReadyFrame], int] = outlet.put
        self._outlet = outlet
        self._on_lag = on_lag
        self._catch_up = catch_up
        # What ends somebody who does not read, and somebody who does not say hello.
        self._cut: asyncio.TimerHandle | None = None
        self._patience: asyncio.TimerHandle | None = None

    @property
    def is_lagging(self) -> bool:
        """Tell whether it is given nothing, because it has not read what waits."""
        return self.send is _drop and self.closing is None

    def deliver(self, text: str) -> None:
        """Send a finished text after all before it: an answer, or what this socket missed."""
        self._catch_up(self)
        if self.send(ReadyFrame(text)) > limits.OUTBOX_BYTES:
            self.lag()

    def lag(self) -> None:
        """Give the socket nothing more until what waits has left."""
        self.send = _drop
        self._cut = self._close_after(limits.LAGGING_SECONDS)
        self._outlet.when_drained(self._recover)
        self._on_lag(self)

    def fail(self, error: Exception) -> None:
        """Close a socket that could not be given a frame, for a reason that is ours: now it would miss something."""
        logger.error("A socket took no frame", exc_info=error)
        self.send = _drop
        # Later: whatever is broken, the others get the frame first.
        asyncio.get_running_loop().call_soon(self.close, FAULT)

    def close(self, closing: Closing) -> None:
        """Say bye and close, after what was delivered before. The first call counts."""
        if self.closing is not None:
            return
        self.closing = closing
        self.send = _drop
        bye = ReadyFrame(frames.bye(closing.code, str(closing.reason), closing.retry_after))
        self._outlet.close(bye, closing.code)

    async def serve(self, reading: Coroutine[Any, Any, None]) -> None:
        """Read until the connection is gone, or takes no goodbye; let go of what would outlive it."""
        self._patience = self._close_after(limits.HELLO_SECONDS)
        try:
            await self._outlet.serve(reading)
        finally:
            _stop(self._cut, self._patience)

    def hear_hello(self) -> None:
        """Wait for a hello no longer: what follows is up to us, and takes as long as it takes."""
        _stop(self._patience)

    def _close_after(self, seconds: float) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds, self.close, TOO_SLOW)

    def _recover(self) -> None:
        _stop(self._cut, self._patience)
        if self.closing is None:
            # Again: a hello that was said meanwhile had no answer.
            self._on_lag(self)
            self.send = self._outlet.put
            self.deliver(frames.frame("lagged"))
            self._patience = self._close_after(limits.HELLO_AGAIN_SECONDS)


def _stop(*timers: asyncio.TimerHandle | None) -> None:
    for timer in timers:
        if timer is not None:
            timer.cancel()


def _drop(frame: ReadyFrame) -> int:
    """Take a frame for a socket that is given nothing."""
    return 0
