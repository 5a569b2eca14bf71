"""What an upload is, and what is kept of it."""

from dataclasses import dataclass, field
from pathlib import Path

from chat import limits
from chat.errors import Invalid
from chat.files.opening import open_picture
from chat.files.signatures import HEAD_LENGTH, Kind, Signature, signature

EMPTY = "This file is empty. Choose another one."
NO_PICTURE = "This is no picture that browsers show. Choose a JPEG, PNG, WebP, AVIF or GIF."


@dataclass(frozen=True)
class Examined:
    """An upload as it is to be kept: what it is, and the files to be stored.

    `original` is a picture written anew from its pixels, and the upload itself for anything else.
    """

    kind: Kind
    content_type: str
    size: int
    original: Path
    width: int | None = None
    height: int | None = None
    animated: bool = False
    colour: str = ""
    thumbnails: dict[int, Path] = field(default_factory=dict)

    @property
    def widths(self) -> list[int]:
        """The widths of the thumbnails, ascending."""
        return sorted(self.thumbnails)


def examine(path: Path, into: Path, name: str) -> Examined:
    """Return what this upload is; what is made of it lies in the folder `into`, which is its owner's to remove.

    Only the content says what it is: `name` is what it is called, and has no say. Raises Invalid for what is refused.
    """
    found = _signature(path)
    if found.kind != Kind.PICTURE:
        return Examined(found.kind, found.content_type, path.stat().st_size, path)
    answer = open_picture("picture", path, into, found.format, limits.THUMBNAIL_WIDTHS)
    original = into / "original"
    return Examined(
        found.kind,
        found.content_type,
        original.stat().st_size,
        original,
        answer["width"],
        answer["height"],
        answer["animated"],
        answer["colour"],
        _small(into, answer["widths"]),
    )


def square(path: Path, into: Path) -> dict[int, Path]:
    """Return the middle of a picture, or of its first frame, as a square of each of AVATAR_WIDTHS. Raises Invalid."""
    found = _signature(path)
    if found.kind != Kind.PICTURE:
        raise Invalid(fields={"file": NO_PICTURE})
    return _small(into, open_picture("square", path, into, found.format, limits.AVATAR_WIDTHS)["widths"])


def _signature(path: Path) -> Signature:
    with path.open("rb") as file:
        head = file.read(HEAD_LENGTH)
    if not head:
        raise Invalid(fields={"file": EMPTY})
    return signature(head)


def _small(into: Path, widths: list[int]) -> dict[int, Path]:
    return {width: into / f"{width}.webp" for width in widths}
