"""One socket of one member: it comes in, and then says and hears what it is told to."""

import base64
import errno
import os
import socket
import time
from collections.abc import Callable

from bench.address import Address
from bench.load import frames
from bench.load.dialects import Dialect, Member
from bench.load.ledger import MARKER, Place

HEAD_END = b"\r\n\r\n"
SWITCHING = b"HTTP/1.1 101"
# What a slow reader's kernel takes before the server has to keep the rest. A unix socket has only the server's side.
SMALLEST_BUFFER = 4096


class Client:
    """`enters` is called when the server admits it, `leaves` when it is closed, which `closed_because` explains.

    `greeted` is when it was let through the upgrade, and said hello: monotonic seconds.
    """

    def __init__(
        self, address: Address, dialect: Dialect, member: Member, place: Place, *, small: bool = False
    ) -> None:
        self.address = address
        self.dialect = dialect
        self.member = member
        self.place = place
        self.enters: Callable[[Client], None] = _nothing
        self.leaves: Callable[[Client], None] = _nothing
        self.rest = b""
        self.upgraded = self.entered = False
        self.closed_because = ""
        self.refusals = 0
        self.greeted = 0.0
        self.socket = address.socket()
        self.socket.setblocking(False)
        if small:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALLEST_BUFFER)

    def connect(self) -> bool:
        """The connection is made or under way; False when the server's queue is full, which only unix sockets say."""
        error = self.socket.connect_ex(self.address.place)
        if error not in {0, errno.EINPROGRESS, errno.EAGAIN}:
            raise OSError(error, "connect")
        return error != errno.EAGAIN

    def upgrade(self) -> None:
        """Ask for the websocket, on a connection that has been made."""
        headers = {
            "Host": self.address.host,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        } | self.dialect.headers(self.member)
        lines = [f"{name}: {value}" for name, value in headers.items()]
        lines.insert(0, f"GET {self.dialect.path(self.member)} HTTP/1.1")
        self.socket.send("\r\n".join([*lines, "", ""]).encode())

    def post(self, text: str) -> None:
        self.say(self.dialect.post(self.member, text))

    def say(self, text: str, opcode: int = frames.TEXT) -> None:
        self.socket.send(frames.frame(opcode, text.encode()))

    def read(self, buffer: bytearray, count: int, now: int) -> None:
        """Take what has arrived: `count` bytes of `buffer`."""
        if self.upgraded and not self.rest:
            self._take(buffer, count, now)
            return
        data = self.rest + buffer[:count]
        if not self.upgraded:
            data = self._answered(data)
        self._take(data, len(data), now)

    def _take(self, data: bytes | bytearray, count: int, now: int) -> None:
        end = 0
        for opcode, start, end in frames.whole(data, count):
            if opcode != frames.TEXT:
                self._control(opcode, bytes(data[start:end]))
            elif (found := MARKER.search(data, start, end)) is None:
                self._hear(bytes(data[start:end]))
            else:
                # A frame of catching up holds many messages.
                while found is not None:
                    self.place.take(int(found[1]), now)
                    found = MARKER.search(data, found.end(), end)
        if self.upgraded:
            self.rest = bytes(data[end:count]) if end < count else b""

    def _answered(self, data: bytes) -> bytes:
        """Return what follows the answer to the upgrade; all of it while that is incomplete or a refusal."""
        head, end, rest = data.partition(HEAD_END)
        if not end:
            self.rest = data
            return b""
        if not head.startswith(SWITCHING):
            self.closed_because = head.split(b"\r\n", 1)[0].decode()
            return b""
        self.upgraded = True
        self.greeted = time.monotonic()
        greeting = self.dialect.greeting(self.member)
        if greeting:
            self.say(greeting)
        if self.dialect.admits is None:
            self._enter()
        return rest

    def _hear(self, frame: bytes) -> None:
        if not self.entered and frame.startswith(self.dialect.admits or b""):
            self._enter()
        elif (answer := self.dialect.answer(frame)) is not None:
            self.say(answer)
        elif self.dialect.refusal(frame):
            self.refusals += 1

    def _enter(self) -> None:
        self.entered = True
        self.enters(self)

    def _control(self, opcode: int, payload: bytes) -> None:
        if opcode == frames.PING:
            self.socket.send(frames.frame(frames.PONG, payload))
        elif opcode == frames.CLOSE:
            self.closed_because = f"closed with {int.from_bytes(payload[:2], 'big')}"


def _nothing(client: Client) -> None:
    pass
