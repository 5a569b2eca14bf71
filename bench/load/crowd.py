"""Many clients of one server, on one epoll."""

import select
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.load.client import Client

BUFFER_BYTES = 256 * 1024
EVENTS_AT_ONCE = 256
READABLE = select.EPOLLIN | select.EPOLLHUP | select.EPOLLERR


class Crowd:
    """Moves the bytes of its clients; `lost` says why the server closed which it did, or never let in."""

    def __init__(self) -> None:
        self.lost: list[str] = []
        self._known: dict[int, Client] = {}
        self._connecting: set[int] = set()
        self._buffer = bytearray(BUFFER_BYTES)
        self._view = memoryview(self._buffer)
        self._epoll = select.epoll()

    def connect(self, client: Client) -> bool:
        """The client is on its way in, or there was no room for it in the server's queue, and it is gone."""
        if not client.connect():
            client.socket.close()
            return False
        number = client.socket.fileno()
        self._known[number] = client
        self._connecting.add(number)
        self._epoll.register(number, select.EPOLLOUT)
        return True

    def run(self, is_over: Callable[[], bool], seconds: float, due: Callable[[], int] | None = None) -> bool:
        """Move bytes until `is_over()`, which is asked in between, or for so long; tell whether it was over.

        `due` tells when (monotonic nanoseconds) it must be asked again at the latest.
        """
        deadline = time.monotonic_ns() + int(seconds * 1e9)
        while not is_over():
            now = time.monotonic_ns()
            if now > deadline:
                return False
            self._turn(min(deadline, due() if due else now + 50_000_000) - now)
        return True

    def watch(self, seconds: float) -> None:
        """Answer and count for so long, whatever comes."""
        self.run(lambda: False, seconds)

    def ignore(self, client: Client) -> None:
        """Never read from this client again, and leave it open."""
        self._epoll.unregister(client.socket)

    def listen(self, client: Client) -> None:
        """Read again from a client that was ignored."""
        self._epoll.register(client.socket, READABLE)

    def leave(self, clients: list[Client]) -> None:
        """They are gone, without a goodbye."""
        for client in clients:
            self._epoll.unregister(client.socket)
            del self._known[client.socket.fileno()]
            client.socket.close()

    def close(self) -> None:
        """Every socket is closed, without a goodbye."""
        for client in self._known.values():
            client.socket.close()
        self._known.clear()
        self._epoll.close()

    def _turn(self, nanoseconds: int) -> None:
        events = self._epoll.poll(0, EVENTS_AT_ONCE)
        if not events and nanoseconds > 0:
            # epoll's own timeout counts in milliseconds, and a post is due to the microsecond.
            select.select([self._epoll], [], [], nanoseconds / 1e9)
            events = self._epoll.poll(0, EVENTS_AT_ONCE)
        for number, _ in events:
            client = self._known[number]
            if number in self._connecting:
                self._connected(client)
            else:
                self._read(client)

    def _connected(self, client: Client) -> None:
        number = client.socket.fileno()
        self._connecting.discard(number)
        try:
            client.upgrade()
        except OSError as error:
            self._lost(client, str(error))
            return
        self._epoll.modify(number, READABLE)

    def _read(self, client: Client) -> None:
        try:
            count = client.socket.recv_into(self._view)
            client.read(self._buffer, count, time.monotonic_ns())
        except OSError as error:
            self._lost(client, str(error))
            return
        if count == 0 or client.closed_because:
            self._lost(client, client.closed_because or "cut")

    def _lost(self, client: Client, why: str) -> None:
        client.closed_because = why
        self.lost.append(why)
        self._epoll.unregister(client.socket)
        del self._known[client.socket.fileno()]
        client.socket.close()
        client.leaves(client)


@contextmanager
def crowd() -> Iterator[Crowd]:
    """Yield a crowd that is gone afterwards."""
    made = Crowd()
    try:
        yield made
    finally:
        made.close()
