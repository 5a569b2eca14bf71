"""A cast and a talk worth looking at, for `bin/run --demo` and for screenshots."""

import secrets
import uuid
from collections.abc import Iterator

from chat.actions import edits, memberships, messages, people, pins, reactions, rooms
from chat.actions.founding import Founder, found, is_founded
from chat.models import Community, Message, Room, User

PASSWORD_BYTES = 9
CAST = {"alice": "Alice Winter", "bob": "Bob Okafor", "charlie": "Charlie Lindqvist", "dina": "دينا حداد"}
GENERAL = [
    ("alice", "Good morning, and welcome to Harbour. This is the room for everybody."),
    ("bob", "Morning! The new timetable is up: https://harbour.example/timetable"),
    ("bob", "Ferry 3 leaves ten minutes earlier from Monday."),
    ("charlie", "Noted. I will tell the kitchen, they load at quarter past."),
    ("dina", "صباح الخير! هل يمكن أن ننشر الجدول عند الرصيف أيضاً؟"),
    ("alice", "Yes, please. Two copies: one at the pier, one in the waiting room.\nThe printer is fixed again."),
    ("dina", "Done by noon."),
    ("charlie", "And the soup today is pumpkin, for those who plan their breaks by it."),
    ("bob", "Some of us do."),
]
WORKSHOP = [
    ("bob", "The winch on the north side is repaired. It was the smallest of the three gears."),
    ("alice", "Nice find. What did it cost?"),
    ("bob", "Forty minutes and a spanner. For next time:\n\n- gear 3 sits **behind** the plate\n- `torque = 40` Nm"),
]
DIRECT = [("alice", "Can you take the early shift on Thursday?"), ("bob", "Gladly, if I may leave at two.")]


def make_demo() -> Iterator[str]:
    """Make the cast, their rooms and their talk if the site is new; yield lines that say how to log in."""
    if is_founded():
        yield "The site is in use already: no demo was made."
        return
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    cast = _make_cast(password)
    general = Community.objects.get().first_room
    workshop = rooms.create(cast["bob"], Room.Kind.OPEN, "Workshop", "Winches, engines, and who has the spanner")
    board = rooms.create(cast["alice"], Room.Kind.CLOSED, "Board", "Numbers before Friday")
    rooms.create(cast["charlie"], Room.Kind.OPEN, "Kitchen", "Soup of the day, and allergies")
    memberships.join(cast["alice"], workshop)
    memberships.add(cast["alice"], board, [cast["charlie"]])
    _liven(cast, _talk(cast, general, GENERAL))
    _talk(cast, workshop, WORKSHOP)
    _talk(cast, rooms.open_direct(cast["alice"], [cast["bob"]]), DIRECT)
    yield f"Demo people: {', '.join(cast)}. The password of each is: {password}"


def _make_cast(password: str) -> dict[str, User]:
    founder = Founder("alice", "alice@harbour.example", password, CAST["alice"])
    cast = {"alice": found("Harbour", "General", founder)}
    general = Community.objects.get().first_room
    rooms.change(cast["alice"], general, name="General", topic="News and everything that has no room of its own")
    for username, name in list(CAST.items())[1:]:
        email = f"{username}@harbour.example"
        cast[username] = User.objects.create_user(username, email, password, display_name=name)
        people.welcome(cast[username])
    return cast


def _liven(cast: dict[str, User], said: list[Message]) -> None:
    """Do what people do with what was said: answer, react, correct, pin."""
    timetable, correction, soup = said[1], said[2], said[7]
    pins.pin(cast["alice"], timetable)
    edits.edit(cast["bob"], correction, "Ferry 3 leaves **ten minutes** earlier from Monday.")
    for name, emoji in [("alice", "🎃"), ("bob", "🎃"), ("dina", "🎃"), ("alice", "👏")]:
        reactions.add(cast[name], soup, emoji)
    messages.post(cast["charlie"], soup.room, uuid.uuid4(), "A bowl for you, @bob?", answers=said[8])


def _talk(cast: dict[str, User], room: Room, lines: list[tuple[str, str]]) -> list[Message]:
    return [messages.post(cast[name], room, uuid.uuid4(), text) for name, text in lines]
