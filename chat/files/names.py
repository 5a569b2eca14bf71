"""What a file is called: as its owner called it, without whatever could lead somebody astray."""

import re
import unicodedata
from pathlib import PurePosixPath

from chat import limits

NAMELESS = "file"
# Control characters and lone surrogates; then what turns the order of signs around, so that "gpj.exe" reads "exe.jpg".
UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def display_name(typed: str) -> str:
    """Return a name to show and to save under: never empty, never a path, at most FILE_NAME_CHARACTERS long."""
    last = re.split(r"[/\\]", typed.strip("/\\"))[-1]
    shown = unicodedata.normalize("NFC", UNSHOWN.sub("", unicodedata.normalize("NFC", last)))
    name = _bare(re.sub(r"\s+", " ", shown))
    if len(name) > limits.FILE_NAME_CHARACTERS:
        name = _shortened(name)
    return name or NAMELESS


def _bare(name: str) -> str:
    """Without what hides a file, and what other systems drop."""
    return name.lstrip(". ").rstrip(". ")


def _shortened(name: str) -> str:
    extension = PurePosixPath(name).suffix
    if len(extension) > limits.EXTENSION_CHARACTERS:
        extension = ""
    return _bare(name[: limits.FILE_NAME_CHARACTERS - len(extension)]) + extension
