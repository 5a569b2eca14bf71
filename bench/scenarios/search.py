"""Search among a million messages, on both databases."""

import json
from collections.abc import Iterator
from typing import Any

from bench.report.row import Row
from bench.scenarios.trial import Bench
from tests.servers.site import Site

COUNT, QUICK_COUNT = 1_000_000, 5_000
CALLS, QUICK_CALLS = 100, 5
LIMIT_SECONDS = 1_800
# Nobody types as fast as this.
LIMITS = "SEARCHES_BURST=1000000"


def run(bench: Bench, scenario: str) -> Iterator[Row]:
    """Yield how long each kind of search takes on each database, and what its index costs."""
    count, calls = (QUICK_COUNT, QUICK_CALLS) if bench.quick else (COUNT, CALLS)
    for database in ("SQLite", "PostgreSQL"):
        found = measure(bench, database, count, calls)
        index = "index of {:,} messages: {mib:,.0f} MiB, made in {seconds:,.0f} s".format(count, **found["index"])
        yield Row(scenario, database, "-", {"note": index})
        for name, values in found["times"].items():
            yield Row(scenario, f"{name}, {database}", "-", values)


def measure(bench: Bench, database: str, count: int, calls: int) -> dict[str, Any]:
    folder = bench.folder / f"search-{database}"
    folder.mkdir(mode=0o755)
    settings = {"DATABASE_URL": bench.stores.empty()[1]} if database == "PostgreSQL" else {}
    site = Site(folder, "http://127.0.0.1:8000", settings | {"LIMITS": LIMITS})
    site.manage("migrate", "--verbosity=0")
    code = f"import json; from bench.searching import measure; print(json.dumps(measure({count}, {calls})))"
    return json.loads(site.manage("shell", "--verbosity=0", "-c", code, seconds=LIMIT_SECONDS).splitlines()[-1])
