"""(g): beside people who read, some who do not. Their sockets stay open, and nothing is ever taken from them."""

import socket
from collections.abc import Iterator

from bench.load.arrival import Arrival
from bench.load.client import Client
from bench.load.dialects import Member
from bench.load.ledger import Ledger, Place, Room
from bench.report.row import Row, Values
from bench.scenarios.trial import CONNECT_SECONDS, Bench, Trial
from bench.systems.all import one_of_each

READERS, QUICK_READERS = 500, 50
SLOW = 20
RATE = 10
# Long texts, without the readers and with them: those of (a) would not fill the kernel's own buffers in this time, and
# nobody would have to do anything about those who do not read.
CHARACTERS = 8_000
CALM_SECONDS, QUICK_CALM_SECONDS = 20, 3
# Long enough to see them cut by those who cut at all.
SECONDS, QUICK_SECONDS = 30, 4
WAKE_SECONDS = 5
MIB = 1024 * 1024


def run(bench: Bench, scenario: str) -> Iterator[Row]:
    """Yield what they cost the server, and the others."""
    readers = bench.either(READERS, QUICK_READERS)
    for system in one_of_each(bench.stores):
        with bench.trial(system, [readers + SLOW]) as trial:
            trial.ledger.rooms = [Room(readers)]
            calm_seconds, seconds = bench.either(CALM_SECONDS, QUICK_CALM_SECONDS), bench.either(SECONDS, QUICK_SECONDS)
            yield Row.of(scenario, system, slow_readers(trial, readers, calm_seconds, seconds))


def slow_readers(trial: Trial, readers: int, calm_seconds: int, seconds: int) -> Values:
    """Return the readers' figures beside the slow ones, and what they were without."""
    trial.open(trial.members[:readers])
    trial.warm_up(RATE, characters=CHARACTERS)
    calm, calm_growth = watched(trial, calm_seconds)
    slow = come_and_sleep(trial, trial.members[readers:])
    beside, growth = watched(trial, seconds)
    wake(trial, slow)
    return beside | {
        "calm_p99_ms": calm["p99_ms"],
        "reader_mib": (growth - calm_growth) / SLOW / MIB,
        "cut": sum(bool(client.closed_because) for client in slow),
    }


def watched(trial: Trial, seconds: int) -> tuple[Values, int]:
    """Return the figures, and by how much the server's memory exceeded at its peak what it was at first."""
    trial.system.forget_peak()
    before = trial.system.peak_bytes()
    values = trial.measure(RATE, seconds, characters=CHARACTERS)
    return values, trial.system.peak_bytes() - before


def wake(trial: Trial, slow: list[Client]) -> None:
    """They read all that there is: who was cut finds the end."""
    for client in slow:
        client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * MIB)
        trial.crowd.listen(client)
    trial.crowd.watch(WAKE_SECONDS)


def come_and_sleep(trial: Trial, members: list[Member]) -> list[Client]:
    """Return clients of these members, let in, which do not read any more."""
    nobodys = Ledger([Room(0)])

    def maker(member: Member) -> Client:
        return trial.client(member, Place(nobodys, nobodys.rooms[0]), small=True)

    arrival = Arrival(trial.crowd, [lambda member=member: maker(member) for member in members], SLOW)
    trial.crowd.run(arrival.step, CONNECT_SECONDS)
    for client in arrival.clients:
        trial.crowd.ignore(client)
    return list(arrival.clients)
