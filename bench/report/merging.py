"""Several runs as one: what was measured in parts, of the same commit on the same machine."""

from collections import Counter
from collections.abc import Sequence

from bench.report.results import Results
from bench.report.row import Row
from bench.report.titles import place_of

# The only fact of a machine that may differ from one run to the next.
LOAD = "Load before"


def merged(runs: Sequence[Results]) -> list[Row]:
    """Return the rows of all runs in the order of a whole run; raise SystemExit when they do not belong together.

    Each scenario is from one run, all of its systems: ratios are within a run. One that broke off is left out.
    """
    if any(run.quick for run in runs):
        raise SystemExit("A quick run measures nothing: its results are not for the documentation.")
    for fact in runs[0].machine:
        values = {run.machine.get(fact, "") for run in runs}
        if fact != LOAD and len(values) > 1:
            raise SystemExit(f"These runs differ in {fact}: {', '.join(sorted(values))}")
    times = Counter(name for run in runs for name in run.measured)
    if repeated := [name for name, count in times.items() if count > 1]:
        raise SystemExit(f"Measured in more than one of these runs: {', '.join(repeated)}")
    rows = [row for run in runs for row in run.rows if row.scenario in run.measured]
    return sorted(rows, key=lambda row: place_of(row.scenario))
