"""The end of every server whose tests were killed before they could stop it themselves."""

import subprocess
import sys
from functools import cache

# Reads "+group" and "-group"; when the pipe closes, for whatever reason, kills the groups that are left.
PROGRAM = """
import os, signal, sys
groups = set()
for line in sys.stdin:
    (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
for group in groups:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass
"""


@cache
def reaper() -> subprocess.Popen[str]:
    """Return the one reaper, in a session of its own, where no Ctrl-C meant for the tests reaches it."""
    command = [sys.executable, "-I", "-c", PROGRAM]
    return subprocess.Popen(command, stdin=subprocess.PIPE, text=True, bufsize=1, start_new_session=True)


def watch(group: int) -> None:
    """The process group dies with us, from now on."""
    tell(f"+{group}\n")


def forget(group: int) -> None:
    """The process group has ended, and its number may become somebody else's."""
    tell(f"-{group}\n")


def tell(line: str) -> None:
    pipe = reaper().stdin
    assert pipe is not None
    pipe.write(line)
