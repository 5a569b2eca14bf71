"""How often something was used lately, in this process."""

import threading
import time
from collections import deque

from chat import limits


class Windows:
    """Moving windows by name. Threads may use them at once; what nobody has used for long is forgotten."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # When each use is over, the oldest first, on the monotonic clock.
        self._ends: dict[str, deque[float]] = {}
        self._swept = time.monotonic()

    def hit(self, name: str, most: int, seconds: float) -> bool:
        """Count a use and return true, if fewer than `most` were counted within the last `seconds`."""
        now = time.monotonic()
        with self._lock:
            self._sweep(now)
            ends = self._ends.setdefault(name, deque())
            while ends and ends[0] <= now:
                ends.popleft()
            if len(ends) >= most:
                return False
            ends.append(now + seconds)
            return True

    def wait(self, name: str) -> float:
        """Return in how many seconds the oldest use is over."""
        with self._lock:
            ends = self._ends.get(name)
            return max(ends[0] - time.monotonic(), 0) if ends else 0

    def used(self, name: str) -> int:
        """Return how many uses are counted now."""
        now = time.monotonic()
        with self._lock:
            return sum(end > now for end in self._ends.get(name, ()))

    def _sweep(self, now: float) -> None:
        if now - self._swept < limits.WINDOWS_SWEEP_SECONDS:
            return
        self._swept = now
        self._ends = {name: ends for name, ends in self._ends.items() if ends and ends[-1] > now}
