"""A room's stream of changes: one counter, advanced under the room's row lock."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from chat.errors import NotFound, RoomArchived
from chat.models import Membership, Message, Room

# One statement takes the lock and the counter; Django's ORM has no UPDATE ... RETURNING. The column itself is asked
# for, because SQLite 3.40 answers RETURNING archived_at IS NOT NULL wrongly.
ADVANCE = (
    "UPDATE chat_room SET revision = revision + %s, last_number = last_number + %s,"
    " last_message_at = COALESCE(%s, last_message_at) WHERE id = %s RETURNING revision, last_number, archived_at"
)
# A post is one statement: it locks the room, sees under the lock that the author is a member, moves the author's read
# pointer, advances both counters, and writes the message. Where somebody waits for the lock, PostgreSQL looks at the
# newest row of the room and of the membership, as in "Read Committed Isolation Level" of its manual.
APPEND = """
WITH place AS (
    SELECT id, revision + 1 AS revision, last_number + 1 AS number
    FROM chat_room WHERE id = %(room)s AND archived_at IS NULL FOR UPDATE
), author AS (
    UPDATE chat_membership SET read_number = place.number FROM place
    WHERE room_id = place.id AND person_id = %(author)s AND removed_at IS NULL
    RETURNING place.id, place.revision, place.number
), room AS (
    UPDATE chat_room SET revision = author.revision, last_number = author.number, last_message_at = %(created_at)s
    FROM author WHERE chat_room.id = author.id
)
INSERT INTO chat_message
    (room_id, author_id, number, revision, client_id, kind, text, html, created_at, answers_id, root_id,
     forwarded_from_id, mentions_all)
SELECT author.id, %(author)s, author.number, author.revision, %(client_id)s, %(kind)s, %(text)s, %(html)s,
    %(created_at)s, %(answers)s, %(root)s, %(forwarded_from)s, %(mentions_all)s
FROM author
RETURNING id, number, revision
"""


class Unchanged(Exception):
    """Raised inside a block below when there is nothing to do after all: the revision is given back."""


@contextmanager
def next_revision(room: Room) -> Iterator[bool]:
    """Open a transaction that holds the room's lock and its next revision, set on `room`; yield if it is archived.

    Whatever is read inside is the room as it stays until commit: nobody else changes it. Raises NotFound when the
    room is gone. When the block raises, the revision was never taken; Unchanged ends the block quietly.
    """
    with suppress(Unchanged), transaction.atomic():
        yield _advance(room) is not None


def touch(room: Room, messages: Iterable[Message]) -> None:
    """Inside a transaction that holds the room's lock, give each of these messages a revision of its own."""
    touched = list(messages)
    if not touched:
        return
    _advance(room, len(touched))
    for revision, message in enumerate(touched, room.revision - len(touched) + 1):
        message.revision = revision
    Message.objects.bulk_update(touched, ["revision"])


def next_number(room: Room) -> None:
    """Inside a transaction that holds the room's lock, take the next revision and the next message number."""
    _advance(room, numbers=1)


def append(message: Message) -> None:
    """Write a new message as its room's next; set its id, number and revision, and the room's counters.

    Whoever writes has read: the author's pointer moves with it. Raises NotFound for who is no member, RoomArchived,
    and IntegrityError for a client_id that was there before. On PostgreSQL one round trip, its commit included where
    no transaction is open.
    """
    message.created_at = timezone.now()
    if connection.vendor == "postgresql":
        _append_at_once(message)
    else:
        _append_in_steps(message)
    room = message.room
    room.revision, room.last_number, room.last_message_at = message.revision, message.number, message.created_at


def _append_at_once(message: Message) -> None:
    names = ("kind", "text", "html", "created_at", "client_id", "mentions_all")
    values = {name: getattr(message, name) for name in names} | {
        name: getattr(message, f"{name}_id") for name in ("room", "author", "answers", "root", "forwarded_from")
    }
    with connection.cursor() as cursor:
        cursor.execute(APPEND, values)
        row = cursor.fetchone()
    if row is None:
        _refuse(message)
    message.pk, message.number, message.revision = row
    message._state.adding, message._state.db = False, connection.alias


def _append_in_steps(message: Message) -> None:
    with transaction.atomic():
        # SQLite writes one after the other: nothing changes between these.
        room = message.room
        archived_at = _advance(room, numbers=1, spoken_at=message.created_at)
        mine = Membership.objects.present().filter(room=room, person=message.author)
        if not mine.update(read_number=room.last_number):
            raise NotFound
        if archived_at:
            raise RoomArchived
        message.number, message.revision = room.last_number, room.revision
        message.save(force_insert=True)


def _refuse(message: Message) -> None:
    """Say why nothing was written."""
    mine = Membership.objects.present().filter(room=message.room_id, person=message.author_id)
    raise RoomArchived if mine.exists() else NotFound


def _advance(room: Room, revisions: int = 1, numbers: int = 0, spoken_at: datetime | None = None) -> Any:
    """Take so many revisions and message numbers; return when the room was archived."""
    moment = connection.ops.adapt_datetimefield_value(spoken_at)
    with connection.cursor() as cursor:
        cursor.execute(ADVANCE, [revisions, numbers, moment, room.pk])
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    room.revision, room.last_number, archived_at = row
    return archived_at
