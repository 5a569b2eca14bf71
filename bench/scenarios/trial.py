"""One system, started for one measurement, with its people on their way in."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.cores import GENERATOR
from bench.load.arrival import Arrival
from bench.load.client import Client
from bench.load.crowd import Crowd, crowd
from bench.load.dialects import Member
from bench.load.ledger import Ledger, Place, Room, faults
from bench.load.speech import Speakers, Spoken
from bench.percentile import percentile
from bench.report.row import Values
from bench.systems.stores import Stores
from bench.systems.system import System

CONNECTS_AT_ONCE = 32
CONNECT_SECONDS = 120
WARM_UP_SECONDS = 2
MILLISECOND = 1e6


@dataclass
class Bench:
    """The run: its stores, its folder, whether it is a small one, and whether it goes over TCP."""

    stores: Stores
    folder: Path
    quick: bool
    tcp: bool = False

    def either(self, full: int, quick: int) -> int:
        return quick if self.quick else full

    @contextmanager
    def trial(self, system: System, sizes: list[int], stored: int = 0) -> Iterator["Trial"]:
        """Yield the system, running; it is gone afterwards. Its rooms have these sizes."""
        folder = self.folder / f"{len(list(self.folder.iterdir()))}"
        folder.mkdir(mode=0o755)
        os.sched_setaffinity(0, GENERATOR)
        try:
            members = system.start(folder, sizes, tcp=self.tcp)
            with crowd() as everybody:
                yield Trial(system, everybody, members, Ledger([Room(size, stored) for size in sizes]))
        finally:
            system.stop()


class Trial:
    """`arrival` has the clients that came in."""

    def __init__(self, system: System, crowd: Crowd, members: list[Member], ledger: Ledger) -> None:
        self.system = system
        self.crowd = crowd
        self.members = members
        self.ledger = ledger
        self.dialect = system.dialect()
        self.arrival: Arrival

    def client(self, member: Member, place: Place | None = None, *, small: bool = False) -> Client:
        place = place or Place(self.ledger, self.ledger.rooms[member.room])
        return Client(self.system.address, self.dialect, member, place, small=small)

    def maker(self, member: Member) -> Callable[[], Client]:
        return lambda: self.client(member)

    def open(self, members: Sequence[Member] | None = None, at_once: int = CONNECTS_AT_ONCE) -> Arrival:
        """All of them, or everybody, are in; who could not come is counted in the arrival."""
        makers = [self.maker(member) for member in (self.members if members is None else members)]
        self.arrival = Arrival(self.crowd, makers, at_once)
        self.crowd.run(self.arrival.step, CONNECT_SECONDS)
        return self.arrival

    def warm_up(self, rate: float, **options: object) -> None:
        """Every code path has run, and what is made once has been made."""
        self.speakers = Speakers(self.crowd, self.ledger, self.arrival.clients)
        self.speakers.speak(rate, WARM_UP_SECONDS, **options)

    def measure(self, rate: float, seconds: float, **options: object) -> Values:
        """Post at this rate for so long; return what it took."""
        before = self._faults()
        server, stores, start = self.system.cpu_seconds(), self.system.stores_cpu_seconds(), time.monotonic()
        spoken = self.speakers.speak(rate, seconds, **options)
        server, stores = self.system.cpu_seconds() - server, self.system.stores_cpu_seconds() - stores
        took = time.monotonic() - start
        return {
            "sockets": len(self.arrival.clients),
            "messages_per_second": spoken.posts / spoken.posting_seconds,
            "server_us": server / max(spoken.deliveries, 1) * 1e6,
            "stores_us": stores / max(spoken.deliveries, 1) * 1e6,
            "server_busy": server / took,
            "connects_per_second": self.arrival.connects_per_second,
            **{name: max(0, count - before[name]) for name, count in self._faults().items()},
        } | self._outcome(spoken)

    def _faults(self) -> dict[str, int]:
        """Return what has gone wrong in this trial by now."""
        missing, wrong = faults([client.place for client in self.arrival.clients])
        refused = sum(client.refusals for client in self.arrival.clients)
        return {"missing": missing, "wrong": wrong, "refused": refused}

    def _outcome(self, spoken: Spoken) -> Values:
        return {
            "deliveries_per_second": spoken.deliveries / spoken.seconds,
            "p50_ms": percentile(spoken.latencies, 0.5) / MILLISECOND,
            "p99_ms": percentile(spoken.latencies, 0.99) / MILLISECOND,
            "max_ms": percentile(spoken.latencies, 1) / MILLISECOND,
            "undelivered": spoken.expected - spoken.deliveries,
            "lost_sockets": len(self.crowd.lost) + self.arrival.given_up,
            "lag_p99_ms": percentile(spoken.lags, 0.99) / MILLISECOND,
            "generator_busy": spoken.busy,
        }
