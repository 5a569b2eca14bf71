"""Posting at a fixed rate, by due time: what leaves late was late, and the latency says so."""

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.load.client import Client
from bench.load.crowd import Crowd
from bench.load.ledger import Ledger, Room, marked

# After so long without a delivery, what is missing does not come any more.
SILENCE_SECONDS = 3
DRAIN_SECONDS = 60


@dataclass(frozen=True)
class Spoken:
    """What became of some posts. `latencies` and `lags` are sorted nanoseconds: deliveries, and posts that left late.

    `busy` is the generator's own share of a core.
    """

    posts: int
    posting_seconds: float
    expected: int
    deliveries: int
    seconds: float
    latencies: Sequence[int]
    lags: Sequence[int]
    busy: float


class Speakers:
    """The rooms take turns, and in each room its members."""

    def __init__(self, crowd: Crowd, ledger: Ledger, clients: list[Client]) -> None:
        self.crowd = crowd
        self.ledger = ledger
        self.turn = 0
        members: dict[Room, list[Client]] = defaultdict(list)
        for client in clients:
            members[client.place.room].append(client)
        self.members = list(members.items())

    def post(self, due: int, characters: int) -> None:
        """The next in turn says something; nothing is said when the server has closed their socket."""
        room, clients = self.members[self.turn % len(self.members)]
        speaker = clients[self.turn // len(self.members) % len(clients)]
        self.turn += 1
        if not speaker.closed_because:
            speaker.post(marked(self.ledger.post(room, due), characters))

    def speak(
        self, rate: float, seconds: float, *, characters: int = 80, meanwhile: Callable[[], object] = bool
    ) -> Spoken:
        """Post `rate` messages a second for so long, and wait until all have arrived or nothing comes any more.

        `meanwhile` is called in between, and ends the posting early by answering True.
        """
        gc.collect()
        gc.disable()
        try:
            return self._speak(rate, max(1, round(rate * seconds)), characters, meanwhile)
        finally:
            gc.enable()

    def _speak(self, rate: float, posts: int, characters: int, meanwhile: Callable[[], object]) -> Spoken:
        ledger, lags = self.ledger, []
        ledger.begin()
        cpu, start = time.process_time(), time.monotonic_ns()

        def next_due() -> int:
            return start + int(len(lags) * 1e9 / rate)

        def all_posted() -> bool:
            if meanwhile():
                return True
            while len(lags) < posts and (due := next_due()) <= (now := time.monotonic_ns()):
                self.post(due, characters)
                lags.append(now - due)
            return len(lags) == posts

        self.crowd.run(all_posted, posts / rate + DRAIN_SECONDS, next_due)
        posting = max(time.monotonic_ns() - start, int(len(lags) / rate * 1e9)) / 1e9
        self._drain()
        took = max((ledger.last_arrival - start) / 1e9, posting)
        busy = (time.process_time() - cpu) / ((time.monotonic_ns() - start) / 1e9)
        latencies = sorted(ledger.latencies)
        return Spoken(len(lags), posting, ledger.expected, ledger.delivered, took, latencies, sorted(lags), busy)

    def _drain(self) -> None:
        posted = time.monotonic_ns()

        def is_over() -> bool:
            silence = time.monotonic_ns() - max(self.ledger.last_arrival, posted)
            return self.ledger.is_complete or silence > SILENCE_SECONDS * 1e9

        self.crowd.run(is_over, DRAIN_SECONDS)
