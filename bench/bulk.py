"""Messages by the million: the database itself makes the rows, in one statement."""

from typing import Any

from django.db import connection
from django.db.models import Field
from django.utils import timezone

from chat.models import Message, Room, User

NUMBERS = {
    "postgresql": "WITH numbers (number) AS (SELECT * FROM generate_series(%s::bigint, %s::bigint))",
    "sqlite": (
        "WITH RECURSIVE numbers (number) AS"
        " (SELECT %s UNION ALL SELECT number + 1 FROM numbers WHERE number < CAST(%s AS INTEGER))"
    ),
}
RANDOM_ID = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}


def insert_messages(room: Room, authors: list[User], count: int) -> None:
    """The authors, whose ids follow each other, have said so much more in the room."""
    if count <= 0:
        return
    first, last = room.last_number + 1, room.last_number + count
    values = _values(room, authors)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in values)
    chosen = ", ".join(expression for expression, _ in values.values())
    given = [value for _, parameters in values.values() for value in parameters]
    insert = f"INSERT INTO {connection.ops.quote_name(Message._meta.db_table)} ({columns})"
    numbers = NUMBERS[connection.vendor]
    # Where the statement begins with the numbers, SQLite and PostgreSQL both take it.
    with connection.cursor() as cursor:
        cursor.execute(f"{numbers} {insert} SELECT {chosen} FROM numbers", [first, last, *given])
    room.last_number, room.revision, room.last_message_at = last, room.revision + count, timezone.now()
    room.save()


def _values(room: Room, authors: list[User]) -> dict[Field, tuple[str, list[Any]]]:
    """Return what each column holds, as SQL and its parameters: what the model has as default, where we say nothing."""
    made: dict[str, tuple[str, list[Any]]] = {
        "author": (f"{authors[0].pk} + number %% {len(authors)}", []),
        "number": ("number", []),
        "revision": (f"number + {room.revision - room.last_number}", []),
        "client_id": (RANDOM_ID[connection.vendor], []),
        "text": ("'Message ' || number", []),
        "html": ("'<p>Message ' || number || '</p>'", []),
    }
    usual = Message(room=room, created_at=timezone.now())
    fields = [field for field in Message._meta.local_concrete_fields if not (field.primary_key or field.generated)]
    return {field: made.get(field.name) or _constant(field, usual) for field in fields}


def _constant(field: Field, message: Message) -> tuple[str, list[Any]]:
    value = field.get_db_prep_save(getattr(message, field.attname), connection)
    return f"CAST(%s AS {field.db_type(connection)})", [value]
