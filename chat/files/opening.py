"""Pictures are opened in a child process, which may crash, hang or be taken over: it has little and is told little."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any

from django.conf import settings

from chat import limits
from chat.errors import Invalid, NoSpace

logger = logging.getLogger(__name__)

# Alone (-I) it knows no environment and no folder of ours but the one that holds this package.
START = "import sys; sys.path.insert(0, sys.argv[1]); from chat.pictures.child import main; main(sys.argv[2])"
ROOT = settings.BASE_DIR
COMMAND = [sys.executable, "-I", "-c", START, str(ROOT)]
# What Python may need to be found by its own libraries. No secret of ours is in there.
ENVIRONMENT = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
# More is no answer of ours.
ANSWER_LENGTH = 4_096
UNTOLD = {"refused": "unreadable"}

UNREADABLE = "This picture cannot be opened. It may be damaged: save it anew with another program, then try again."
LARGE = (
    f"This picture is too large. {limits.PICTURE_PIXELS // 1_000_000} megapixels are the most: make it smaller first."
)
LONG = "This animation is too long. Shorten it, make it smaller, or send it as a film."
SLOW = "This picture takes too long to open. Make it smaller, then try again."
SENTENCES = {"unreadable": UNREADABLE, "large": LARGE, "long": LONG, "slow": SLOW}

places = BoundedSemaphore(limits.PICTURES_AT_ONCE)


def open_picture(deed: str, path: Path, into: Path, kind: str, widths: Iterable[int]) -> dict[str, Any]:
    """Have a child process do this deed of `chat.pictures.child` with the picture; return its answer.

    Waits while PICTURES_AT_ONCE others are at work, and then PICTURE_SECONDS at most. Raises Invalid, and NoSpace.
    """
    told = {"deed": deed, "source": str(path), "into": str(into), "kind": kind, "widths": list(widths)}
    with places, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaint:
        ended = _run(json.dumps(told | {"bounds": _bounds()}), answer, complaint)
        found = _found(ended, answer, complaint)
    refused = found.get("refused")
    if refused == "full":
        raise NoSpace
    if refused:
        raise Invalid(fields={"file": SENTENCES[refused]})
    return found


def _run(task: str, answer: IO[bytes], complaint: IO[bytes]) -> int:
    """Return how the child process ended. What it says goes into files, which have a bound as all that it writes."""
    given: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": answer, "stderr": complaint, "env": ENVIRONMENT}
    try:
        # Its own session: who stops the server with Ctrl+C does not break pictures that are being opened.
        ended = subprocess.run([*COMMAND, task], **given, timeout=limits.PICTURE_SECONDS, start_new_session=True)  # noqa: S603
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    return ended.returncode


def _found(ended: int, answer: IO[bytes], complaint: IO[bytes]) -> dict[str, Any]:
    """Return what the child process answered; who did not come to an end is refused."""
    if ended == -signal.SIGXCPU:
        return {"refused": "slow"}
    said = _beginning(complaint)
    if said or ended:
        logger.warning("A picture's process ended with %s: %s", ended, said)
    return _understood(_beginning(answer)) if ended == 0 else UNTOLD


def _understood(said: str) -> dict[str, Any]:
    """Return an answer as `chat.pictures.child` gives them; a process that was taken over may say anything."""
    try:
        answer = json.loads(said)
    except ValueError:
        return UNTOLD
    known = isinstance(answer, dict) and (answer.get("refused") in {"full", *SENTENCES} or "widths" in answer)
    return answer if known else UNTOLD


def _beginning(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(ANSWER_LENGTH).decode(errors="replace")


def _bounds() -> dict[str, int]:
    """Return what `chat.pictures.bounds.Bounds` is made of."""
    return {
        "pixels": limits.PICTURE_PIXELS,
        "side": limits.PICTURE_SIDE,
        "frames": limits.PICTURE_FRAMES,
        "frames_pixels": limits.PICTURE_FRAMES_PIXELS,
        "memory_bytes": limits.PICTURE_MEMORY_BYTES,
        "cpu_seconds": limits.PICTURE_CPU_SECONDS,
        "file_bytes": limits.PICTURE_FILE_BYTES,
    }
