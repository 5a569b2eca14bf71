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
CALM_SECONDS, QUICK_CALM_SECONDS = 10, 3
STORM_SECONDS = 60
# A browser gives up a connection that is not ready by then, and comes again.
PATIENCE_SECONDS = 10
MILLISECONDS = 1000


def run(bench: Bench, scenario: str) -> Iterator[Row]:
    """Yield how each system bears it; only those that resume bring what was missed."""
    others = bench.either(OTHERS, QUICK_OTHERS)
    sizes = [others, *(QUICK_ROOMS if bench.quick else ROOMS)]
    for system in one_of_each(bench.stores):
        missed = 0
        if isinstance(system, OurChat):
            missed = system.missed = MISSED
        with bench.trial(system, sizes, missed) as trial:
            yield Row.of(scenario, system, storm(trial, others, bench.either(CALM_SECONDS, QUICK_CALM_SECONDS)))


def storm(trial: Trial, others: int, seconds: int) -> Values:
    """Return how long those who come back needed, and what the others felt of it: only while it lasted."""
    trial.open(trial.members[:others])
    trial.crowd.watch(1)
    trial.warm_up(RATE)
    calm = trial.measure(RATE, seconds)
    returning = Return(trial, trial.members[others:])
    stormy = trial.measure(RATE, STORM_SECONDS, meanwhile=returning.step)
    missing, wrong = faults([client.place for client in returning.arrival.clients])
    return stormy | {
        "sockets": others + len(returning.arrival.clients),
        "connects_per_second": returning.arrival.connects_per_second,
        "missing": stormy["missing"] + missing,
        "wrong": stormy["wrong"] + wrong,
        "calm_p99_ms": calm["p99_ms"],
        **returning.outcome(),
    }


class Return:
    """All of them come back at once: they are back when they have all that they missed."""

    def __init__(self, trial: Trial, members: list[Member]) -> None:
        self.trial = trial
        self.members = members
        self.resumes = trial.ledger.rooms[0].stored > 0
        # Seconds: of each, from the storm's beginning, and from its own hello, until all was there.
        self.caught_up: list[float] = []
        self.synced: list[float] = []
        self.arrival = Arrival(trial.crowd, [self._maker(member) for member in members], at_once=len(members))

    @property
    def took(self) -> list[float]:
        """The seconds that each needed."""
        return self.caught_up if self.resumes else self.arrival.took

    def step(self) -> bool:
        """Let the next ones in; tell whether all are back, or have given up."""
        return self.arrival.step() and len(self.took) >= len(self.arrival.clients)

    def outcome(self) -> Values:
        took, synced = sorted(self.took), sorted(self.synced)
        never = len(self.members) - len(took)
        late = sum(seconds > PATIENCE_SECONDS for seconds in took)
        values = {
            "back_p50_s": percentile(took, 0.5),
            "back_max_s": percentile(took, 1),
            "came_again": self.arrival.tried_again,
            "never_back": never,
            "timeouts": self.arrival.tried_again + late + never,
        }
        return values | ({"synced_p99_ms": percentile(synced, 0.99) * MILLISECONDS} if self.resumes else {})

    def _maker(self, member: Member) -> Callable[[], Client]:
        def make() -> Client:
            place = Absentee(self.trial.ledger, self.trial.ledger.rooms[member.room], lambda: self._note(client))
            client = self.trial.client(member, place)
            return client

        return make

    def _note(self, client: Client) -> None:
        now = time.monotonic()
        self.caught_up.append(now - self.arrival.started)
        self.synced.append(now - client.greeted)
