"""A client by hand: a TCP socket that reads when the test says so, and the websockets library to read the frames."""

import itertools
import json
import socket
import struct
import time
import uuid
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import Any

from websockets.client import ClientProtocol
from websockets.frames import Close, Frame, Opcode
from websockets.uri import parse_uri

from tests.servers.site import Person, Site

Json = dict[str, Any]
# The least that Linux gives a socket for what has arrived.
TINY = 2_048
MASK = b"mask"
PATIENCE_SECONDS = 15


class Raw:
    """One websocket of a person. `closed` is the code of the close frame, once it has come."""

    def __init__(self, site: Site, person: Person, *, receive_buffer: int | None = None) -> None:
        self.person = person
        self.closed: int | None = None
        self._frames: deque[Json] = deque()
        self._refs = 0
        address = parse_uri(site.url.replace("http", "ws", 1) + "/ws/")
        self.tcp = socket.socket()
        if receive_buffer:
            self.tcp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.tcp.settimeout(PATIENCE_SECONDS)
        self.tcp.connect((address.host, address.port))
        self._shake_hands(site, address)

    def _shake_hands(self, site: Site, address: Any) -> None:
        self._protocol = ClientProtocol(address, origin=site.url, max_size=None)
        request = self._protocol.connect()
        request.headers["Cookie"] = f"sessionid={self.person.session}"
        self._protocol.send_request(request)
        self._flush()
        while self._protocol.state.name == "CONNECTING":
            self._feed()

    def __enter__(self) -> "Raw":
        return self

    def __exit__(self, *_: object) -> None:
        self.tcp.close()

    # Speaking ------------------------------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Send a text frame."""
        self.tcp.sendall(masked(text.encode()))

    def command(self, command: str, **fields: Any) -> str:
        """Send a command; return its ref."""
        self._refs += 1
        self.say(json.dumps({"command": command, "ref": str(self._refs), **fields}, ensure_ascii=False))
        return str(self._refs)

    def post(self, room: Json, text: str = "Hello") -> str:
        return self.command("message.post", room=room["id"], client_id=str(uuid.uuid4()), text=text)

    def hello(self, **revisions: int) -> Json:
        """Say hello, with room revisions as r7=12; return `ready`."""
        rooms = {name.removeprefix("r"): revision for name, revision in revisions.items()}
        self.command("hello", protocol=1, rooms=rooms)
        return self.next("ready")

    def catch_up(self, room: Json, known: int, last: int) -> int:
        """Say hello, and again whenever that brought too much, until the room is known to its end; return how often."""
        for hellos in itertools.count(1):
            self.command("hello", protocol=1, rooms={str(room["id"]): known})
            while known < last and (frame := self.next("sync", "lagged"))["type"] == "sync":
                assert frame["from"] == known, "a hole"
                known = frame["to"]
            if known == last:
                return hellos
        raise AssertionError

    # Listening -----------------------------------------------------------------------------------------------------

    def next(self, *types: str) -> Json:
        """Return the next frame, or the next of these types; fail when the socket is closed before."""
        while True:
            while not self._frames:
                assert self.closed is None, f"closed with {self.closed}"
                self._feed()
            frame = self._frames.popleft()
            if not types or frame["type"] in types:
                return frame

    def reply(self, ref: str) -> Json:
        """Return the reply to a command, forgetting what comes before."""
        while (frame := self.next("reply"))["ref"] != ref:
            pass
        return frame

    def ask(self, command: str, **fields: Any) -> Json:
        """Send a command; return its reply."""
        return self.reply(self.command(command, **fields))

    def seen(self) -> list[Json]:
        """Return what has come until now: a ping is answered after all that."""
        ref, frames = self.command("ping"), [self.next()]
        while frames[-1].get("ref") != ref:
            frames.append(self.next())
        return frames[:-1]

    def end(self) -> tuple[list[Json], int]:
        """Return what comes until the connection is gone, and the close code: 1006 when there was no close frame."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and self._feed():
            pass
        frames = list(self._frames)
        self._frames.clear()
        return frames, self.closed or 1006

    def _feed(self) -> bool:
        """Take what the kernel has, and wait for it when there is none; return False when the line is dead."""
        try:
            data = self.tcp.recv(65_536)
        except ConnectionResetError:
            data = b""
        if data:
            self._protocol.receive_data(data)
        else:
            self._protocol.receive_eof()
            self.closed = self.closed or 1006
        for event in self._protocol.events_received():
            if isinstance(event, Frame):
                self._take(event)
        self._flush()
        return bool(data)

    def _take(self, frame: Frame) -> None:
        if frame.opcode is Opcode.TEXT:
            said = json.loads(frame.data)
            # Signals come when they come, and are nothing that these tests wait for.
            if said["type"] != "signal":
                self._frames.append(said)
        elif frame.opcode is Opcode.CLOSE:
            self.closed = Close.parse(frame.data).code

    def _flush(self) -> None:
        # Whoever closes does not wait for our answer for long.
        with suppress(OSError):
            self.tcp.sendall(b"".join(self._protocol.data_to_send()))


def masked(payload: bytes, opcode: Opcode = Opcode.TEXT) -> bytes:
    """Return a client's frame."""
    length = len(payload)
    if length < 126:
        header = struct.pack("!BB", 0x80 | opcode, 0x80 | length)
    elif length < 65_536:
        header = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, length)
    else:
        header = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, length)
    return header + MASK + bytes(byte ^ MASK[place % 4] for place, byte in enumerate(payload))


def memory_kib(pid: int) -> int:
    """Return the memory that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def descriptors(pid: int) -> int:
    """Return how many files and sockets a process has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
