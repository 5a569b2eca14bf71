"""What was said, what arrived where, and how long it took. One order a room: whatever its first reader saw."""

import re
from array import array
from collections.abc import Callable, Sequence

# Every text of the benchmark carries its number like this. Letters and digits, so that no server changes it.
MARKER = re.compile(rb"zq([0-9]+)qz")
FILLING = " The ferry leaves ten minutes earlier from Monday, says the harbour master."
# Numbers below belong to messages that were stored before anybody listened.
FIRST_LIVE = 1_000_000


def marked(number: int, characters: int) -> str:
    """Return a text with its marker, of this many characters."""
    text = f"zq{number}qz"
    return (text + FILLING * (characters // len(FILLING) + 1))[:characters]


class Room:
    """Who listens, what was posted, and the order in which the first of the listeners saw it.

    It begins with the `stored` messages 1, 2, 3 ...
    """

    def __init__(self, listeners: int, stored: int = 0) -> None:
        self.listeners = listeners
        self.stored = stored
        self.order = list(range(1, stored + 1))
        self.heard = set(self.order)
        self.posted = set(self.order)

    def hear(self, number: int) -> bool:
        """The number is the next in the room's order; False when somebody heard it before."""
        if number in self.heard:
            return False
        self.heard.add(number)
        self.order.append(number)
        return True


class Place:
    """How far one listener has come in their room."""

    __slots__ = ("gaps", "ledger", "repeats", "room", "seen")

    def __init__(self, ledger: "Ledger", room: Room) -> None:
        self.ledger = ledger
        self.room = room
        self.seen = self.gaps = self.repeats = 0

    def take(self, number: int, now: int) -> None:
        """Count one delivery: the next in the room's order, or else something is wrong."""
        order = self.room.order
        if self.seen == len(order):
            is_next = self.room.hear(number)
        else:
            is_next = order[self.seen] == number or self._skip_to(number)
        if not is_next:
            self.repeats += 1
            return
        self.seen += 1
        self.ledger.count(number, now)

    def _skip_to(self, number: int) -> bool:
        """Make `number` the next one, counting those before it as missed; False when it was there already."""
        order = self.room.order
        if number in order[: self.seen]:
            return False
        self.room.hear(number)
        self.gaps += order.index(number) - self.seen
        self.seen = order.index(number)
        return True


class Absentee(Place):
    """Somebody who missed what is stored; `catches_up` is called when all of it has come."""

    def __init__(self, ledger: "Ledger", room: Room, catches_up: Callable[[], None]) -> None:
        super().__init__(ledger, room)
        self.catches_up = catches_up

    def take(self, number: int, now: int) -> None:
        super().take(number, now)
        if self.seen == self.room.stored and number < FIRST_LIVE:
            self.catches_up()


class Ledger:
    """When each message was due, and what became of its deliveries. Those of stored messages are not counted."""

    def __init__(self, rooms: Sequence[Room]) -> None:
        self.rooms = rooms
        self.next_number = FIRST_LIVE
        self.due: dict[int, int] = {}
        self.expected = self.delivered = 0
        self.latencies = array("q")
        self.last_arrival = 0

    def begin(self) -> None:
        """Count from here on: what has not come by now is not waited for."""
        self.due.clear()
        self.expected = self.delivered = 0
        self.latencies = array("q")

    def post(self, room: Room, due: int) -> int:
        """Return the number of a new message. Its deliveries are timed when it was `due` (monotonic nanoseconds)."""
        number, self.next_number = self.next_number, self.next_number + 1
        room.posted.add(number)
        self.expected += room.listeners
        self.due[number] = due
        return number

    def count(self, number: int, now: int) -> None:
        """Time a delivery, if it belongs to what is measured now."""
        due = self.due.get(number)
        if due is not None:
            self.delivered += 1
            self.last_arrival = now
            self.latencies.append(now - due)

    @property
    def is_complete(self) -> bool:
        return self.delivered >= self.expected


def faults(places: Sequence[Place]) -> tuple[int, int]:
    """Return how many deliveries are missing, and how many came twice, out of order, or from nowhere."""
    wrong = sum(place.repeats for place in places)
    missing = sum(place.gaps for place in places)
    for room in {id(place.room): place.room for place in places}.values():
        wrong += len(room.heard - room.posted)
        missing += sum(len(room.heard | room.posted) - place.seen for place in places if place.room is room)
    return missing, wrong
