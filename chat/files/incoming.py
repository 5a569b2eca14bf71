"""What arrives: first a file of its own in DATA_DIR/incoming, bounded, and gone again whatever comes of it."""

import errno
import logging
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from chat import limits
from chat.errors import Invalid, NoSpace, TooLarge

logger = logging.getLogger(__name__)

MEBIBYTE = 1024 * 1024
FULL = {errno.ENOSPC, errno.EDQUOT}
EMPTY = "This file is empty."


def check_size(size: int) -> None:
    """Refuse what says of itself that it is too large, or larger than the disk has room for. TooLarge, NoSpace."""
    if size > limits.UPLOAD_BYTES:
        raise TooLarge(f"This file is too large. {limits.UPLOAD_BYTES // MEBIBYTE} MB are the most.")
    free = shutil.disk_usage(settings.INCOMING).free
    if free - size < limits.FREE_BYTES:
        logger.warning("An upload is refused: %s bytes are free, and FREE_BYTES are to stay", free)
        raise NoSpace


@contextmanager
def incoming(body: Iterable[bytes]) -> Iterator[Path]:
    """Write a body into a file of its own, piece by piece; yield its path. Beside it is room for what is made of it.

    Afterwards all of it is gone. Raises TooLarge, as soon as it is, Invalid for an empty one, and NoSpace: also when
    the disk becomes full inside the block.
    """
    check_size(0)
    try:
        with tempfile.TemporaryDirectory(dir=settings.INCOMING) as folder:
            path = Path(folder) / "body"
            if not _write(body, path):
                raise Invalid(fields={"file": EMPTY})
            yield path
    except OSError as error:
        if error.errno in FULL:
            raise NoSpace from error
        raise


def pieces(file: object) -> Iterator[bytes]:
    """Yield what a file or a request still holds, UPLOAD_CHUNK_BYTES at a time."""
    while piece := file.read(limits.UPLOAD_CHUNK_BYTES):  # type: ignore[attr-defined]
        yield piece


def sweep_incoming() -> None:
    """Remove what a process that was killed has left behind."""
    before = time.time() - limits.ARRIVING_SECONDS
    for left in settings.INCOMING.iterdir():
        try:
            if left.stat().st_mtime < before:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        except FileNotFoundError:
            # Another process was faster.
            continue


def _write(body: Iterable[bytes], path: Path) -> int:
    """Return the bytes written."""
    size = 0
    with path.open("wb") as file:
        for piece in body:
            size += len(piece)
            if size > limits.UPLOAD_BYTES:
                check_size(size)
            file.write(piece)
    return size
