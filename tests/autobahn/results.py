"""What the suite found: an outcome for each case and way to echo."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# The suite's words, from the best to the worst; it has more for failures of several kinds.
OUTCOMES = {"OK": "passed", "INFORMATIONAL": "informational", "NON-STRICT": "non-strict"}
FAILED = "failed"
ORDER = [*OUTCOMES.values(), FAILED]


@dataclass(frozen=True)
class Result:
    """How one case went for one way to echo."""

    way: str
    case: str
    outcome: str

    @property
    def place(self) -> tuple[int, ...]:
        """Where the case stands in the suite."""
        return tuple(int(part) for part in self.case.split("."))


def results_of(index: dict[str, dict[str, Any]]) -> list[Result]:
    """Return what the suite's index.json says, in the suite's order."""
    results = [
        Result(way, case, outcome_of(details)) for way, cases in index.items() for case, details in cases.items()
    ]
    return sorted(results, key=lambda result: result.place)


def outcome_of(details: dict[str, Any]) -> str:
    """Return the worse of how the case went and of how its connection was closed."""
    words = [OUTCOMES.get(details[name], FAILED) for name in ("behavior", "behaviorClose")]
    return max(words, key=ORDER.index)


def counted(results: Iterable[Result]) -> Counter[str]:
    """Return how many cases had each outcome."""
    return Counter(result.outcome for result in results)
