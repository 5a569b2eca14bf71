"""(f): everybody comes back at once, and has missed something, while others go on talking."""

import time
from collections.abc import Callable, Iterator

from bench.load.arrival import Arrival
from bench.load.client import Client
from bench.load.dialects import Member
from bench.load.ledger import Absentee, faults
from bench.percentile import percentile
from bench.report.row import Row, Values
from bench.scenarios.trial import Bench, Trial
from bench.systems.all import one_of_each
from bench.systems.chatsite import OurChat

OTHERS, QUICK_OTHERS = 200, 20
ROOMS, QUICK_ROOMS = [100] * 10, [20] * 2
MISSED = 200
RATE = 10
SECONDS, QUICK_SECONDS = 20, 3
STORM_SECONDS = 90


def run(bench: Bench, scenario: str) -> Iterator[Row]:
    """Yield how each system bears it; only those that resume bring what was missed."""
    others = bench.either(OTHERS, QUICK_OTHERS)
    sizes = [others, *(QUICK_ROOMS if bench.quick else ROOMS)]
    for system in one_of_each(bench.stores):
        missed = 0
        if isinstance(system, OurChat):
            missed = system.missed = MISSED
        with bench.trial(system, sizes, missed) as trial:
            yield Row.of(scenario, system, storm(trial, others, bench.either(SECONDS, QUICK_SECONDS)))


def storm(trial: Trial, others: int, seconds: int) -> Values:
    """Return how long those who come back needed, and what the others felt."""
    trial.open(trial.members[:others])
    trial.crowd.watch(1)
    trial.warm_up(RATE)
    calm = trial.measure(RATE, seconds)
    returning = Return(trial, trial.members[others:])
    stormy = trial.measure(RATE, seconds, meanwhile=returning.arrival.step)
    trial.crowd.run(lambda: returning.is_over, STORM_SECONDS)
    missing, wrong = faults([client.place for client in returning.arrival.clients])
    took = sorted(returning.took)
    return stormy | {
        "sockets": others + len(returning.arrival.clients),
        "connects_per_second": returning.arrival.connects_per_second,
        "missing": stormy["missing"] + missing,
        "wrong": stormy["wrong"] + wrong,
        "calm_p99_ms": calm["p99_ms"],
        "back_p50_s": percentile(took, 0.5),
        "back_max_s": percentile(took, 1),
        "came_again": returning.arrival.tried_again,
        "never_back": len(trial.members) - others - len(took),
    }


class Return:
    """All of them come back at once: they are back when they have all that they missed."""

    def __init__(self, trial: Trial, members: list[Member]) -> None:
        self.trial = trial
        self.caught_up: list[float] = []
        self.arrival = Arrival(trial.crowd, [self._maker(member) for member in members], at_once=len(members))

    @property
    def took(self) -> list[float]:
        """The seconds that each needed."""
        return self.caught_up if self.trial.ledger.rooms[0].stored else self.arrival.took

    @property
    def is_over(self) -> bool:
        return self.arrival.step() and len(self.took) == len(self.arrival.clients)

    def _maker(self, member: Member) -> Callable[[], Client]:
        def make() -> Client:
            place = Absentee(self.trial.ledger, self.trial.ledger.rooms[member.room], self._note)
            return self.trial.client(member, place)

        return make

    def _note(self) -> None:
        self.caught_up.append(time.monotonic() - self.arrival.started)
