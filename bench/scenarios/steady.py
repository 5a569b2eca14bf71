"""(a), (b), (c): rooms in which people talk at a fixed rate."""

from collections.abc import Iterator

from bench.report.row import Row
from bench.scenarios.trial import Bench
from bench.systems.all import everyone, one_of_each

Shape = tuple[list[int], float]
FULL: dict[str, Shape] = {"a": ([500], 10), "b": ([10] * 100, 100), "c": ([2000], 2)}
QUICK: dict[str, Shape] = {"a": ([50], 10), "b": ([5] * 10, 20), "c": ([100], 2)}
SECONDS, QUICK_SECONDS = 20, 3


def run(bench: Bench, scenario: str) -> Iterator[Row]:
    """Yield how each system serves these rooms."""
    sizes, rate = (QUICK if bench.quick else FULL)[scenario]
    # What saving costs, and the other layer, is learnt from (a) and (b), over one transport.
    systems = one_of_each if scenario == "c" or bench.tcp else everyone
    for system in systems(bench.stores):
        with bench.trial(system, sizes) as trial:
            trial.open()
            trial.warm_up(rate)
            yield Row.of(scenario, system, trial.measure(rate, bench.either(SECONDS, QUICK_SECONDS)))
