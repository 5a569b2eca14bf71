"""`python -m bench [a b ...] [--quick]`: measure, print the table, keep it in bench/results/."""

import shutil
import signal
import sys
import tempfile
import time
import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.cores import allow_files
from bench.report import documentation
from bench.report.columns import SCENARIOS, cells
from bench.report.results import Results
from bench.scenarios import ceiling, history, idle, slow_readers, steady, storm
from bench.scenarios.trial import Bench
from bench.systems import node
from bench.systems.stores import Stores

RUNNERS = {
    "a": steady, "b": steady, "b+": ceiling, "c": steady, "d": ceiling,
    "e": idle, "f": storm, "g": slow_readers, "h": history,
}  # fmt: skip
FILES = 6_000
# A run that hangs ends all the same, and stops what it started.
LIMIT_SECONDS = 2 * 60 * 60


def main() -> None:
    options = arguments()
    if options.document:
        documentation.write(Results.read(options.document))
        return
    chosen = [name for name in RUNNERS if not options.scenarios or name[0] in options.scenarios]
    node.install()
    allow_files(FILES)
    results = Results(quick=options.quick)
    with bench(quick=options.quick) as made:
        for scenario in chosen:
            measure(made, scenario, results)
    print(f"\n{results.page()}\nKept in {results.write()}")
    sys.exit(bool(results.failures))


def arguments() -> Namespace:
    parser = ArgumentParser("bin/bench", description="Measure the chat beside its rivals.")
    parser.add_argument(
        "scenarios",
        nargs="*",
        help="letters; all when none is named: " + "; ".join(f"{k}: {v}" for k, v in SCENARIOS.items()),
    )
    parser.add_argument("--quick", action="store_true", help="small sizes: to see that all works, not to measure")
    parser.add_argument("--document", type=Path, metavar="JSON", help="make docs/benchmarks.md of a run's results")
    return parser.parse_args()


@contextmanager
def bench(*, quick: bool) -> Iterator[Bench]:
    """Yield the run's stores and folder; nothing of them is left, also after Ctrl-C, SIGTERM or too long a time."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, lambda *_: sys.exit("ended"))
    signal.alarm(LIMIT_SECONDS)
    folder = Path(tempfile.mkdtemp(prefix="chatsite-bench-"))
    folder.chmod(0o755)
    stores = Stores(folder)
    try:
        stores.start()
        yield Bench(stores, folder, quick)
    finally:
        stores.stop()
        shutil.rmtree(folder)


def measure(made: Bench, scenario: str, results: Results) -> None:
    """The scenario's rows are among the results, and printed as they come; one that breaks off keeps its rows."""
    print(f"\n({scenario}) {SCENARIOS[scenario]}", flush=True)
    began = time.monotonic()
    try:
        for row in RUNNERS[scenario].run(made, scenario):
            results.rows.append(row)
            results.write()
            print("  " + " | ".join(cell for cell in cells(row)[1:] if cell), flush=True)
    except Exception:
        # The other scenarios are worth their time all the same.
        traceback.print_exc()
        results.failures.append(scenario)
    print(f"  {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
