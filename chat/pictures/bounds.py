"""What the child process may use, and how it says no."""

import os
import resource
from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """The numbers of `chat.limits` that a child process obeys; it cannot read them itself."""

    pixels: int
    side: int
    frames: int
    frames_pixels: int
    memory_bytes: int
    cpu_seconds: int
    file_bytes: int

    def allow(self, size: tuple[int, int]) -> bool:
        """Tell whether a picture of this width and height may be decoded."""
        return min(size) > 0 and max(size) <= self.side and size[0] * size[1] <= self.pixels


class Refused(Exception):
    """This is no picture for us; the reason is a name in SENTENCES of `chat.files.opening`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


# The picture, the one that is written, and a few for Python itself.
OPEN_FILES = 32
NICENESS = 10


def restrict(bounds: Bounds) -> None:
    """Take from this process, for good, what opening a picture does not need."""
    os.nice(NICENESS)
    for kind, most in (
        (resource.RLIMIT_AS, bounds.memory_bytes),
        (resource.RLIMIT_FSIZE, bounds.file_bytes),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        # What crashes leaves no picture in a core file.
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    # At the lower one of these the kernel says why it kills (SIGXCPU), at the upper one it does not.
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.cpu_seconds, bounds.cpu_seconds + 1))
