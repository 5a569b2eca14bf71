"""Who does not read, against a real server: a socket with the smallest of buffers, and everybody else."""

import contextlib
import socket
import time
from collections.abc import Iterator

import pytest

from tests.server.conftest import LAGGING_SECONDS, House
from tests.server.raw import TINY, Json, Raw, memory_kib
from tests.servers.waiting import wait_until

pytestmark = pytest.mark.servers

# As long as a message may be: 30 KB. Two dozen of them are more than the server keeps for anybody.
LONG = "漢" * 10_000
MANY = 24
READERS = 10
MIB = 1024


def say_much(house: House, room: Json, messages: int = MANY) -> int:
    """Alice says so much; return the revision that the room has reached."""
    with house.socket(house.alice) as alice:
        for _ in range(messages):
            revision = alice.reply(alice.post(room, LONG))["message"]["revision"]
    return revision


@contextlib.contextmanager
def sleepers(house: House, count: int) -> Iterator[list[Raw]]:
    """Open sockets of Dana that read nothing after their welcome."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(house.socket(house.dana, receive_buffer=TINY)) for _ in range(count)]


def revisions(frames: list[Json]) -> list[int]:
    """Return the revisions of the changes in these frames, those inside a sync too."""
    return [change["revision"] for frame in frames for change in frame.get("changes", [frame]) if "revision" in change]


def test_ten_who_do_not_read_delay_nobody_and_cost_a_mebibyte_each_at_most(house: House) -> None:
    room, pid = house.room(), house.site.server.pid
    say_much(house, room)
    with house.socket(house.bob) as bob, house.socket(house.alice) as alice, sleepers(house, READERS):
        before = memory_kib(pid)
        for _ in range(2 * MANY):
            start = time.monotonic()
            alice.reply(alice.post(room, LONG))
            bob.next("change")
            assert time.monotonic() - start < 1
        assert memory_kib(pid) - before < READERS * MIB


def test_the_kernel_does_not_hide_what_nobody_reads(house: House) -> None:
    """What has been sent and not been read stays below the bound, wherever it waits."""
    room = house.room()
    with sleepers(house, 1) as (dana,):
        say_much(house, room, 4 * MANY)
        frames = [dana.next()]
        while frames[-1]["type"] != "lagged":
            frames.append(dana.next())
    assert len(revisions(frames)) * len(LONG.encode()) < 512 * 1024


def test_who_reads_again_says_hello_again_and_has_missed_nothing(house: House) -> None:
    room = house.room()
    with sleepers(house, 1) as (dana,):
        last = say_much(house, room)
        heard = []
        while (frame := dana.next("change", "lagged"))["type"] != "lagged":
            heard.append(frame["revision"])
        assert heard[-1] < last
        dana.hello(**{f"r{room['id']}": heard[-1]})
        assert revisions(dana.seen()) == list(range(heard[-1] + 1, last + 1))
        last = say_much(house, room, 1)
        assert dana.next("change")["revision"] == last


def test_a_resume_that_is_longer_than_may_wait_comes_in_turns(house: House) -> None:
    room = house.room()
    known, last = 2, say_much(house, room, 2 * MANY)
    with Raw(house.site, house.dana, receive_buffer=TINY) as dana:
        assert 1 < dana.catch_up(room, known, last) < 4
        assert dana.ask("ping")["ok"]


def test_who_goes_on_not_reading_is_cut(house: House) -> None:
    room = house.room()
    with sleepers(house, 2) as (dana, other):
        say_much(house, room)
        wait_until(lambda: is_dead(dana.tcp) and is_dead(other.tcp), "cut", seconds=LAGGING_SECONDS + 3)
    assert "Traceback" not in house.site.server.log()


def is_dead(tcp: socket.socket) -> bool:
    """Tell whether the other side has cut the connection, without reading what it sent."""
    return tcp.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) != 0
