"""Names in a text: who and which room may be meant by @name and #room."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from chat import limits

# A name begins where no word, address or path is going on, and no address goes on behind it (a@b, @a@b).
BEFORE = r"(?<![^\W_])(?<![^\W_]_)(?<![@#&/])"
# A letter, or an accent on the last one.
MORE = r"[\w\u0300-\u036f]"
# Nothing is given back to the pattern once it is read: what follows a name decides about the whole of it.
PERSON = re.compile(rf"{BEFORE}@([A-Za-z0-9_.-]{{1,{limits.USERNAME_CHARACTERS}}}+)({MORE}?+)(?!@)")
ROOM = re.compile(rf"{BEFORE}#([\w-]{{1,{limits.ROOM_SLUG_CHARACTERS}}}+)({MORE}?+)")
# A name may hold these signs, and a sentence may go on with them: "@alice." and "@alice-".
BREAK = re.compile(r"[.-]+|_+$")
# These are nobody's names: they mean those who are there now, and all who are in the room.
HERE, EVERYONE = "here", "everyone"


@dataclass(frozen=True, slots=True)
class Candidates:
    """Usernames and slugs, in small letters, that a text may mean. There may be none of that name."""

    people: frozenset[str]
    rooms: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.people or self.rooms)


@dataclass(frozen=True, slots=True)
class Names:
    """The names that exist: display names by username, and the slugs of rooms."""

    people: Mapping[str, str]
    rooms: Collection[str]

    def at(self, text: str, position: int) -> str | None:
        """Return the name of this list that stands at the sign there, in small letters; None where there is none."""
        person = text[position] == "@"
        match = (PERSON if person else ROOM).match(text, position)
        known = {HERE, EVERYONE} if person else ()
        names = self.people if person else self.rooms
        return next((name for name in readings(match) if name in known or name in names), None) if match else None


def candidates(text: str) -> Candidates:
    """Return the first NAME_CANDIDATES names of each kind that `render` may ask for; those in code it will not."""
    people = (name for match in PERSON.finditer(text) for name in readings(match) if name not in {HERE, EVERYONE})
    rooms = (name for match in ROOM.finditer(text) for name in readings(match))
    return Candidates(_first(people), _first(rooms))


def readings(match: re.Match[str]) -> Iterator[str]:
    """Yield the names that may be meant, in small letters, longest first: "a.b." is "a.b.", "a.b" or "a"."""
    typed, more = match.groups()
    if not more:
        yield typed.lower()
    for end in reversed([found.start() for found in BREAK.finditer(typed)]):
        if end:
            yield typed[:end].lower()


def _first(names: Iterator[str]) -> frozenset[str]:
    return frozenset(islice(dict.fromkeys(names), limits.NAME_CANDIDATES))
