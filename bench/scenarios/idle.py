"""(e): many sockets that say nothing, and hear nothing."""

import time
from collections.abc import Iterator

from bench.cores import allow_files
from bench.report.row import Row, Values
from bench.scenarios.trial import Bench, Trial
from bench.systems.all import one_of_each

ROOM = 50
SOCKETS, QUICK_SOCKETS = 5_000, 200
# Beside the sockets: databases, logs, epoll.
OTHER_FILES = 200
FIRST_COMERS = 100
QUIET_SECONDS, QUICK_QUIET_SECONDS = 10, 2
KIB = 1024


def run(bench: Bench, scenario: str) -> Iterator[Row]:
    """Yield what an idle socket costs each system, and how fast sockets come in."""
    wanted = bench.either(SOCKETS, QUICK_SOCKETS)
    count = min(wanted, allow_files(wanted + OTHER_FILES) - OTHER_FILES) // ROOM * ROOM
    for system in one_of_each(bench.stores):
        with bench.trial(system, [ROOM] * (count // ROOM)) as trial:
            values = idle(trial, bench.either(QUIET_SECONDS, QUICK_QUIET_SECONDS))
            if count < wanted:
                values["note"] = f"{wanted} sockets were wanted; the limit of open files allows {count}"
            yield Row.of(scenario, system, values)


def idle(trial: Trial, seconds: int) -> Values:
    """Return what they cost: memory is the difference to a server that has served some and was left by them."""
    trial.open(trial.members[:FIRST_COMERS])
    trial.crowd.leave(trial.arrival.clients)
    trial.crowd.watch(1)
    before = trial.system.resident_bytes()
    arrival = trial.open()
    trial.crowd.watch(1)
    resident = trial.system.resident_bytes() - before
    cpu, start = trial.system.cpu_seconds(), time.monotonic()
    trial.crowd.watch(seconds)
    return {
        "sockets": len(arrival.clients),
        "connects_per_second": arrival.connects_per_second,
        "memory_kb": resident / max(len(arrival.clients), 1) / KIB,
        "server_busy": (trial.system.cpu_seconds() - cpu) / (time.monotonic() - start),
        "lost_sockets": arrival.given_up + len(trial.crowd.lost),
    }
