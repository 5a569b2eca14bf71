"""Daphne's websocket, with what Daphne lacks: ready frames, buffers that are known, reading that can pause.

Each reach into Daphne, Autobahn or Twisted is named where it stands, and held by tests/server/test_contract.py.
"""

from collections.abc import Callable
from typing import Any

from daphne.ws_protocol import WebSocketProtocol

# Close codes that RFC 6455 and its registry give to servers, and Autobahn's sendClose refuses.
SERVER_CLOSE_CODES = range(1001, 1016)


class TunedWebSocket(WebSocketProtocol):
    """One websocket of a TunedServer, and what it offers its application in the ASGI scope."""

    _drained: Callable[[], None] | None = None

    @classmethod
    def with_options_of(cls, factory: Any) -> "type[TunedWebSocket]":
        """Return the class with the factory's options, which are not to change any more.

        Autobahn copies them to each connection, and then writes them all out for a log that nobody reads: that took
        longer than the rest of the handshake.
        """
        options = {name: getattr(factory, name) for name in cls.CONFIG_ATTRS}
        # One of them is a function, which must not become a method.
        options = {name: staticmethod(value) if callable(value) else value for name, value in options.items()}
        return type(cls.__name__, (cls,), options | {"CONFIG_ATTRS": []})

    # For the application: scope["extensions"]["chatsite.transport"] ------------------------------------------------

    def send_frame(self, data: bytes) -> int:
        """Send a finished websocket frame after all before it; return the bytes that have not left this process.

        Autobahn writes each of its own frames to the same transport in one piece, so frames of both kinds stay whole
        and in order. Where nothing waits the kernel is asked at once, as the reactor would do a turn later.
        """
        transport = self.transport
        if self.state != self.STATE_OPEN or not transport.connected:
            return 0
        if not transport.dataBuffer and not transport._tempDataLen:
            try:
                sent = transport.socket.send(data)
            except OSError:
                # It would block, or the connection is lost: the ordinary way below finds out which, in its turn.
                sent = 0
            if sent == len(data):
                return 0
            data = data[sent:]
        transport.write(data)
        return self.buffered_bytes

    @property
    def buffered_bytes(self) -> int:
        """What was sent and has not left: Twisted keeps a list of pieces, and a buffer that it writes from `offset`."""
        transport = self.transport
        return transport._tempDataLen + len(transport.dataBuffer) - transport.offset

    def when_drained(self, callback: Callable[[], None]) -> None:
        """Call back once, when all that waits has left."""
        self._drained = callback
        # Twisted itself would take note, and call resumeProducing, only for more than 64 KiB.
        self.transport.producerPaused = True

    def close(self, code: int) -> None:
        """Close with any code. The other side has Autobahn's second to answer; then the connection is dropped."""
        self.resume_reading()
        if code in SERVER_CLOSE_CODES:
            self.sendCloseFrame(code=code)
        else:
            self.sendClose(code=code)

    def pause_reading(self) -> None:
        """Leave what comes in to the kernel, and so to the sender."""
        self.transport.pauseProducing()

    def resume_reading(self) -> None:
        """Read again."""
        if self.state == self.STATE_OPEN:
            self.transport.resumeProducing()

    # Called by Autobahn and Twisted --------------------------------------------------------------------------------

    def onOpen(self) -> None:  # noqa: N802
        super().onOpen()
        # After the upgrade Twisted's transport still reports to the HTTP channel that it came from.
        self.transport.unregisterProducer()
        self.transport.registerProducer(self, streaming=True)

    def pauseProducing(self) -> None:  # noqa: N802
        """The transport holds more than 64 KiB: send_frame's answer has told so."""

    def resumeProducing(self) -> None:  # noqa: N802
        """All has left."""
        callback, self._drained = self._drained, None
        if callback is not None:
            callback()

    def stopProducing(self) -> None:  # noqa: N802
        """The connection is lost: onClose tells the application."""

    def handle_reply(self, message: dict[str, Any]) -> None:
        """Close with any code, and say what is empty, where Daphne's own way raises for the one and drops the other."""
        kind = message["type"]
        if kind == "websocket.close" and message.get("code") in SERVER_CLOSE_CODES:
            self.close(message["code"])
        elif kind == "websocket.send" and self.state != self.STATE_CONNECTING:
            self._say(message.get("text"), message.get("bytes"))
        else:
            super().handle_reply(message)

    def _say(self, text: str | None, data: bytes | None) -> None:
        """Send one message; to somebody who is on the way out, nothing, as send_frame does."""
        if self.state != self.STATE_OPEN:
            return
        if text is None:
            self.sendMessage(data, isBinary=True)
        else:
            self.sendMessage(text.encode(), isBinary=False)
