"""Waiting with an end, and ports that nobody has."""

import socket
import time
from collections.abc import Callable

POLL_SECONDS = 0.05


class TooLate(AssertionError):
    """What was waited for did not happen in time."""


def wait_until(condition: Callable[[], object], what: str, *, seconds: float = 10) -> None:
    """Return once `condition()` is true; raise TooLate, naming `what`, after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TooLate(f"{what}: not within {seconds} s")
        time.sleep(POLL_SECONDS)


def free_port() -> int:
    """Return a loopback port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
