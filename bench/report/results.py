"""A run's results on disk: a JSON file and a page, both named for the moment when it began."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.report.machine import facts
from bench.report.reach import goals
from bench.report.row import Row
from bench.report.table import goals_table, rows_table
from bench.report.titles import place_of
from tests.servers.process import ROOT

FOLDER = ROOT / "bench" / "results"
MOMENT = "%Y-%m-%d-%H%M%S"


@dataclass
class Results:
    """`failures` names the scenarios that broke off, `seconds` is how long all of it took."""

    began: str = field(default_factory=lambda: datetime.now().astimezone().strftime(MOMENT))
    quick: bool = False
    machine: dict[str, str] = field(default_factory=facts)
    rows: list[Row] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: int = 0

    @classmethod
    def read(cls, path: Path) -> "Results":
        found: dict[str, Any] = json.loads(path.read_text())
        return cls(**found | {"rows": [Row(**row) for row in found["rows"]]})

    @property
    def measured(self) -> list[str]:
        """Return the names of the scenarios that are whole, in the order of a run."""
        return sorted({row.scenario for row in self.rows} - {*self.failures}, key=place_of)

    def write(self) -> Path:
        """Both files hold what is known now; returns the JSON file."""
        FOLDER.mkdir(exist_ok=True)
        path = FOLDER / f"{self.began}.json"
        path.write_text(json.dumps(vars(self) | {"rows": [row.as_dict() for row in self.rows]}, indent=1))
        path.with_suffix(".md").write_text(self.page())
        return path

    def page(self) -> str:
        """Return the machine, the table and the goals."""
        machine = "\n".join(f"- {name}: {value}" for name, value in self.machine.items())
        if self.quick:
            machine += "\n- Small sizes, short times: this shows that all works, and measures nothing"
        return f"{machine}\n\n{rows_table(self.rows)}\n\n{goals_table(goals(self.rows))}\n"
