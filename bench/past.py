"""A database full of messages, and how long reading takes in it. It runs inside of a site, as bench/seed.py does."""

import random
import time
import uuid
from collections.abc import Callable

from django.db import connection, transaction

from bench.percentile import percentile
from bench.seed import make_people, make_room
from chat import queries
from chat.models import Message, Room

ROOMS = 50
PEOPLE = 10
# Half of all was said in one room.
SHARE_OF_THE_FIRST = 0.5
# Who comes back has missed up to so many.
MISSED = 100
WARM_UP = 20
CHUNK = 10_000

# On PostgreSQL the database itself makes the rows.
GENERATE = """
INSERT INTO chat_message (room_id, author_id, number, revision, client_id, text, html, created_at)
SELECT %(room)s, (%(authors)s::bigint[])[1 + number %% array_length(%(authors)s::bigint[], 1)], number,
       number + %(revision)s, gen_random_uuid(), 'Message ' || number, '<p>Message ' || number || '</p>',
       now() - (%(count)s - number) * interval '1 second'
FROM generate_series(1, %(count)s) AS number
"""


def measure(count: int, calls: int) -> dict[str, dict[str, float]]:
    """Return p50, p99 and max, in milliseconds, of each kind of reading among `count` messages in 50 rooms."""
    people = make_people(PEOPLE)
    rooms = fill(people, count)
    reader = people[0]
    kinds: dict[str, Callable[[], object]] = {
        "history page": lambda: queries.page_before(rooms[0], random.randint(2, rooms[0].last_number)),
        "catch-up": lambda: queries.changes_since(rooms[0].pk, rooms[0].revision - random.randint(1, MISSED)),
        "unread list": lambda: queries.entries(reader),
    }
    return {name: timed(read, calls) for name, read in kinds.items()}


def fill(people: list, count: int) -> list[Room]:
    """Return rooms that hold so many messages together, the first of them most."""
    with transaction.atomic():
        rooms = [make_room(f"Room {number}", people) for number in range(ROOMS)]
        first = int(count * SHARE_OF_THE_FIRST)
        for room, size in zip(rooms, [first] + [(count - first) // (ROOMS - 1)] * (ROOMS - 1), strict=True):
            say(room, [person.pk for person in people], size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rooms


def say(room: Room, authors: list[int], count: int) -> None:
    """The authors have said so much in a room where nobody had spoken."""
    revision = room.revision
    if connection.vendor == "postgresql":
        names = {"room": room.pk, "authors": authors, "revision": revision, "count": count}
        with connection.cursor() as cursor:
            cursor.execute(GENERATE, names)
    else:
        for start in range(1, count + 1, CHUNK):
            Message.objects.bulk_create(rows(room, authors, range(start, min(start + CHUNK, count + 1))))
    room.last_number, room.revision = count, revision + count
    room.save()


def rows(room: Room, authors: list[int], numbers: range) -> list[Message]:
    return [
        Message(
            room=room,
            author_id=authors[number % len(authors)],
            number=number,
            revision=room.revision + number,
            client_id=uuid.uuid4(),
            text=f"Message {number}",
            html=f"<p>Message {number}</p>",
        )
        for number in numbers
    ]


def timed(read: Callable[[], object], calls: int) -> dict[str, float]:
    for _ in range(WARM_UP):
        read()
    took = sorted(seconds(read) for _ in range(calls))
    return {f"{name}_ms": percentile(took, share) * 1000 for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1))}


def seconds(read: Callable[[], object]) -> float:
    start = time.perf_counter()
    read()
    return time.perf_counter() - start
