"""Clients on their way in: so many at once, and who is sent away comes again."""

import time
from collections import deque
from collections.abc import Callable, Sequence

from bench.load.client import Client
from bench.load.crowd import Crowd

COME_AGAIN_SECONDS = 1
TRIES = 10


class Arrival:
    """`step` lets the next ones in. `took` has the seconds that each needed from its first try on.

    A socket is used once: `make` gives another client for a place whose client was sent away.
    """

    def __init__(self, crowd: Crowd, makers: Sequence[Callable[[], Client]], at_once: int) -> None:
        self.crowd = crowd
        self.at_once = at_once
        self.clients: list[Client] = []
        self.took: list[float] = []
        self.tried_again = 0
        self.given_up = 0
        self.last_entered = self.started = time.monotonic()
        self._waiting = deque((maker, 0.0, TRIES) for maker in makers)
        self._later: deque[tuple[float, Callable[[], Client], float, int]] = deque()
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
        while self._later and self._later[0][0] <= now:
            self._waiting.append(self._later.popleft()[1:])
        while self._waiting and self._on_the_way < self.at_once:
            self._start(*self._waiting.popleft())
        return self.is_over

    def _start(self, maker: Callable[[], Client], first_try: float, tries: int) -> None:
        now = time.monotonic()
        client, first_try = maker(), first_try or now

        def entered(client: Client) -> None:
            self._on_the_way -= 1
            self.last_entered = time.monotonic()
            self.took.append(self.last_entered - first_try)
            self.clients.append(client)
            client.leaves = self.clients.remove

        def left(client: Client) -> None:
            self._on_the_way -= 1
            if tries == 1:
                self.given_up += 1
                return
            self.tried_again += 1
            self._later.append((time.monotonic() + COME_AGAIN_SECONDS, maker, first_try, tries - 1))

        client.enters, client.leaves = entered, left
        self._on_the_way += 1
        self.crowd.connect(client)
