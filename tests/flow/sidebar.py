"""The sidebar of the model browser: the rule of static/chat/js/rooms.js, once more."""

from collections.abc import Iterable
from typing import Any

Frame = dict[str, Any]
SHOWN = ["id", "slug", "url", "kind", "name", "topic", "archived", "role", "last_number", "read_number", "unread"]


class Sidebar:
    """A person's rooms, kept right by `ready`, `you` and changes of any of them."""

    def __init__(self, person_id: int) -> None:
        self.person_id = person_id
        self.entries: dict[int, Frame] = {}

    def picture(self) -> dict[int, Frame]:
        """Return what the person sees."""
        return {room_id: {name: entry[name] for name in [*SHOWN, "people"]} for room_id, entry in self.entries.items()}

    def state(self, room_id: int) -> Frame:
        """Return what the entry knows of the room itself, as a change of kind room has it."""
        entry = self.entries[room_id]
        state = {name: entry[name] for name in ("kind", "slug", "name", "topic", "archived")}
        # A direct room has no name; its entry has the others' names there.
        return state | {"name": ""} if entry["kind"] == "direct" else state

    def replace(self, entries: Iterable[Frame]) -> None:
        """Take the whole list; pointers only go forward."""
        before, self.entries = self.entries, {entry["id"]: {**entry} for entry in entries}
        for room_id, entry in self.entries.items():
            for pointer in ("read_number", "last_number"):
                entry[pointer] = max(entry[pointer], before.get(room_id, entry)[pointer])
            _count(entry)

    def read(self, room_id: int, number: int) -> None:
        """Move the read pointer forward."""
        if room_id in self.entries:
            entry = self.entries[room_id]
            entry["read_number"] = max(entry["read_number"], number)
            _count(entry)

    def apply(self, change: Frame) -> None:
        """Show what the change says, unless the list was newer."""
        if change["kind"] == "member":
            self._rename(change["member"]["person"])
        entry = self.entries.get(change["room"])
        if entry is None:
            return
        match change["kind"]:
            case "message":
                self._say(entry, change["message"])
            case "member" if change["revision"] > entry["revision"]:
                self._join(entry, change["member"])
            case "room" if change["revision"] > entry["revision"]:
                entry |= {name: change["state"][name] for name in ("slug", "name", "topic", "archived")}

    def _say(self, entry: Frame, message: Frame) -> None:
        entry["last_number"] = max(entry["last_number"], message["number"])
        # Whoever writes has read.
        if message["author"] == self.person_id:
            self.read(entry["id"], message["number"])
        _count(entry)

    def _join(self, entry: Frame, member: Frame) -> None:
        if member["person"]["id"] != self.person_id:
            return
        entry["role"] = member["role"]
        if member["removed"]:
            del self.entries[entry["id"]]

    def _rename(self, person: Frame) -> None:
        for entry in self.entries.values():
            if person["id"] in [other["id"] for other in entry["people"]]:
                entry["people"] = [person if other["id"] == person["id"] else other for other in entry["people"]]
                entry["name"] = ", ".join(other["name"] for other in entry["people"])


def _count(entry: Frame) -> None:
    entry["unread"] = max(0, entry["last_number"] - entry["read_number"])
