"""A database full of messages, and how long reading takes in it. It runs inside of a site, as bench/seed.py does."""

import random
import time
from collections.abc import Callable, Iterator

from django.db import connection, transaction

from bench.bulk import insert_messages
from bench.percentile import percentile
from bench.seed import make_people, make_room
from chat import queries
from chat.models import Room, User
from chat.search import schema

ROOMS = 50
PEOPLE = 10
# Half of all was said in one room.
SHARE_OF_THE_FIRST = 0.5
# Who comes back has missed up to so many.
MISSED = 100
WARM_UP = 20

Times = dict[str, dict[str, float]]


def measure(counts: list[int], calls: int) -> Iterator[Times]:
    """Yield p50, p99 and max, in milliseconds, of each kind of reading, as 50 rooms grow to these many messages."""
    people = make_people(PEOPLE)
    rooms = [make_room(f"Room {number}", people) for number in range(ROOMS)]
    for count in counts:
        fill(rooms, people, count)
        yield read_all(rooms[0], people[0], calls)


def fill(rooms: list[Room], people: list[User], count: int) -> None:
    """The rooms hold so many messages together, the first of them most; the database knows it, and has tidied up."""
    first = int(count * SHARE_OF_THE_FIRST)
    sizes = [first] + [(count - first) // (len(rooms) - 1)] * (len(rooms) - 1)
    with transaction.atomic():
        # Search's triggers would take minutes for a million rows; what they would have made is built of them all.
        schema.drop(connection)
        for room, size in zip(rooms, sizes, strict=True):
            insert_messages(room, people, size - room.last_number)
        schema.build(connection)
    tidy = "VACUUM ANALYZE chat_message" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(tidy)


def read_all(room: Room, reader: User, calls: int) -> Times:
    kinds: dict[str, Callable[[], object]] = {
        "history page": lambda: queries.page_before(room, random.randint(2, room.last_number)),
        "catch-up": lambda: queries.changes_since(room.pk, room.revision - random.randint(1, MISSED)),
        "unread list": lambda: queries.entries(reader),
    }
    return {name: timed(read, calls) for name, read in kinds.items()}


def timed(read: Callable[[], object], calls: int) -> dict[str, float]:
    for _ in range(WARM_UP):
        read()
    took = sorted(seconds(read) for _ in range(calls))
    return {f"{name}_ms": percentile(took, share) * 1000 for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1))}


def seconds(read: Callable[[], object]) -> float:
    start = time.perf_counter()
    read()
    return time.perf_counter() - start
