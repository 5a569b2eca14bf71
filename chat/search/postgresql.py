"""Finding on PostgreSQL: first among the newest messages, by number; then by index among all, without their order.

The planner, left alone with "the newest 20 that fit", reads all messages from the newest on for a word that nobody has
said for a year. So each of the two ways is asked for by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from chat import limits
from chat.errors import SearchTooSlow
from chat.search.conditions import Conditions, Hits
from chat.search.kinds import bearers, condition, hangs
from chat.search.plan import Plan
from chat.search.schema.postgresql import has_pieces
from chat.search.terms import Term

# Compiling a statement that runs for milliseconds takes a tenth of a second.
SETTINGS = "SELECT set_config('statement_timeout', %s, true), set_config('jit', 'off', true)"
LEXEMES = "SELECT {columns}"
IN_MY_ROOMS = "room_id IN (SELECT room_id FROM chat_membership WHERE person_id = %s AND removed_at IS NULL)"
NEAR = "SELECT message_id FROM chat_search WHERE {conditions} ORDER BY message_id DESC LIMIT %s"
FAR = """
WITH hit AS MATERIALIZED (SELECT message_id FROM chat_search WHERE {conditions})
SELECT message_id FROM hit ORDER BY message_id DESC LIMIT %s
"""
FIND_ATTACHED = """
SELECT id FROM chat_message AS said
WHERE id IN ({bearers}) AND kind = 'said' AND deleted_at IS NULL AND {conditions}
ORDER BY id DESC LIMIT %s
"""
RECENT = "message_id > (SELECT max(message_id) FROM chat_search) - %s"
TRIGRAM_LETTERS = 3


def find(plan: Plan, before: int | None, most: int) -> Hits:
    """Return the newest messages that fit, below the id `before`. At most 5 queries."""
    with _limited_time():
        if plan.lists_attached:
            return Hits(_find_attached(plan, before, most))
        words = _words(plan.wanted)
        narrows = any(words) or any(term.begins_inside and _has_trigrams(term) for term in plan.wanted)
        is_bounded = bool(plan.wanted) and not narrows
        conditions = _conditions(plan)
        for word in [*filter(None, words), *(f"'has {kind}'" for kind in plan.kinds)]:
            conditions.add("words @@ %s::tsquery", word)
        for kind in plan.attached:
            conditions.add(hangs(kind, "chat_search.message_id"))
        if before is not None:
            conditions.add("message_id < %s", before)
        if is_bounded:
            conditions.add(RECENT, limits.SEARCH_RECENT_MESSAGES)
            return Hits(_ask(NEAR, conditions, most), is_bounded=True)
        return Hits(_newest(conditions, before, most))


def _find_attached(plan: Plan, before: int | None, most: int) -> list[int]:
    """Find what hangs at messages with or without words; the table of search holds only those with words."""
    conditions = _conditions(plan)
    for kind in plan.kinds:
        conditions.add(condition(kind, "said").replace("%", "%%"))
    for kind in plan.attached:
        conditions.add(hangs(kind, "said.id"))
    if before is not None:
        conditions.add("id < %s", before)
    statement = FIND_ATTACHED.replace("{bearers}", bearers(min(plan.attached), plan.rooms))
    return _ask(statement, conditions, most)


def _newest(conditions: Conditions, before: int | None, most: int) -> list[int]:
    near = Conditions([*conditions.parts], [*conditions.values])
    if before is None:
        near.add(RECENT, limits.SEARCH_NEAR_MESSAGES)
    else:
        near.add("message_id > %s", before - limits.SEARCH_NEAR_MESSAGES)
    found = _ask(NEAR, near, most)
    return found if len(found) == most else _ask(FAR, conditions, most)


def _ask(statement: str, conditions: Conditions, most: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(conditions=conditions.sql), [*conditions.values, most])
        return [row[0] for row in cursor]


def _words(terms: list[Term]) -> list[str]:
    """Return each term as a query of words; "" when PostgreSQL, which read the messages too, sees no word in it."""
    if not terms:
        return []
    column = "phraseto_tsquery('simple', chat_search_spaced(%s))::text"
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES.format(columns=", ".join([column] * len(terms))), [term.text for term in terms])
        seen = cursor.fetchone()
    return [_word(term, lexemes) for term, lexemes in zip(terms, seen, strict=True)]


def _word(term: Term, lexemes: str) -> str:
    if not lexemes or (term.begins_inside and term.starts_with_letter):
        return ""
    return f"{lexemes}:*" if term.ends_with_prefix else lexemes


def _conditions(plan: Plan) -> Conditions:
    """Return what holds for a row of chat_search and of chat_message alike."""
    conditions = Conditions()
    conditions.among("room_id", plan.rooms)
    conditions.add(IN_MY_ROOMS, plan.person.pk)
    conditions.among("author_id", plan.authors)
    conditions.between("created_at", plan.since, plan.until)
    for term in plan.terms:
        _check_signs(term, conditions)
    return conditions


def _check_signs(term: Term, conditions: Conditions) -> None:
    if term.is_unwanted:
        conditions.add("text !~* %s", term.pattern)
    elif term.is_exact:
        if term.begins_inside:
            # The index of pieces reads this one.
            conditions.add("text ILIKE %s", f"%{_as_like(term.text)}%")
        conditions.add("text ~* %s", term.pattern)


def _as_like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _has_trigrams(term: Term) -> bool:
    return term.longest_word >= TRIGRAM_LETTERS and has_pieces()


@contextmanager
def _limited_time() -> Iterator[None]:
    """Each statement inside ends after limits.SEARCH_SECONDS, or SearchTooSlow is raised."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(SETTINGS, [f"{limits.SEARCH_SECONDS * 1000}ms"])
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise SearchTooSlow from error
        raise
