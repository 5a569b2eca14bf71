"""The least that a browser must know: it takes the protocol's frames, and tests compare it with a fresh fetch."""

import re
from typing import Any

from tests.flow.sidebar import Sidebar

Frame = dict[str, Any]
# What messages/_message.jinja shows of people: browsers put their present names there.
AUTHOR = re.compile(r'(<span class="face")[^>]*>[^<]*(?:<img[^>]*>)?|(data-name-of="\d+"[^>]*>)[^<]*')


class ShownRoom:
    """A room on the screen: rows, each with its revision. Taking a change twice, or late, changes nothing."""

    def __init__(self, state: Frame) -> None:
        self.first_state = state
        # Everything up to here is known.
        self.revision = 0
        # Until a sync has answered, a live change may run ahead of changes that are on their way.
        self.is_caught_up = False
        # By kind and key: the row's revision, and the row.
        self.rows: dict[tuple[str, int], tuple[int, Any]] = {("room", 0): (-1, state)}

    def apply(self, change: Frame) -> None:
        """The row that the change is about is as the change says, unless it is newer already."""
        match change["kind"]:
            case "message":
                self._put("message", change["message"]["number"], change["revision"], change["message"])
            case "member":
                self._put("member", change["member"]["person"]["id"], change["revision"], change["member"])
                self._put("count", 0, change["revision"], change["members"])
            case "room":
                self._put("room", 0, change["revision"], change["state"])

    def take(self, frame: Frame) -> None:
        """Apply a `change`, or a whole `sync`, and move the revision on."""
        if frame["type"] == "change":
            self.apply(frame)
            if self.is_caught_up:
                self.revision = max(self.revision, frame["revision"])
            return
        assert "reset" not in frame, "a reset is for whoever shows the room to obey"
        assert frame["from"] <= self.revision, f"a hole between {self.revision} and {frame['from']}"
        for change in frame["changes"]:
            assert frame["from"] < change["revision"] <= frame["to"]
            self.apply(change)
        self.revision = max(self.revision, frame["to"])
        self.is_caught_up = True

    @property
    def messages(self) -> dict[int, Frame]:
        return self._of_kind("message")

    def picture(self) -> Frame:
        """Return what a person sees."""
        members = self._of_kind("member")
        return {
            "state": self.rows["room", 0][1],
            "members": {key: member for key, member in members.items() if not member["removed"]},
            "count": self.rows.get(("count", 0), (0, 0))[1],
            "messages": {number: _dressed(message, members) for number, message in sorted(self.messages.items())},
        }

    def _of_kind(self, kind: str) -> dict[int, Frame]:
        return {key: row for (kind_, key), (_, row) in self.rows.items() if kind_ == kind}

    def _put(self, kind: str, key: int, revision: int, row: Any) -> None:
        known, _ = self.rows.get((kind, key), (-1, None))
        if revision > known:
            self.rows[kind, key] = (revision, row)


def _dressed(message: Frame, members: dict[int, Frame]) -> Frame:
    """Return the message with its author's present name and face, where it is known."""
    if message["author"] not in members:
        return message
    author = members[message["author"]]["person"]
    undressed = AUTHOR.sub(lambda found: found[1] or found[2], message["html"])
    return {**message, "html": undressed, "by": (author["name"], author["initials"], author["hue"], author["avatar"])}


class Browser:
    """One tab: the sidebar, and rooms on the screen. `unopened` are rooms in the sidebar that are not shown yet."""

    def __init__(self, person_id: int) -> None:
        self.sidebar = Sidebar(person_id)
        self.rooms: dict[int, ShownRoom] = {}
        # Every change of a shown room, as it came.
        self.heard: list[Frame] = []

    @property
    def unopened(self) -> set[int]:
        return self.sidebar.entries.keys() - self.rooms.keys()

    def hello(self) -> dict[str, int]:
        """Return what hello says of the rooms on the screen, and wait for what follows."""
        for room in self.rooms.values():
            room.is_caught_up = False
        return {str(room_id): room.revision for room_id, room in self.rooms.items()}

    def open(self, room_id: int) -> ShownRoom:
        """Show a room of which nothing but its entry is known yet."""
        self.rooms[room_id] = ShownRoom(self.sidebar.state(room_id))
        return self.rooms[room_id]

    def take(self, frame: Frame) -> None:
        """Know what the frame says."""
        match frame:
            case {"type": "ready"} | {"type": "you", "kind": "rooms"}:
                self.sidebar.replace(frame["rooms"])
            case {"type": "you", "kind": "read"}:
                self.sidebar.read(frame["room"], frame["number"], frame["turned_back"])
            case {"type": "change", "room": room_id}:
                self._hear(room_id, frame, [frame])
            case {"type": "sync", "room": room_id}:
                self._hear(room_id, frame, frame.get("changes", []))
        for gone in self.rooms.keys() - self.sidebar.entries.keys():
            del self.rooms[gone]

    def picture(self) -> Frame:
        """Return what the person sees."""
        shown = {room_id: room.picture() for room_id, room in self.rooms.items()}
        return {"sidebar": self.sidebar.picture(), "rooms": shown}

    def _hear(self, room_id: int, frame: Frame, changes: list[Frame]) -> None:
        for change in changes:
            self.sidebar.apply(change)
        if room_id in self.rooms:
            self.heard += changes
            self.rooms[room_id].take(frame)
