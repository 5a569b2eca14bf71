"""Clients on their way in: so many at once, and who is sent away comes again."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.load.client import Client
from bench.load.crowd import Crowd

COME_AGAIN_SECONDS = 1
TRIES = 10
# Between these, others are read.
STARTS_A_STEP = 20


@dataclass
class Comer:
    """Somebody who wants in. A socket is used once: `make` gives another client for each try."""

    make: Callable[[], Client]
    first_try: float = 0.0
    next_try: float = 0.0
    tries: int = TRIES


class Arrival:
    """`step` lets the next ones in. `took` has the seconds that each needed from its first try on."""

    def __init__(self, crowd: Crowd, makers: Sequence[Callable[[], Client]], at_once: int) -> None:
        self.crowd = crowd
        self.at_once = at_once
        self.clients: list[Client] = []
        self.took: list[float] = []
        self.tried_again = 0
        self.given_up = 0
        self.last_entered = self.started = time.monotonic()
        self._waiting = deque(map(Comer, makers))
        self._later: deque[Comer] = deque()
        self._on_the_way = 0

    @property
    def is_over(self) -> bool:
        return not (self._waiting or self._later or self._on_the_way)

    @property
    def connects_per_second(self) -> float:
        return len(self.took) / max(self.last_entered - self.started, 1e-9)

    def step(self) -> bool:
        """Start those whose turn it is; tell whether all are in, or have given up."""
        now = time.monotonic()
        while self._later and self._later[0].next_try <= now:
            self._waiting.append(self._later.popleft())
        for _ in range(min(STARTS_A_STEP, len(self._waiting), self.at_once - self._on_the_way)):
            if not self._start(self._waiting[0]):
                # The server's queue is full: whoever is first stays so, and knocks again at the next step.
                break
            self._waiting.popleft()
        return self.is_over

    def _start(self, comer: Comer) -> bool:
        client = comer.make()
        comer.first_try = comer.first_try or time.monotonic()

        def entered(client: Client) -> None:
            self._on_the_way -= 1
            self.last_entered = time.monotonic()
            self.took.append(self.last_entered - comer.first_try)
            self.clients.append(client)
            client.leaves = self.clients.remove

        client.enters, client.leaves = entered, lambda _: self._left(comer)
        under_way = self.crowd.connect(client)
        self._on_the_way += under_way
        return under_way

    def _left(self, comer: Comer) -> None:
        """Somebody was sent away at the door."""
        self._on_the_way -= 1
        comer.tries -= 1
        if not comer.tries:
            self.given_up += 1
            return
        self.tried_again += 1
        comer.next_try = time.monotonic() + COME_AGAIN_SECONDS
        self._later.append(comer)
