"""Names in a text: who and which room may be meant by @name and #room."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from chat import limits

# A name begins where no word, address or path is going on, and no address goes on behind it (a@b, @a@b).
BEFORE = r"(?<![\w@#&/.+-])"
PERSON = re.compile(rf"{BEFORE}@([A-Za-z0-9_.-]{{1,{limits.USERNAME_CHARACTERS}}}+)(\w?)(?!@)")
ROOM = re.compile(rf"{BEFORE}#([\w-]{{1,{limits.ROOM_SLUG_CHARACTERS}}}+)(\w?)")
# A name may hold these signs, and a sentence may go on with them: "@alice." and "@alice-".
BREAK = re.compile(r"[.-]+|_+$")
# These are nobody's names: they mean all who are in the room.
HERE, EVERYONE = "here", "everyone"


@dataclass(frozen=True, slots=True)
class Candidates:
    """Usernames and slugs, in small letters, that a text may mean. There may be none of that name."""

    people: frozenset[str]
    rooms: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.people or self.rooms)


def candidates(text: str) -> Candidates:
    """Return the first NAME_CANDIDATES names of each kind that `render` may ask for; those in code it will not."""
    people = (name for match in PERSON.finditer(text) for name in readings(match) if name not in {HERE, EVERYONE})
    rooms = (name for match in ROOM.finditer(text) for name in readings(match))
    return Candidates(_first(people), _first(rooms))


def _first(names: Iterator[str]) -> frozenset[str]:
    return frozenset(islice(dict.fromkeys(names), limits.NAME_CANDIDATES))


def readings(match: re.Match[str]) -> Iterator[str]:
    """Yield the names that may be meant, in small letters, longest first: "a.b." is "a.b.", "a.b" or "a"."""
    typed, more = match.groups()
    if not more:
        yield typed.lower()
    for end in reversed([found.start() for found in BREAK.finditer(typed)]):
        if end:
            yield typed[:end].lower()
