"""(h): a page of history, catching up and the list of rooms, in small, middling and big databases."""

import json
from collections.abc import Iterator

from bench.report.row import Row
from bench.scenarios.trial import Bench
from tests.servers.site import Site

COUNTS, QUICK_COUNTS = [10_000, 100_000, 1_000_000], [1_000, 5_000]
CALLS, QUICK_CALLS = 1_000, 50
LIMIT_SECONDS = 900


def run(bench: Bench, scenario: str) -> Iterator[Row]:
    """Yield how long each of the three takes at each size, on both databases."""
    counts, calls = (QUICK_COUNTS, QUICK_CALLS) if bench.quick else (COUNTS, CALLS)
    for database in ("SQLite", "PostgreSQL"):
        for count, timed in zip(counts, measure(bench, database, counts, calls), strict=True):
            for name, values in timed.items():
                yield Row(scenario, f"{name}, {database}, {count:,} messages", "-", values | {"messages": count})


def measure(bench: Bench, database: str, counts: list[int], calls: int) -> list[dict[str, dict[str, float]]]:
    """Return p50, p99 and max of each at each size, timed through the functions that pages and sockets call."""
    folder = bench.folder / database
    folder.mkdir(mode=0o755)
    settings = {"DATABASE_URL": bench.stores.empty()[1]} if database == "PostgreSQL" else {}
    site = Site(folder, "http://127.0.0.1:8000", settings)
    site.manage("migrate", "--verbosity=0")
    code = f"import json; from bench.past import measure; print(json.dumps(list(measure({counts}, {calls}))))"
    return json.loads(site.manage("shell", "--verbosity=0", "-c", code, seconds=LIMIT_SECONDS).splitlines()[-1])
