"""The sidebar of the model browser: the rule of static/chat/js/rooms.js, once more."""

from collections.abc import Iterable
from typing import Any

Frame = dict[str, Any]
SHOWN = ["id", "slug", "url", "kind", "name", "topic", "archived", "role", "involvement", "last_number"]
COUNTED = ["read_number", "turned_back", "unread", "mentions"]


class Sidebar:
    """A person's rooms, kept right by `ready`, `you` and changes of any of them."""

    def __init__(self, person_id: int) -> None:
        self.person_id = person_id
        self.entries: dict[int, Frame] = {}

    def picture(self) -> dict[int, Frame]:
        """Return what the person sees."""
        return {
            room_id: {name: entry[name] for name in [*SHOWN, *COUNTED, "people"]}
            for room_id, entry in self.entries.items()
        }

    def state(self, room_id: int) -> Frame:
        """Return what the entry knows of the room itself, as a change of kind room has it."""
        entry = self.entries[room_id]
        state = {name: entry[name] for name in ("kind", "slug", "name", "topic", "archived")}
        # A direct room has no name; its entry has the others' names there.
        return state | {"name": ""} if entry["kind"] == "direct" else state

    def replace(self, entries: Iterable[Frame]) -> None:
        """Take the whole list; what is known to be newer than it stays."""
        before = self.entries
        self.entries = {entry["id"]: entry | {"listed": entry, "heard": {}} for entry in entries}
        for room_id, entry in self.entries.items():
            old = before.get(room_id)
            if old is not None:
                entry["last_number"] = max(entry["last_number"], old["last_number"])
                news = {number: one for number, one in old["heard"].items() if one[0] > entry["revision"]}
                entry["heard"] = news
                self._point(entry, old["turned_back"], old["read_number"])
            _count(entry)

    def read(self, room_id: int, number: int, turned_back: int) -> None:
        """Move the read pointer, if this is a newer one."""
        if room_id in self.entries:
            entry = self.entries[room_id]
            self._point(entry, turned_back, number)
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
                self._say(entry, change)
            case "member" if change["revision"] > entry["revision"]:
                self._join(entry, change["member"])
            case "room" if change["revision"] > entry["revision"]:
                entry |= {name: change["state"][name] for name in ("slug", "name", "topic", "archived")}

    def _point(self, entry: Frame, turned_back: int, number: int) -> None:
        if (turned_back, number) > (entry["turned_back"], entry["read_number"]):
            entry["turned_back"], entry["read_number"] = turned_back, number

    def _say(self, entry: Frame, change: Frame) -> None:
        message, listed = change["message"], entry["listed"]
        number = message["number"]
        is_mine = message["author"] == self.person_id
        is_named = not is_mine if message["mentions"] == "all" else self.person_id in message["mentions"]
        # Whoever writes has read; the list knew of what was written before it.
        if is_mine and not message["system"] and number > listed["last_number"]:
            self._point(entry, listed["turned_back"], number)
        entry["last_number"] = max(entry["last_number"], number)
        if change["revision"] > max(listed["revision"], entry["heard"].get(number, (0,))[0]):
            entry["heard"][number] = change["revision"], is_named, message["system"]
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
    heard, named = entry["heard"], set(entry["listed"]["mentions"])
    # Who has read what stands before a line of the system has read it.
    while heard.get(entry["read_number"] + 1, (0, False, False))[2]:
        entry["read_number"] += 1
    named |= {number for number, (_, is_named, _) in heard.items() if is_named}
    named -= {number for number, (_, is_named, _) in heard.items() if not is_named}
    entry["mentions"] = sorted(number for number in named if number > entry["read_number"])
    entry["unread"] = max(0, entry["last_number"] - entry["read_number"])
