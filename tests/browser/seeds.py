"""What the embedded site holds before the first window opens; runs in a process with the site's own settings."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from chat.actions import memberships, rooms
from chat.models import Membership, Message, Room, User
from chat.rendering import render
from tests.servers.inside import sign_in

Line = tuple[str, datetime, str]
LONG_NAME = "Maximiliane Wolkenstein-Habersetzer von und zu Untergriesbach 12"
LONG_WORD = "Donaudampfschifffahrts" * 20
MANY = 180
MORNING = datetime(2025, 5, 3, 10, tzinfo=UTC)
DAYS: list[Line] = [
    ("alice", MORNING, "Good morning"),
    ("alice", MORNING + timedelta(minutes=2), "Coffee is ready"),
    ("alice", MORNING + timedelta(minutes=8), "Still warm"),
    ("bob", MORNING + timedelta(minutes=9), "Coming"),
    ("bob", MORNING + timedelta(days=1), "Slept well"),
]
WORDS: list[Line] = [
    ("maximiliane", MORNING, LONG_WORD),
    ("maximiliane", MORNING + timedelta(minutes=9), f"https://harbour.example/{'timetable/' * 40}"),
    ("bob", MORNING + timedelta(minutes=20), "صباح الخير! هل يمكن أن ننشر الجدول عند الرصيف أيضاً؟"),
]
# Every fifth one has more lines than the others, so that heights differ.
HISTORY: list[Line] = [
    (
        "bob" if number % 3 else "alice",
        MORNING + timedelta(minutes=7 * number),
        f"Message {number}" + "\nand on" * (number % 5),
    )
    for number in range(1, MANY + 1)
]


def furnish() -> dict[str, Any]:
    """Alice owns rooms that have been talked in, where Bob and Maximiliane are; return people and the rooms' slugs."""
    people = sign_in(["alice", "bob", "maximiliane"])
    User.objects.filter(username="maximiliane").update(display_name=LONG_NAME)
    cast = {person.username: person for person in User.objects.all()}
    talks = {"Days": DAYS, "Words": WORDS, "History": HISTORY}
    return {"people": people, "rooms": {name: talked_in(cast, name, lines).slug for name, lines in talks.items()}}


def talked_in(cast: dict[str, User], name: str, lines: list[Line]) -> Room:
    """A room where all of this was said, and read by everybody."""
    room = rooms.create(cast["alice"], Room.Kind.OPEN, name)
    memberships.add(cast["alice"], room, [cast["bob"], cast["maximiliane"]])
    room.refresh_from_db()
    # Who came is written there, too; these rooms are about what was said.
    room.messages.all().delete()
    said = [message(cast[author], room, number, text) for number, (author, _at, text) in enumerate(lines, 1)]
    Message.objects.bulk_create(said)
    for one, (_author, at, _text) in zip(said, lines, strict=True):
        one.created_at = at
    Message.objects.bulk_update(said, ["created_at"])
    Room.objects.filter(pk=room.pk).update(revision=said[-1].revision, last_number=len(said))
    Membership.objects.filter(room=room).update(read_number=len(said))
    return room


def message(author: User, room: Room, number: int, text: str) -> Message:
    fields = {"number": number, "revision": room.revision + number, "client_id": uuid.uuid4()}
    return Message(author=author, room=room, text=text, html=render(text).html, **fields)
