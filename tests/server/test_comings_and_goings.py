"""A thousand who came and went, in every way that one can: nothing is left of them."""

import socket
from collections.abc import Callable

import pytest

from tests.server.conftest import House
from tests.server.raw import Raw, descriptors, memory_kib
from tests.servers.waiting import wait_until

pytestmark = pytest.mark.servers

ROUNDS = 250
# One connection that stays costs 20 KiB at least.
LEAK_KIB = 4 * ROUNDS * 6
THOUSANDS = 5
# What a process may hold for reasons of its own: a log, a connection to the database, a memory pool.
SPARE_DESCRIPTORS = 3


def hang_up(raw: Raw) -> None:
    raw.tcp.close()


def cut(raw: Raw) -> None:
    """The line is gone without a goodbye of any kind."""
    raw.tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    raw.tcp.close()


def say_goodbye(raw: Raw) -> None:
    raw.tcp.sendall(b"\x88\x82mask\x6e\x88")
    raw.end()


def ask_and_leave(raw: Raw) -> None:
    """The answers find nobody."""
    for _ in range(5):
        raw.command("room.sync", room=1, revision=0)
    raw.tcp.close()


WAYS: list[Callable[[Raw], None]] = [hang_up, cut, say_goodbye, ask_and_leave]


def come_and_go(house: House) -> None:
    """One of each way to leave, half of them greeted."""
    for place, leave in enumerate(WAYS):
        raw = Raw(house.site, house.people[place % 3])
        if place % 2:
            raw.hello()
        leave(raw)


def grown_by_a_thousand(house: House) -> int:
    """Return by how many KiB the process is larger after a thousand more."""
    before = memory_kib(house.site.server.pid)
    for _ in range(ROUNDS):
        come_and_go(house)
    return memory_kib(house.site.server.pid) - before


def test_nothing_is_left_of_a_thousand(house: House) -> None:
    pid, begin = house.site.server.pid, house.site.server.log_end
    with house.socket(house.alice) as alice:
        files = descriptors(pid)
        # What stays of each connection is there after every thousand; what the process grows to at work, once or twice.
        assert any(grown_by_a_thousand(house) < LEAK_KIB for _ in range(THOUSANDS))
        assert alice.ask("ping")["ok"]
        wait_until(lambda: descriptors(pid) <= files + SPARE_DESCRIPTORS, "sockets closed")
    assert house.site.server.log(begin) == ""
