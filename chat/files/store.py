"""Where the bytes lie: the storage "attachments", which is a folder of this machine or a bucket of an S3 service.

The files of one upload or one face lie in a place of their own, under names that we make: `original`, and
`<width>.webp` for each thumbnail. Nothing that people write is ever part of a path.
"""

import errno
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

from chat import limits
from chat.errors import NoSpace, StorageAway

if TYPE_CHECKING:
    from chat.files import Examined

logger = logging.getLogger(__name__)

ORIGINAL = "original"
FULL = {errno.ENOSPC, errno.EDQUOT}


def place_of(folder: str) -> str:
    """Return where an attachment's files lie, by its folder."""
    return f"{folder[:2]}/{folder}"


def avatar_place(key: str) -> str:
    """Return where the pictures of a face lie, by the key of User.avatar."""
    return f"avatars/{place_of(key)}"


def original_name(folder: str) -> str:
    """Return the storage's name of the original."""
    return f"{place_of(folder)}/{ORIGINAL}"


def thumbnail_name(place: str, width: int) -> str:
    """Return the storage's name of the picture of this width in a place."""
    return f"{place}/{width}.webp"


def keep(folder: str, examined: "Examined") -> int:
    """Store an examined upload; return the bytes that all its files take. Raises NoSpace, StorageAway."""
    place = place_of(folder)
    stored = keep_pictures(place, examined.thumbnails)
    # Last: whoever finds an original finds everything.
    return stored + _keep(original_name(folder), examined.original)


def keep_pictures(place: str, pictures: Mapping[int, Path]) -> int:
    """Store pictures by their widths; return the bytes that they take. Raises NoSpace, StorageAway."""
    return sum(_keep(thumbnail_name(place, width), path) for width, path in pictures.items())


def remove(folder: str) -> None:
    """Remove whatever lies in an attachment's folder. Repeating changes nothing. Raises StorageAway."""
    remove_place(place_of(folder))


def remove_place(place: str) -> None:
    """Remove whatever lies in a place. Repeating changes nothing. Raises StorageAway."""
    storage = _storage()
    with _failures_translated(), suppress(FileNotFoundError):
        for name in storage.listdir(place)[1]:
            storage.delete(f"{place}/{name}")
        if is_local():
            storage.delete(place)


def open_original(folder: str) -> File:
    """Open the bytes of an attachment. Raises FileNotFoundError, StorageAway."""
    return open_file(original_name(folder))


def open_thumbnail(folder: str, width: int) -> File:
    """Open an attachment's thumbnail. Raises FileNotFoundError, StorageAway."""
    return open_file(thumbnail_name(place_of(folder), width))


def open_file(name: str) -> File:
    """Open a file by its name in the storage. Raises FileNotFoundError, StorageAway."""
    with _failures_translated():
        return _storage().open(name)


def local_path(name: str) -> Path | None:
    """Return where on this machine a file of the storage lies, or None where it lies elsewhere."""
    return Path(_storage().path(name)) if is_local() else None


def is_local() -> bool:
    """Tell whether the files lie in a folder of this machine."""
    return not settings.S3_BUCKET


def places() -> Iterator[str]:
    """Yield all places of attachments; not those of faces. Raises StorageAway."""
    with _failures_translated():
        for first in _folders(""):
            if first != "avatars":
                yield from (f"{first}/{folder}" for folder in _folders(first))


def has_original(folder: str) -> bool:
    """Tell whether an attachment's bytes are there. Raises StorageAway."""
    with _failures_translated():
        return _storage().exists(original_name(folder))


def _folders(path: str) -> list[str]:
    try:
        return sorted(_storage().listdir(path)[0])
    except FileNotFoundError:
        return []


class _Leaving(File):
    """A file that a folder of this machine may take over as it is, where a bucket reads it."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def _keep(name: str, path: Path) -> int:
    with _failures_translated(), path.open("rb") as opened:
        size = path.stat().st_size
        _storage().save(name, _Leaving(opened))
        return size


def _storage() -> Storage:
    return storages["attachments"]


@contextmanager
def _failures_translated() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except _failures() as error:
        logger.warning("The storage failed: %s", error)
        if getattr(error, "errno", None) in FULL:
            raise NoSpace from error
        raise StorageAway(retry_after=limits.BUSY_RETRY_SECONDS) from error


@cache
def _failures() -> tuple[type[Any], ...]:
    """Return what a storage raises when it cannot."""
    if is_local():
        return (OSError,)
    # Only here: a third of a second and 20 MiB for who has no bucket.
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    return OSError, Boto3Error, BotoCoreError, ClientError
