"""Who is here: what each process says of its own people, put together. No input, no output, no clock: only the rule."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from chat import limits
from chat.live.announcements import Present

# How people are seen: in front of a screen, elsewhere with the chat open, or not there at all.
HERE, AWAY, OFFLINE = "here", "away", "offline"
# What a process says beside these of somebody whose last socket has gone: perhaps they only load the page anew.
LEFT = "left"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """How somebody is seen, and in which rooms."""

    state: str
    rooms: frozenset[int]


NOWHERE = Whereabouts(OFFLINE, frozenset())


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody is seen otherwise than before."""

    person_id: int
    before: Whereabouts
    after: Whereabouts


@dataclass(frozen=True, slots=True)
class _Word:
    """What one process said last of one person. It counts until a moment, and is remembered for longer: a word that
    was overtaken on its way shall not undo it."""

    where: Whereabouts
    serial: int
    until: float
    remembered_until: float


class Presence:
    """Every word expires: nobody trusts a goodbye, and a process that is killed says none."""

    def __init__(self) -> None:
        # By person, then by process.
        self._words: dict[int, dict[str, _Word]] = {}
        self._heard: dict[str, float] = {}
        # Whom the words since the last `settle` may have moved.
        self._suspects: set[int] = set()
        # How everybody who is not offline is seen since the last `settle`, and who is seen in each room.
        self.seen: dict[int, Whereabouts] = {}
        self._in_room: dict[int, set[int]] = defaultdict(set)

    def take(self, news: Present, now: float) -> bool:
        """Take what a process says; return whether nothing was heard of it for so long that all of it was forgotten."""
        is_new = now - self._heard.get(news.process, float("-inf")) >= limits.PRESENCE_EXPIRY_SECONDS
        self._heard[news.process] = now
        for person_id, state, rooms in news.people:
            words = self._words.setdefault(person_id, {})
            before = words.get(news.process)
            if before is None or before.serial < news.serial:
                words[news.process] = _next_word(before, Whereabouts(state, frozenset(rooms)), news.serial, now)
                self._suspects.add(person_id)
        return is_new

    def counts(self, process: str, person_id: int, now: float) -> bool:
        """Tell whether the process has said of somebody that they are here or away, and has not taken it back."""
        word = self._words.get(person_id, {}).get(process)
        return word is not None and word.until > now

    def settle(self, now: float) -> list[Move]:
        """Return everybody who is seen otherwise than after the last call; this is how they are seen from now on."""
        self._forget(now)
        moves = [Move(person_id, self._seen(person_id), self._merged(person_id, now)) for person_id in self._suspects]
        self._suspects = set()
        moved = [move for move in moves if move.before != move.after]
        for move in moved:
            self._see(move)
        return moved

    def visible_in(self, rooms: Iterable[int]) -> dict[int, str]:
        """Return the states of those seen in any of these rooms: of PRESENCE_PEOPLE at most, small rooms first."""
        states: dict[int, str] = {}
        for room_id in sorted(rooms, key=lambda room_id: len(self._in_room.get(room_id, ()))):
            for person_id in self._in_room.get(room_id, ()):
                if len(states) >= limits.PRESENCE_PEOPLE:
                    return states
                states[person_id] = self.seen[person_id].state
        return states

    def _forget(self, now: float) -> None:
        for person_id, words in list(self._words.items()):
            if all(word.until > now for word in words.values()):
                continue
            self._suspects.add(person_id)
            self._words[person_id] = {key: word for key, word in words.items() if word.remembered_until > now}
            if not self._words[person_id]:
                del self._words[person_id]
        oldest = now - limits.PRESENCE_EXPIRY_SECONDS
        self._heard = {process: at for process, at in self._heard.items() if at > oldest}

    def _merged(self, person_id: int, now: float) -> Whereabouts:
        """One socket here is enough to be here, in whichever process."""
        places = [word.where for word in self._words.get(person_id, {}).values() if word.until > now]
        if not places:
            return NOWHERE
        state = HERE if any(place.state == HERE for place in places) else AWAY
        return Whereabouts(state, frozenset().union(*(place.rooms for place in places)))

    def _seen(self, person_id: int) -> Whereabouts:
        return self.seen.get(person_id, NOWHERE)

    def _see(self, move: Move) -> None:
        for room_id in move.before.rooms - move.after.rooms:
            self._in_room[room_id].discard(move.person_id)
            if not self._in_room[room_id]:
                del self._in_room[room_id]
        for room_id in move.after.rooms:
            self._in_room[room_id].add(move.person_id)
        self.seen[move.person_id] = move.after
        if move.after.state == OFFLINE:
            del self.seen[move.person_id]


def _next_word(before: _Word | None, where: Whereabouts, serial: int, now: float) -> _Word:
    remembered_until = now + limits.PRESENCE_EXPIRY_SECONDS
    if where.state in {HERE, AWAY}:
        return _Word(where, serial, remembered_until, remembered_until)
    if where.state == LEFT and before is not None:
        return _Word(before.where, serial, min(before.until, now + limits.PRESENCE_LINGER_SECONDS), remembered_until)
    return _Word(NOWHERE, serial, now, remembered_until)
