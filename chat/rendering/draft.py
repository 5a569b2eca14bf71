"""A message while its HTML is written: the pieces so far, and whom and what it names."""

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from chat.rendering.code import Highlighter
from chat.rendering.names import EVERYONE, HERE, Names


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is not closed yet: where it leads, the part it begins with, and whether it shows its own address."""

    address: str
    start: int
    is_bare: bool


class Draft:
    """What the writers of HTML add to, and look up."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.parts: list[str] = []
        self.highlighter = Highlighter()
        self.people: set[str] = set()
        self.rooms: set[str] = set()
        self.has_link = False
        self.link: Link | None = None
        # The next number of each numbered list that is not closed yet.
        self.numbers: list[int] = []

    def name(self, sign: str, name: str) -> str:
        """Return a name as HTML, and remember that the message holds it."""
        return self._room(name) if sign == "#" else self._person(name)

    def _room(self, slug: str) -> str:
        self.rooms.add(slug)
        return f'<a class="room-link" data-room-link="{escape(slug)}" href="/rooms/{quote(slug)}/">#{escape(slug)}</a>'

    def _person(self, username: str) -> str:
        self.people.add(username)
        if username in {HERE, EVERYONE}:
            return f'<span class="mention" data-mention="{username}">@{username}</span>'
        shown = escape(self.names.people[username], quote=False)
        return f'<a class="mention" data-mention="{username}" href="/people/{username}/">@{shown}</a>'
