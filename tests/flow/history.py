"""What scripted clients said and saw, and the rules that it must keep: promise 1, as a function."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Said:
    """A message as somebody saw it."""

    number: int
    author: int
    client_id: str
    text: str


@dataclass
class History:
    """`sent` in the order of sending, `acknowledged` by client_id, `seen` by observer in the order of arrival."""

    sent: dict[str, tuple[int, str]] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)
    answered_at: dict[str, float] = field(default_factory=dict)
    seen: dict[str, list[Said]] = field(default_factory=dict)

    def send(self, author: int, client_id: str, text: str) -> None:
        self.sent[client_id] = (author, text)

    def acknowledge(self, client_id: str, number: int) -> None:
        self.answered_at.setdefault(client_id, time.monotonic())
        known = self.acknowledged.setdefault(client_id, number)
        assert known == number, f"{client_id} was number {known}, and is {number}"

    def see(self, observer: str, *said: Said) -> None:
        self.seen.setdefault(observer, []).extend(said)


def violations(history: History, stored: Sequence[Said]) -> list[str]:
    """Return a sentence for every promise that was not kept; `stored` is what the database has, by number."""
    return [
        *_lost(history, stored),
        *_doubled_or_invented(history, stored),
        *_out_of_order(history, stored),
        *(line for observer, seen in history.seen.items() for line in _differences(observer, seen, stored)),
    ]


def _lost(history: History, stored: Sequence[Said]) -> list[str]:
    numbers = {said.client_id: said.number for said in stored}
    return [
        f"lost: {client_id} was acknowledged as {number}, and is {numbers.get(client_id)}"
        for client_id, number in history.acknowledged.items()
        if numbers.get(client_id) != number
    ]


def _doubled_or_invented(history: History, stored: Sequence[Said]) -> list[str]:
    known: set[str] = set()
    found = []
    # Before the first that was said stand lines of the system: who came.
    first = stored[0].number if stored else 1
    for place, said in enumerate(stored, first):
        if said.number != place:
            found.append(f"hole: number {said.number} stands at {place}")
        if said.client_id in known:
            found.append(f"doubled: {said}")
        if history.sent.get(said.client_id) != (said.author, said.text):
            found.append(f"invented: {said}")
        known.add(said.client_id)
    return found


def _out_of_order(history: History, stored: Sequence[Said]) -> list[str]:
    """An author's messages stand in the order in which they were sent, for each is sent after the last one's answer."""
    places = {client_id: place for place, client_id in enumerate(history.sent)}
    found, latest = [], dict[int, int]()
    for said in stored:
        place = places.get(said.client_id, -1)
        if place < latest.get(said.author, -1):
            found.append(f"out of order: {said}")
        latest[said.author] = place
    return found


def _differences(observer: str, seen: Sequence[Said], stored: Sequence[Said]) -> list[str]:
    """Every observer saw exactly what is stored, in its order."""
    if list(seen) == list(stored):
        return []
    pairs = enumerate(zip(seen, stored, strict=False), start=1)
    first = next((place for place, (one, other) in pairs if one != other), min(len(seen), len(stored)) + 1)
    return [f"{observer} saw {len(seen)} messages of {len(stored)}, another one from place {first} on"]
