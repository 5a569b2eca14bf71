"""What processes tell each other through the channel layer: finished frames, with the little that the hub must know."""

from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

# Every process is in it.
PROCESSES_GROUP = "processes"


@dataclass(frozen=True, slots=True)
class Change:
    """A stored thing in a room is now so. `text` is the frame for browsers."""

    type: ClassVar[str] = "change"
    room_id: int
    revision: int
    text: str
    person_id: int | None = None
    # A message's number: its author has read up to it.
    number: int = 0
    # A removed person's sockets leave the room at this revision.
    removed: bool = False
    # A line of the system: whoever has read what stands before it has read it.
    quiet: bool = False
    # Whether the room is archived, where the change is about the room itself.
    archived: bool | None = None

    @property
    def group(self) -> str:
        return room_group(self.room_id)

    def removes(self, person_id: int) -> bool:
        """Tell whether this is the end of the person's membership."""
        return self.removed and self.person_id == person_id


class ToProcesses:
    """What every process may have to know. News of one person goes to all, too: they are rare, and a group of the layer
    for each person would cost everybody who comes a subscription.
    """

    __slots__ = ()
    group: ClassVar[str] = PROCESSES_GROUP


@dataclass(frozen=True, slots=True)
class ReadOn(ToProcesses):
    """People's read pointers moved: (person, room, turned back, number) each. Many at once, for all processes.

    `seen` are those among them that everybody in the room may see: (person, room, number).
    """

    type: ClassVar[str] = "read"
    reads: list[tuple[int, int, int, int]]
    seen: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RoomsChanged(ToProcesses):
    """A person's list of rooms is another one: whoever holds their sockets reads it."""

    type: ClassVar[str] = "rooms"
    person_id: int


@dataclass(frozen=True, slots=True)
class SignedOut(ToProcesses):
    """A log-in ended, named by its digest; without one, every log-in of the person."""

    type: ClassVar[str] = "signed_out"
    person_id: int
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class CloseConnection(ToProcesses):
    """A socket of the person shall close: its owner wants so, or an administrator."""

    type: ClassVar[str] = "close"
    person_id: int
    connection: str
    by_owner: bool


@dataclass(frozen=True, slots=True)
class ToConnection(ToProcesses):
    """`text` is a frame for one socket of the person, or without a name for all of them."""

    type: ClassVar[str] = "to"
    person_id: int
    connection: str | None
    text: str


@dataclass(frozen=True, slots=True)
class PersonChanged(ToProcesses):
    """A person has another name, or hides now, or no longer: whoever holds their sockets reads it."""

    type: ClassVar[str] = "person"
    person_id: int


@dataclass(frozen=True, slots=True)
class Present(ToProcesses):
    """What a process says of its own people: (person, state, rooms) each; presence.py says what the states mean.

    A process' words are numbered, for the layer may reorder them.
    """

    type: ClassVar[str] = "present"
    process: str
    serial: int
    people: list[tuple[int, str, list[int]]]


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody types in a room. `text` is the frame for the browsers of the others."""

    type: ClassVar[str] = "typing"
    room_id: int
    person_id: int
    text: str

    @property
    def group(self) -> str:
        return room_group(self.room_id)


Announcement = (
    Change | ReadOn | RoomsChanged | SignedOut | CloseConnection | ToConnection | PersonChanged | Present | Typing
)
KINDS: dict[str, type[Announcement]] = {
    kind.type: kind
    for kind in (
        Change,
        ReadOn,
        RoomsChanged,
        SignedOut,
        CloseConnection,
        ToConnection,
        PersonChanged,
        Present,
        Typing,
    )
}


def room_group(room_id: int) -> str:
    return f"room_{room_id}"


def pack(announcement: Announcement) -> dict[str, Any]:
    """Return the announcement as a channel layer message."""
    return {"type": announcement.type, **asdict(announcement)}


def unpack(message: dict[str, Any]) -> Announcement:
    """Return the announcement in a channel layer message; KeyError or TypeError when it is none of ours."""
    fields = {name: value for name, value in message.items() if name != "type"}
    return KINDS[message["type"]](**fields)
