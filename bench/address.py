"""Where a server listens and the generator goes: a unix socket, as behind nginx, or a port on loopback."""

import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers.waiting import free_port

# So many may wait at the door of those who let us choose. Stock Daphne does not: Twisted's number is 50.
BACKLOG = 4_096


@dataclass(frozen=True)
class Address:
    """`path` is a unix socket's; None means TCP. Host and Origin name the port in either case."""

    port: int
    path: Path | None

    @classmethod
    def new(cls, folder: Path, *, tcp: bool) -> "Address":
        """Return one where nobody listens yet."""
        return cls(free_port(), None if tcp else folder / "server.sock")

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    @property
    def place(self) -> str | tuple[str, int]:
        """What `connect` wants."""
        return str(self.path) if self.path else ("127.0.0.1", self.port)

    @property
    def listen_options(self) -> dict[str, Any]:
        """What Node's `listen` wants."""
        where = {"path": str(self.path)} if self.path else {"host": "127.0.0.1", "port": self.port}
        return where | {"backlog": BACKLOG}

    def socket(self) -> socket.socket:
        """Return a socket that can be connected to it."""
        if self.path:
            return socket.socket(socket.AF_UNIX)
        made = socket.socket()
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def answers(self) -> bool:
        """Tell whether somebody listens."""
        with self.socket() as probe:
            return probe.connect_ex(self.place) == 0
