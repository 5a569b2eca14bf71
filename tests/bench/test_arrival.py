"""Who comes in, over either transport, and what happens at a door that is full or closed."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from bench.address import Address
from bench.load.arrival import Arrival
from bench.load.client import Client
from bench.load.crowd import Crowd, crowd
from bench.load.dialects import Dialect, Member
from bench.load.ledger import Ledger, Place, Room

SECONDS = 10
UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
REFUSED = b"HTTP/1.1 503 Service Unavailable\r\n\r\n"


@pytest.fixture
def everybody() -> Iterator[Crowd]:
    with crowd() as made:
        yield made


def listener(address: Address, backlog: int) -> socket.socket:
    made = socket.socket(socket.AF_UNIX if address.path else socket.AF_INET)
    made.bind(address.place)
    made.listen(backlog)
    return made


def makers(address: Address, count: int) -> list[Callable[[], Client]]:
    ledger = Ledger([Room(count)])
    return [lambda: Client(address, Dialect(), Member(0), Place(ledger, ledger.rooms[0]))] * count


def answering(door: socket.socket, answers: list[bytes]) -> dict[socket.socket, bytes]:
    """Answer those who come, in a thread of its own; return their connections, as they come, and what they asked."""
    asked = {}

    def answer_all() -> None:
        for answer in answers:
            one, _ = door.accept()
            asked[one] = one.recv(4096)
            one.sendall(answer)

    Thread(target=answer_all, daemon=True).start()
    return asked


@pytest.mark.parametrize("tcp", [False, True])
def test_all_come_in_over_either_transport(tmp_path: Path, everybody: Crowd, tcp: bool) -> None:
    address = Address.new(tmp_path, tcp=tcp)
    assert not address.answers()
    with closing(listener(address, backlog=8)) as door:
        asked = answering(door, [UPGRADED] * 5)
        arrival = Arrival(everybody, makers(address, 5), at_once=5)
        assert everybody.run(arrival.step, SECONDS)
    assert len(arrival.clients) == 5
    assert all(f"Host: {address.host}\r\n".encode() in request for request in asked.values())


def test_a_full_queue_is_waited_for(tmp_path: Path, everybody: Crowd) -> None:
    """The third finds the queue of one full (the kernel lets one more in), and a unix socket says so at once."""
    address = Address.new(tmp_path, tcp=False)
    with closing(listener(address, backlog=1)) as door:
        arrival = Arrival(everybody, makers(address, 5), at_once=5)
        arrival.step()
        assert not arrival.is_over
        connections = answering(door, [UPGRADED] * 5)
        assert everybody.run(arrival.step, SECONDS)
    assert (len(arrival.clients), len(connections), arrival.tried_again, arrival.given_up) == (5, 5, 0, 0)


def test_who_is_refused_comes_again(tmp_path: Path, everybody: Crowd) -> None:
    address = Address.new(tmp_path, tcp=False)
    with closing(listener(address, backlog=8)) as door:
        connections = answering(door, [REFUSED, UPGRADED])
        arrival = Arrival(everybody, makers(address, 1), at_once=1)
        assert everybody.run(arrival.step, SECONDS)
    assert (len(arrival.clients), len(connections), arrival.tried_again) == (1, 2, 1)
    assert arrival.took[0] >= 1
