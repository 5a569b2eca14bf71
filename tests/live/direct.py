"""A socket of a server that offers its transport: chatsite/websocket.py without a network."""

from collections.abc import Callable
from typing import Any

from chat.live.outlets import TRANSPORT
from tests.live.driver import Frame, Line

FRAME_HEADER = {126: 4, 127: 10}


class DirectLine(Line):
    """While `reads` is cleared, what was sent waits in the server's buffer."""

    def __init__(self, headers: list[tuple[bytes, bytes]], path: str = "/ws/") -> None:
        self.is_paused = False
        self._buffer: list[Frame] = []
        self._drained: Callable[[], None] | None = None
        super().__init__(headers, path)

    def _offers(self) -> Frame:
        return {"extensions": {TRANSPORT: self}}

    def read_all(self) -> None:
        """Read what waits, and go on reading."""
        self.reads.set()
        for event in self._buffer:
            self._events.put_nowait(event)
        self._buffer.clear()
        drained, self._drained = self._drained, None
        if drained is not None:
            drained()

    # What chatsite/websocket.py offers ------------------------------------------------------------------------------

    def send_frame(self, data: bytes) -> int:
        text = data[FRAME_HEADER.get(data[1], 2) :].decode()
        self._put({"type": "websocket.send", "text": text})
        return sum(len(event.get("text", "").encode()) for event in self._buffer)

    def when_drained(self, callback: Callable[[], None]) -> None:
        self._drained = callback

    def close(self, code: int) -> None:
        self._put({"type": "websocket.close", "code": code})

    def pause_reading(self) -> None:
        self.is_paused = True

    def resume_reading(self) -> None:
        self.is_paused = False

    def _put(self, event: dict[str, Any]) -> None:
        if self.reads.is_set():
            self._events.put_nowait(event)
        else:
            self._buffer.append(event)
