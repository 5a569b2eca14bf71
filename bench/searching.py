"""A database of a million different messages, and how long search takes in it. It runs inside of a site."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from bench.babble import SENTENCES, Babble
from bench.bulk import insert_messages
from bench.past import timed
from bench.seed import make_people, make_room
from chat.models import Room, User
from chat.search import schema, search

ROOMS = 50
PEOPLE = 10
MESSAGES_A_DAY = 1_400
MAKE_SENTENCES = "CREATE TEMPORARY TABLE sentences (id integer PRIMARY KEY, text text, html text)"
# Half of all is said in the first room, the rest here and there; each message is a pair of sentences.
SECONDS_AGO = "((%(count)s - chat_message.id) * 86400 / %(a_day)s)"
MOMENT = {
    "sqlite": f"strftime('%%Y-%%m-%%d %%H:%%M:%%S', 'now', '-' || {SECONDS_AGO} || ' seconds')",
    "postgresql": f"now() - {SECONDS_AGO} * interval '1 second'",
}
SAY = """
UPDATE chat_message SET
    room_id = CASE WHEN chat_message.id %% 2 = 0 THEN %(room)s
              ELSE %(room)s + 1 + (chat_message.id / 2) %% %(others)s END,
    text = one.text || ' ' || other.text, html = one.html || other.html, created_at = MOMENT
FROM sentences AS one, sentences AS other
WHERE one.id = (chat_message.id * 7919) %% %(sentences)s
    AND other.id = (chat_message.id * 131 + chat_message.id / 997) %% %(sentences)s
"""
TIDY = {"sqlite": ["ANALYZE"], "postgresql": ["VACUUM FULL ANALYZE chat_message", "VACUUM ANALYZE chat_search"]}
SIZES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    "postgresql": "SELECT pg_database_size(current_database())",
}


def measure(count: int, calls: int) -> dict[str, Any]:
    """Return p50, p99 and max in milliseconds of each kind of search among so many messages, and the index's cost."""
    babble = Babble()
    people = make_people(PEOPLE + 1)
    rooms = [make_room(f"Room {number}", people[:PEOPLE]) for number in range(ROOMS)]
    small = make_room("Cellar", people[PEOPLE:])
    schema.drop(connection)
    fill(rooms, people[:PEOPLE], babble, count)
    insert_messages(small, people[PEOPLE:], 100)
    index = build()
    asks = kinds(babble)
    times = {kind: time_of(people[0], ask, calls) for kind, ask in asks.items()}
    for kind in ("a common word", "=>"):
        times[f"{kind}, in one small room"] = time_of(people[PEOPLE], asks[kind], calls)
    return {"times": times, "index": index}


def time_of(reader: User, ask: Callable[[], str], calls: int) -> dict[str, float]:
    return timed(lambda: search(reader, ask()), calls)


def fill(rooms: list[Room], people: list[User], babble: Babble, count: int) -> None:
    """The rooms hold so many messages together, and two are hardly ever alike."""
    names = {"count": count, "a_day": MESSAGES_A_DAY, "sentences": SENTENCES}
    names |= {"room": rooms[0].pk, "others": len(rooms) - 1}
    with transaction.atomic(), connection.cursor() as cursor:
        insert_messages(rooms[0], people, count)
        cursor.execute(MAKE_SENTENCES)
        numbered = [(number, *sentence) for number, sentence in enumerate(babble.sentences)]
        cursor.executemany("INSERT INTO sentences VALUES (%s, %s, %s)", numbered)
        cursor.execute(SAY.replace("MOMENT", MOMENT[connection.vendor]), names)
    Room.objects.update(last_number=count)


def build() -> dict[str, float]:
    """The index is there; return how long that took, and its size."""
    with connection.cursor() as cursor:
        cursor.execute(SIZES[connection.vendor])
        before, start = cursor.fetchone()[0], time.monotonic()
        with transaction.atomic():
            schema.build(connection)
        took = time.monotonic() - start
        for statement in TIDY[connection.vendor]:
            cursor.execute(statement)
        cursor.execute(SIZES[connection.vendor])
        return {"seconds": took, "mib": (cursor.fetchone()[0] - before) / 2**20}


def kinds(babble: Babble) -> dict[str, Callable[[], str]]:
    """Return what people look for, each time another one."""
    return {
        "a common word": lambda: f"{babble.common()} ",
        "a usual word": lambda: f"{babble.usual()} ",
        "a rare word": lambda: f"{babble.rare()} ",
        "a word of nobody": lambda: f"{babble.rare()}zx ",
        "two words": lambda: f"{babble.usual()} {babble.common()} ",
        "a phrase": lambda: f'"{babble.phrase()}"',
        "two letters": lambda: babble.usual()[:2],
        "four letters": lambda: babble.rare()[:4],
        "inside of words": lambda: f"*{babble.rare()[1:5]}*",
        "foo_bar()": lambda: "foo_bar()",
        "C++": lambda: "C++",
        "=>": lambda: "=>",
        "日本語": lambda: "日本語",
        "東京": lambda: "東京",
        "word from:": lambda: f"{babble.usual()} from:person{babble.random.randrange(PEOPLE)}",
        "word in:": lambda: f"{babble.usual()} in:room-{babble.random.randrange(1, ROOMS)}",
        "word before:": lambda: f"{babble.usual()} before:2026-01-31",
        "word -word": lambda: f"{babble.usual()} -{babble.common()} ",
        "has:link": lambda: "has:link",
    }
