"""`python -m bench.search [--quick]`: measure search among a million messages, and print the table."""

import sys

from bench.__main__ import bench
from bench.report.table import rows_table
from bench.scenarios import search


def main() -> None:
    with bench(quick="--quick" in sys.argv) as made:
        print(rows_table(search.run(made, "search")))


if __name__ == "__main__":
    main()
