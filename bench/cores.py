"""Who runs where: the measured server has a core for itself, where there are two."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager

CORES = sorted(os.sched_getaffinity(0))
SERVER = {CORES[0]}
# Its time is not counted by time.process_time: databases and Redis are processes of their own.
GENERATOR = {CORES[1 % len(CORES)]}
STORES = set(CORES[2:]) or GENERATOR


@contextmanager
def on(cores: set[int]) -> Iterator[None]:
    """Whatever is started inside runs there, and so do its children."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def allow_files(count: int) -> int:
    """Return how many files this process and its children may now open: `count`, or fewer where that is forbidden."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (count, hard):
        if soft >= wanted:
            return soft
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(wanted, hard)))
        except (ValueError, PermissionError):
            continue
        return wanted
    return soft
