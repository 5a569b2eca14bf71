"""A tuned websocket on Twisted's own transport, over a kernel that takes as many bytes as a test likes."""

import asyncio
import errno
from collections.abc import Iterator
from typing import Any

import daphne.server  # noqa: F401  # it brings the reactor, so it comes first
from daphne.http_protocol import HTTPFactory
from daphne.ws_protocol import WebSocketFactory
from twisted.internet import tcp
from twisted.internet.abstract import FileDescriptor
from twisted.internet.address import IPv4Address

from chatsite.websocket import TunedWebSocket

UPGRADE = (
    b"GET /ws/ HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
EVERYTHING = 2**62


class Eyes:
    """A reactor that notes what it is asked to watch."""

    def __init__(self) -> None:
        self.readers: set[object] = set()
        self.writers: set[object] = set()
        self.addReader, self.removeReader = self.readers.add, self.readers.discard
        self.addWriter, self.removeWriter = self.writers.add, self.writers.discard


class Wire(FileDescriptor):
    """`taken` is what has left. Each write is taken up to the next of `appetites` (0: it would block), then whole."""

    def __init__(self, appetites: Iterator[int] | None = None) -> None:
        super().__init__(Eyes())
        self.connected = 1
        self.taken = b""
        self.appetites = appetites or iter(())
        self.is_broken = False
        # The kernel's side is in here, too.
        self.socket = self
        self.startReading()

    writeSomeData = tcp.Connection.writeSomeData  # noqa: N815

    def send(self, data: bytes) -> int:
        """Take some bytes, as the kernel does."""
        if self.is_broken:
            raise ConnectionResetError(errno.ECONNRESET, "reset")
        some = bytes(data[: next(self.appetites, EVERYTHING)])
        if not some:
            raise BlockingIOError(errno.EWOULDBLOCK, "would block")
        self.taken += some
        return len(some)

    def turn(self) -> None:
        """The reactor goes round once: whoever wanted to write may try."""
        if self in self.reactor.writers:
            self.doWrite()

    def drain(self) -> None:
        """The kernel takes everything from now on, and the reactor goes round until nothing waits."""
        self.appetites = iter(())
        while self in self.reactor.writers:
            self.doWrite()

    @property
    def is_reading(self) -> bool:
        return self in self.reactor.readers

    def setTcpNoDelay(self, enabled: bool) -> None:  # noqa: N802
        """Nothing to set."""

    def getPeer(self) -> IPv4Address:  # noqa: N802
        return IPv4Address("TCP", "127.0.0.1", 50_000)

    getHost = getPeer  # noqa: N815


class StillServer:
    """What Daphne's protocols ask of its server. It makes no application: the test is it."""

    root_path = ""
    server_name = "chatsite"
    http_timeout = None
    proxy_forwarded_address_header = None
    protocol_connected = protocol_disconnected = log_action = staticmethod(lambda *_: None)

    def __init__(self) -> None:
        self.websockets: list[TunedWebSocket] = []
        self.ws_factory = WebSocketFactory(self)
        self.ws_factory.protocol = TunedWebSocket.with_options_of(self.ws_factory)

    def create_application(self, protocol: TunedWebSocket, scope: object) -> asyncio.Queue[Any]:
        self.websockets.append(protocol)
        return asyncio.Queue()


def upgrade(wire: Wire) -> TunedWebSocket:
    """Return a websocket that came from HTTP, as all do, and that nobody has accepted yet."""
    server = StillServer()
    http = HTTPFactory(server).buildProtocol(wire.getPeer())
    wire.protocol = http
    http.makeConnection(wire)
    http.dataReceived(UPGRADE)
    return server.websockets[0]


def open_websocket(wire: Wire) -> TunedWebSocket:
    """Return an accepted websocket; what it has written so far is forgotten."""
    appetites, wire.appetites = wire.appetites, iter(())
    websocket = upgrade(wire)
    websocket.handle_reply({"type": "websocket.accept"})
    wire.drain()
    wire.taken, wire.appetites = b"", appetites
    return websocket
