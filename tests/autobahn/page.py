"""The results' part of docs/autobahn.md; what is written above it stays."""

import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version

from tests.autobahn.results import FAILED, ORDER, Result, counted
from tests.autobahn.suite import WAYS
from tests.servers.process import ROOT

PAGE = ROOT / "docs" / "autobahn.md"
HEADING = "## Results\n"
SERVER_PACKAGES = ("daphne", "autobahn", "Twisted")
GROUPS = {
    1: "Framing",
    2: "Pings and pongs",
    3: "Reserved bits",
    4: "Opcodes",
    5: "Fragmentation",
    6: "UTF-8",
    7: "Close handshake",
    10: "Fragments of the suite's own",
}


def write(results: list[Result], suite: str) -> None:
    """The page holds these results, and none of earlier runs."""
    packages = ", ".join(f"{name} {version(name)}" for name in SERVER_PACKAGES)
    parts = [
        f"On {datetime.now(UTC):%Y-%m-%d}, by {suite}; served by Python {platform.python_version()}, {packages}.",
    ]
    for way in WAYS:
        parts += [f"### {way[0].upper()}{way[1:]}", table_of([result for result in results if result.way == way])]
    parts += ["### Case by case: what did not pass", table_of_cases(results)]
    PAGE.write_text(PAGE.read_text().partition(HEADING)[0] + HEADING + "\n" + "\n\n".join(parts) + "\n")


def table_of(results: list[Result]) -> str:
    """Return a row for each group of cases, and one for all."""
    groups = {f"{number} {name}": [one for one in results if one.place[0] == number] for number, name in GROUPS.items()}
    rows = [row(name, len(some), *numbers(some)) for name, some in groups.items()]
    return "\n".join([*head("Group", "Cases", *ORDER), *rows, row("**All**", len(results), *numbers(results))])


def numbers(results: Iterable[Result]) -> list[int]:
    """Return how many had each outcome, in the columns' order."""
    found = counted(results)
    return [found[outcome] for outcome in ORDER]


def table_of_cases(results: list[Result]) -> str:
    """Return a row for each case that did not pass somewhere, with how it went each way."""
    cases: dict[str, dict[str, str]] = {}
    for result in results:
        cases.setdefault(result.case, {})[result.way] = result.outcome
    rows = [row(case, *(ways[way] for way in WAYS)) for case, ways in cases.items() if {*ways.values()} != {ORDER[0]}]
    return "\n".join([*head("Case", *WAYS), *rows])


def head(*names: str) -> list[str]:
    """Return a table's first two lines."""
    return [row(*names), row(*("---" for _ in names))]


def row(*cells: object) -> str:
    """Return a table's line."""
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def summary(results: list[Result]) -> str:
    """Return a line for each way."""
    return "\n".join(f"{way}: {dict(counted(one for one in results if one.way == way))}" for way in WAYS)


def failures(results: list[Result], ways: Iterable[str]) -> list[str]:
    """Return the failed cases of these ways."""
    return [f"{result.case} ({result.way})" for result in results if result.way in ways and result.outcome == FAILED]
