"""Markdown tables that read well as text too."""

from collections.abc import Iterable, Sequence

from bench.report.columns import HEADINGS, cells
from bench.report.reach import Goal
from bench.report.row import Row


def rows_table(rows: Iterable[Row]) -> str:
    return table(HEADINGS, [cells(row) for row in rows])


def goals_table(goals: Iterable[Goal]) -> str:
    return table(
        ["", "wanted", "reached", ""], [[goal.name, goal.wanted, goal.reached, goal.verdict] for goal in goals]
    )


def table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a table whose columns are as wide as their widest cell; those that hold nothing are left out."""
    used = [place for place, heading in enumerate(headings) if any(line[place] for line in lines)]
    columns = [[headings[place], *(line[place] for line in lines)] for place in used]
    widths = [max(map(len, column)) for column in columns]
    drawn = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in zip(*columns, strict=True)
    ]
    drawn.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(drawn)
