"""The part of a statement that both databases have in common, and what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Hits:
    """The ids of messages, newest first. `is_bounded`: only the newest messages of the site were looked at."""

    ids: list[int]
    is_bounded: bool = False


@dataclass
class Conditions:
    """Conditions that must all hold, and the values for their %s."""

    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, part: str, *values: Any) -> None:
        self.parts.append(part)
        self.values.extend(values)

    def among(self, column: str, ids: Sequence[int] | None) -> None:
        """The column is one of the ids. They stand in the statement itself: a database takes only so many values."""
        if ids is not None:
            self.add(f"{column} IN ({', '.join(str(int(pk)) for pk in ids)})")

    def between(self, column: str, since: datetime | None, until: datetime | None) -> None:
        for moment, sign in ((since, ">="), (until, "<")):
            if moment is not None:
                self.add(f"{column} {sign} %s", connection.ops.adapt_datetimefield_value(moment))

    @property
    def sql(self) -> str:
        return " AND ".join(self.parts)
