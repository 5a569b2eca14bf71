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
from dataclasses import replace
from pathlib import Path

from bench.cores import allow_files
from bench.report import documentation
from bench.report.columns import cells
from bench.report.results import Results
from bench.report.titles import TITLES, WHOLE_RUN, is_over_tcp, letter_of, over_tcp, title_of
from bench.scenarios import ceiling, history, idle, slow_readers, steady, storm, uploads
from bench.scenarios.trial import Bench
from bench.systems import node
from bench.systems.stores import Stores

RUNNERS = {
    "a": steady, "b": steady, "b+": ceiling, "c": steady, "d": ceiling,
    "e": idle, "f": storm, "g": slow_readers, "h": history, "u": uploads,
}  # fmt: skip
FILES = 6_000
# A run that hangs ends all the same, and stops what it started.
LIMIT_SECONDS = 2 * 60 * 60


def main() -> None:
    options = arguments()
    if options.document:
        documentation.write([Results.read(path) for path in options.document])
        return
    node.install()
    allow_files(FILES)
    results = Results(quick=options.quick)
    began = time.monotonic()
    with bench(quick=options.quick) as made:
        for name in chosen(options):
            measure(made, name, results)
            results.seconds = round(time.monotonic() - began)
    print(f"\n{results.page()}\nKept in {results.write()}")
    sys.exit(bool(results.failures))


def arguments() -> Namespace:
    parser = ArgumentParser("bin/bench", description="Measure the chat beside its rivals.")
    names = "; ".join(f"{name}: {title_of(name)}" for name in WHOLE_RUN)
    parser.add_argument("scenarios", nargs="*", help=f"all when none is named: {names}")
    parser.add_argument("--tcp", action="store_true", help="over loopback TCP instead of unix sockets")
    parser.add_argument("--quick", action="store_true", help="small sizes: to see that all works, not to measure")
    parser.add_argument(
        "--document",
        type=Path,
        nargs="+",
        metavar="JSON",
        help="make docs/benchmarks.md of results: of one run, or of several of the same commit on the same machine",
    )
    options = parser.parse_args()
    for name in options.scenarios:
        if name not in {*TITLES, *WHOLE_RUN}:
            parser.error(f"there is no scenario {name}")
    return options


def chosen(options: Namespace) -> list[str]:
    """Return the names of what is to be measured."""
    if options.tcp:
        return [over_tcp(letter_of(name)) for name in options.scenarios or TITLES]
    return options.scenarios or WHOLE_RUN


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


def measure(made: Bench, name: str, results: Results) -> None:
    """The scenario's rows are among the results, and printed as they come; one that breaks off keeps its rows."""
    print(f"\n({name}) {title_of(name)}", flush=True)
    began = before = time.monotonic()
    try:
        for row in RUNNERS[letter_of(name)].run(replace(made, tcp=is_over_tcp(name)), letter_of(name)):
            row = replace(row, scenario=name)
            results.rows.append(row)
            results.write()
            print("  " + " | ".join(cell for cell in cells(row)[1:] if cell), end="", flush=True)
            before, spent = time.monotonic(), time.monotonic() - before
            print(f"   [{spent:.0f} s]", flush=True)
    except Exception:
        # The other scenarios are worth their time all the same.
        traceback.print_exc()
        results.failures.append(name)
    print(f"  {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
