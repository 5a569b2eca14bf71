"""(d), and (b) again: the rate is raised until p99 passes 100 ms, or deliveries do not come."""

from collections.abc import Iterator

from bench.report.row import Row, Values
from bench.scenarios.trial import Bench, Trial
from bench.systems.all import one_of_each, saving

P99_MS = 100
HIGHEST_RATE = 4096
STEP = 4
# Four halvings leave the 16th root of a step between what held and what did not: 9 %.
REFINEMENTS = 4
SECONDS, QUICK_SECONDS = 5, 1
# So much behind, nothing is learnt from posting on.
HOPELESS_SECONDS = 1
# Beyond this share of its core the generator is the bottleneck.
GENERATOR_BUSY = 0.85
# The rooms, and a rate that everybody bears: a ceiling of (b), whose deliveries are cheap and whose messages are many,
# and one of (a).
FULL = {"b+": ([10] * 100, 32), "d": ([500], 2)}
QUICK = {"b+": ([5] * 10, 8), "d": ([50], 8)}


def run(bench: Bench, scenario: str) -> Iterator[Row]:
    """Yield each system's highest rate within the bounds."""
    sizes, lowest = (QUICK if bench.quick else FULL)[scenario]
    for system in (saving if scenario == "b+" else one_of_each)(bench.stores):
        with bench.trial(system, sizes) as trial:
            trial.open()
            trial.warm_up(lowest)
            yield Row.of(scenario, system, ceiling(trial, lowest, bench.either(SECONDS, QUICK_SECONDS)))


def ceiling(trial: Trial, lowest: float, seconds: int) -> Values:
    """Return the figures at the highest rate that held: raised until one did not, then halved between the two."""
    best: Values = {"deliveries_per_second": 0, "messages_per_second": 0}
    good, bad, rate = 0.0, 0.0, float(lowest)
    refinements = 0
    while rate <= HIGHEST_RATE and refinements <= REFINEMENTS:
        figures = attempt(trial, rate, seconds)
        if not holds(figures) and figures["p99_ms"] < HOPELESS_SECONDS * 1000:
            # One hiccup of the machine is no ceiling.
            figures = attempt(trial, rate, seconds)
        if holds(figures):
            good, best = rate, figures
        else:
            bad = rate
        if bad and not good:
            return best | {"note": f"p99 {figures['p99_ms']:.0f} ms at {rate:.0f}/s"}
        refinements += bool(bad)
        rate = (good * bad) ** 0.5 if bad else rate * STEP
    if best["generator_busy"] > GENERATOR_BUSY:
        best["note"] = "at least: the generator had reached its own limit"
    return best


def attempt(trial: Trial, rate: float, seconds: int) -> Values:
    """Return the figures at this rate; it ends early when the system cannot follow."""
    ledger = trial.ledger
    listeners = sum(room.listeners for room in ledger.rooms) / len(ledger.rooms)
    hopeless = rate * listeners * HOPELESS_SECONDS
    return trial.measure(rate, seconds, meanwhile=lambda: ledger.expected - ledger.delivered > hopeless)


def holds(figures: Values) -> bool:
    return figures["p99_ms"] <= P99_MS and figures["undelivered"] == 0 and figures["lost_sockets"] == 0
