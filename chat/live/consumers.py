"""ChatConsumer: frames in, replies out. No rules, no queries."""

import logging
import time
from collections import deque
from typing import Any

from chat import limits
from chat.errors import AlreadySaidHello, ChatError, HelloFirst, SlowDown
from chat.live import commands, frames, parsing
from chat.live.closing import FAULT, RESTARTING, SLOW_DOWN, Closing
from chat.live.hub import Hub, ensure_hub
from chat.live.outlets import TRANSPORT, outlet_of
from chat.live.socket import Socket

logger = logging.getLogger(__name__)

# A flood is answered with errors first, then with a closed door.
FLOOD_FACTOR = 3


class ChatConsumer:
    """One websocket's life, as a plain ASGI application.

    Channels' own consumers hop to a thread for every event and hear nothing while they work on one. Here the
    application's task reads; a second one, while there are commands, obeys them in their order.
    """

    def __init__(self, scope: dict[str, Any], send: Any, hub: Hub) -> None:
        self.hub = hub
        catch_up = hub.attendance.turns.catch_up
        self.socket = Socket(scope["sign_in"], outlet_of(scope, send), self._lag, catch_up, scope)
        self._transport = (scope.get("extensions") or {}).get(TRANSPORT)
        self._greeted = False
        self._waiting: deque[tuple[str | None, bool]] = deque()
        self._is_working = False
        self._arrivals: deque[float] = deque(maxlen=limits.FRAMES_PER_WINDOW * FLOOD_FACTOR)

    @classmethod
    def as_asgi(cls) -> Any:
        """Return the ASGI application that makes a consumer for each websocket."""

        async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
            await receive()  # websocket.connect
            await send({"type": "websocket.accept"})
            hub = ensure_hub()
            refusal = RESTARTING if hub.is_draining else scope["sign_in"]
            if isinstance(refusal, Closing):
                await _turn_away(refusal, send)
                return
            await cls(scope, send, hub).live(receive)

        return application

    async def live(self, receive: Any) -> None:
        """Serve the socket until it is gone, and leave nothing behind, however it went."""
        try:
            self.hub.attendance.enter(self.socket)
            await self.socket.serve(self._read(receive))
        finally:
            self.hub.attendance.leave(self.socket)
            # What is being obeyed is finished, with all that it announces; what waits is not.
            self._waiting.clear()

    async def _read(self, receive: Any) -> None:
        while (event := await receive())["type"] == "websocket.receive":
            self._take(event.get("text"))

    def _take(self, text: str | None) -> None:
        if self.socket.closing is not None:
            return
        recent = self._count_arrival()
        if recent == self._arrivals.maxlen or len(self._waiting) >= limits.COMMANDS_WAITING:
            self.socket.close(SLOW_DOWN)
            return
        self._waiting.append((text, recent > limits.FRAMES_PER_WINDOW))
        if not self._is_working:
            self._is_working = True
            self.hub.commands.begin(self._work)
        if self._transport is not None and len(self._waiting) == limits.COMMANDS_WAITING // 2:
            self._transport.pause_reading()

    async def _work(self) -> None:
        """Obey what waits, one after the other; end when nothing waits."""
        try:
            while self._waiting and self.socket.closing is None:
                await self._answer(*self._waiting.popleft())
                if self._transport is not None and len(self._waiting) < limits.COMMANDS_WAITING // 4:
                    self._transport.resume_reading()
        except Exception:
            # The one guard around a command: a bug closes this socket, which comes back, and no other.
            logger.exception("A command failed for a reason that is ours")
            self.socket.close(FAULT)
        self._is_working = False

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
        if is_hello:
            self._greeted = True
            self.socket.hear_hello()

    def _count_arrival(self) -> int:
        """Note a frame; return how many came within the window."""
        now = self.socket.heard_at = time.monotonic()
        while self._arrivals and self._arrivals[0] < now - limits.FRAMES_WINDOW_SECONDS:
            self._arrivals.popleft()
        self._arrivals.append(now)
        return len(self._arrivals)

    def _lag(self, socket: Socket) -> None:
        """The browser does not keep up: it has to say hello again when it does."""
        self._greeted = False
        self.hub.attendance.pause(socket)


async def _turn_away(closing: Closing, send: Any) -> None:
    bye = frames.bye(closing.code, str(closing.reason), closing.retry_after)
    await send({"type": "websocket.send", "text": bye})
    await send({"type": "websocket.close", "code": closing.code})
