"""Finding on SQLite: a full-text index gives what fits newest first, so that looking ends with the page."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import OperationalError, connection
from django.utils import timezone

from chat import limits
from chat.errors import SearchTooSlow
from chat.search.conditions import Conditions, Hits
from chat.search.dates import FIRST_YEAR
from chat.search.kinds import bearers, condition, hangs
from chat.search.plan import Plan
from chat.search.terms import APOSTROPHES, Term

PIECE_LETTERS = 3
# So many steps of SQLite's machine between two looks at the clock: some milliseconds.
STEPS = 50_000
SPELLINGS = "SELECT term FROM chat_search_spellings WHERE term >= %s AND term < %s LIMIT %s"
# Beyond every sign that a piece can begin with.
LAST_SIGN = "\U0010ffff"
# What no message matches.
NOTHING = '""'
FIND = """
SELECT {index}.rowid FROM {index} CROSS JOIN chat_message AS said ON said.id = {index}.rowid
JOIN chat_membership AS mine ON mine.room_id = said.room_id AND mine.person_id = %s AND mine.removed_at IS NULL
WHERE {index} MATCH %s AND said.kind = 'said' AND said.deleted_at IS NULL AND {conditions}
ORDER BY {index}.rowid DESC LIMIT %s
"""
FIND_ATTACHED = """
SELECT said.id FROM chat_message AS said
JOIN chat_membership AS mine ON mine.room_id = said.room_id AND mine.person_id = %s AND mine.removed_at IS NULL
WHERE said.id IN ({bearers}) AND said.kind = 'said' AND said.deleted_at IS NULL AND {conditions}
ORDER BY said.id DESC LIMIT %s
"""
RECENT = "said.id > (SELECT max(id) FROM chat_message) - %s"


def find(plan: Plan, before: int | None, most: int) -> Hits:
    """Return the newest messages that fit, below the id `before`. 1 query, and 1 for each short piece."""
    with _limited_time():
        if plan.lists_attached:
            return Hits(_find_attached(plan, before, most))
        words = [_phrase(term) for term in plan.wanted if term.has_words]
        pieces = [] if words else [match for term in plan.wanted if (match := _pieces(term))]
        is_bounded = bool(plan.wanted) and not (words or pieces)
        index = "chat_search_pieces" if pieces else "chat_search_words"
        match = " AND ".join(pieces) if pieces else " AND ".join([*(f"text : {word}" for word in words), *_tags(plan)])
        conditions = _conditions(plan, index, before, is_bounded=is_bounded)
        statement = FIND.format(index=index, conditions=conditions.sql)
        with connection.cursor() as cursor:
            cursor.execute(statement, [plan.person.pk, match, *conditions.values, most])
            found = [row[0] for row in cursor]
    return Hits(found, is_bounded=is_bounded)


def _find_attached(plan: Plan, before: int | None, most: int) -> list[int]:
    """Find what hangs at messages with or without words; the index knows only those with words."""
    conditions = _conditions(plan, "said", before, is_bounded=False)
    statement = FIND_ATTACHED.format(bearers=bearers(min(plan.attached), plan.rooms), conditions=conditions.sql)
    with connection.cursor() as cursor:
        cursor.execute(statement, [plan.person.pk, *conditions.values, most])
        return [row[0] for row in cursor]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _phrase(term: Term) -> str:
    """Return the words of a term in the language of MATCH, in which nothing within quotes means anything."""
    return _quoted(term.text) + (" *" if term.ends_with_prefix else "")


def _pieces(term: Term) -> str:
    """Return the pieces that a message with this term has, or "" when they say too little."""
    chunks = [chunk for word in term.text.split() for chunk in APOSTROPHES.split(word) if chunk]
    long = {chunk[start : start + PIECE_LETTERS] for chunk in chunks for start in range(len(chunk) - PIECE_LETTERS + 1)}
    if long:
        return " AND ".join(_quoted(piece) for piece in sorted(long))
    spelt = _spellings(max(chunks, key=len)) if chunks else None
    if spelt is None:
        return ""
    return f"({' OR '.join(_quoted(piece) for piece in spelt)})" if spelt else NOTHING


def _spellings(beginning: str) -> list[str] | None:
    """Return all pieces that begin with one or two signs; None when they are too many to be worth it."""
    most = limits.SEARCH_SPELLINGS
    with connection.cursor() as cursor:
        cursor.execute(SPELLINGS, [beginning.lower(), beginning.lower() + LAST_SIGN, most + 1])
        found = [row[0] for row in cursor]
    return found if len(found) <= most else None


def _tags(plan: Plan) -> Iterator[str]:
    """Yield what the filters are in the index. The statement's own conditions decide; these spare it the rest."""
    named: list[list[str]] = [[f"r{room}" for room in plan.rooms]]
    if plan.authors is not None:
        named.append([f"a{author}" for author in plan.authors])
    # What lies behind now needs no narrowing, and the future has too many months.
    if plan.until is not None and plan.until < timezone.now():
        named.append(_months(plan.since or datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), plan.until))
    named += [[kind] for kind in plan.kinds]
    for names in named:
        yield f"tags : ({' OR '.join(names)})"


def _months(since: datetime, until: datetime) -> list[str]:
    first, last = (moment.year * 12 + moment.month - 1 for moment in (since, max(since, until)))
    return [f"m{month // 12:04}{month % 12 + 1:02}" for month in range(first, last + 1)]


def _conditions(plan: Plan, index: str, before: int | None, *, is_bounded: bool) -> Conditions:
    conditions = Conditions()
    if before is not None:
        conditions.add(f"{index}.rowid < %s", before)
    if is_bounded:
        conditions.add(RECENT, limits.SEARCH_RECENT_MESSAGES)
    conditions.among("said.room_id", plan.rooms)
    conditions.among("said.author_id", plan.authors)
    conditions.between("said.created_at", plan.since, plan.until)
    for kind in plan.kinds:
        conditions.add(condition(kind, "said").replace("%", "%%"))
    for kind in plan.attached:
        conditions.add(hangs(kind, "said.id"))
    for term in plan.terms:
        if term.is_unwanted or term.is_exact:
            conditions.add(f"{'NOT ' if term.is_unwanted else ''}said.text REGEXP %s", f"(?i){term.pattern}")
    return conditions


@contextmanager
def _limited_time() -> Iterator[None]:
    """What happens inside ends after limits.SEARCH_SECONDS, or raises SearchTooSlow."""
    deadline = time.monotonic() + limits.SEARCH_SECONDS
    connection.ensure_connection()
    database: Any = connection.connection
    database.set_progress_handler(lambda: time.monotonic() > deadline, STEPS)
    try:
        yield
    except OperationalError as error:
        if str(error) == "interrupted":
            raise SearchTooSlow from error
        raise
    finally:
        database.set_progress_handler(None, STEPS)
