"""Who is here: the sockets of this process, by the rooms that they watch and the people who opened them."""

from collections.abc import Iterable, Mapping
from typing import Any

from chat import limits
from chat.live.closing import SIGNED_OUT, TOO_MANY_SOCKETS, Closing
from chat.live.fan_out import Turns
from chat.live.socket import Socket
from chat.live.watched import PresentPerson, Watched, WatchedRoom


class Attendance:
    def __init__(self) -> None:
        self.rooms: dict[int, WatchedRoom] = {}
        self.people: dict[int, PresentPerson] = {}
        self.turns = Turns()
        # Whose sockets, or their rooms, are others than presence knows.
        self.stirred: set[int] = set()

    def enter(self, socket: Socket) -> None:
        """Count a socket as its person's; close it when they have too many."""
        person = self.people.setdefault(socket.person_id, PresentPerson())
        if len(person.open) >= limits.SOCKETS_PER_PERSON:
            socket.close(TOO_MANY_SOCKETS)
            return
        person.open.add(socket)

    def watch(self, room_id: int, revision: int) -> WatchedRoom:
        """Return a room; when nobody here has watched it so far, from this revision on."""
        if room_id not in self.rooms:
            self.rooms[room_id] = WatchedRoom(room_id, revision, self.turns)
        return self.rooms[room_id]

    def describe(self, entries: Iterable[dict[str, Any]]) -> None:
        """Know what rooms are now; their own changes tell what comes after."""
        for entry in entries:
            if entry["id"] in self.rooms:
                self.rooms[entry["id"]].is_archived = entry["archived"]

    def pause(self, socket: Socket) -> None:
        """Send nothing to a socket until it is greeted again."""
        socket.is_here = False
        self.stirred.add(socket.person_id)
        for room_id in list(socket.rooms):
            self.rooms[room_id].drop({socket})
        if socket.person_id in self.people:
            self.people[socket.person_id].pause(socket)

    def leave(self, socket: Socket) -> None:
        """Forget a socket everywhere. Leaving twice is leaving once."""
        self.pause(socket)
        if socket.person_id in self.people:
            self.people[socket.person_id].discard(socket)

    def sign_out(self, sockets: list[Socket]) -> None:
        """Close the sockets of a log-in that ended."""
        for socket in sockets:
            socket.close(SIGNED_OUT)
            self.leave(socket)

    def close(self, person_id: int, connection: str, closing: Closing) -> None:
        """Close one socket of a person, if it is here."""
        for socket in self._named(person_id, connection):
            socket.close(closing)
            self.leave(socket)

    def hand(self, person_id: int, connection: str | None, text: str) -> None:
        """Hand a finished frame to one socket of a person, or to all, if they are here and keep up."""
        for socket in self._named(person_id, connection):
            if socket in self.people[person_id].sockets:
                socket.deliver(text)

    def _named(self, person_id: int, connection: str | None) -> list[Socket]:
        return [socket for socket in self.sockets_of(person_id) if connection in (None, socket.connection)]

    def sockets(self) -> list[Socket]:
        """Return all that are open, greeted or not."""
        return [socket for person in self.people.values() for socket in person.open]

    def sockets_of(self, person_id: int) -> list[Socket]:
        """Return a person's that are open, greeted or not."""
        return list(self.people[person_id].open) if person_id in self.people else []

    def forget_idle(self) -> set[str]:
        """Forget the rooms and people without sockets; return the groups that nobody here listens to any more."""
        for person_id in _idle(self.people):
            del self.people[person_id]
        return {self.rooms.pop(room_id).group for room_id in _idle(self.rooms)}


def _idle(watched: Mapping[int, Watched]) -> list[int]:
    return [key for key, one in watched.items() if one.is_idle(limits.ROOM_LINGER_SECONDS)]
