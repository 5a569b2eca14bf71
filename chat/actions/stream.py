"""A room's stream of changes: one counter, advanced under the room's row lock."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from chat.errors import NotFound
from chat.models import Room

# One statement takes the lock and both counters; Django's ORM has no UPDATE ... RETURNING. The column itself is asked
# for, because SQLite 3.40 answers RETURNING archived_at IS NOT NULL wrongly.
ADVANCE = "UPDATE chat_room SET revision = revision + 1 WHERE id = %s RETURNING revision, last_number, archived_at"
ADVANCE_WITH_MESSAGE = (
    "UPDATE chat_room SET revision = revision + 1, last_number = last_number + 1, last_message_at = %s WHERE id = %s"
    " RETURNING revision, last_number, archived_at"
)


class Unchanged(Exception):
    """Raised inside a block below when there is nothing to do after all: the revision is given back."""


@contextmanager
def next_revision(room: Room) -> Iterator[bool]:
    """Open a transaction that holds the room's lock and its next revision, set on `room`; yield if it is archived.

    Whatever is read inside is the room as it stays until commit: nobody else changes it. Raises NotFound when the
    room is gone. When the block raises, the revision was never taken; Unchanged ends the block quietly.
    """
    with suppress(Unchanged), transaction.atomic():
        yield _advance(room, ADVANCE, [room.pk])


@contextmanager
def next_message(room: Room) -> Iterator[bool]:
    """Do what next_revision does, and take the next message number too."""
    moment = connection.ops.adapt_datetimefield_value(timezone.now())
    with transaction.atomic():
        yield _advance(room, ADVANCE_WITH_MESSAGE, [moment, room.pk])


def _advance(room: Room, statement: str, parameters: list[Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    room.revision, room.last_number, archived_at = row
    return archived_at is not None
