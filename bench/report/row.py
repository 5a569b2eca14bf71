"""One line of the table."""

from dataclasses import asdict, dataclass
from typing import Any

from bench.systems.system import System

Values = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """What one system did in one scenario. The names of `values` end in their units; report/columns.py has them."""

    scenario: str
    system: str
    includes: str
    values: Values

    @classmethod
    def of(cls, scenario: str, system: System, values: Values) -> "Row":
        return cls(scenario, system.name, str(system.includes), values)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
