"""How what hangs at a message looks: the place that a picture takes, types in words, a message in one line."""

from dataclasses import dataclass
from math import ceil
from pathlib import PurePath

from django.utils.html import escape
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from chat.models import Attachment, Message
from chat.rendering import excerpt

# The box that a picture alone is fitted into, in CSS pixels; of long ones a part is shown, at least so wide or high.
BOX_WIDTH, BOX_HEIGHT = 480, 320
NARROWEST, LOWEST = 120, 60
# A gallery has six tracks. A tile over so many of them is so wide, and so much wider than high.
TILES = {2: (158, 1.0), 3: (239, 1.25), 4: (319, 1.0)}
# Smaller ones stand in the middle of their tile as they are.
SMALL = 120
# What a phone's column takes from the width of its window, beside the face.
BESIDE_COLUMN_REM = 5

# The signs that css/file.css draws, with their words, and with what names end with that mean so.
ENDINGS = {
    "text": (_("%(ending)s document"), "pdf doc docx odt rtf pages epub"),
    "table": (_("%(ending)s table"), "xls xlsx ods numbers csv tsv"),
    "slides": (_("%(ending)s presentation"), "ppt pptx odp key"),
    "archive": (_("%(ending)s archive"), "zip gz tar tgz bz2 xz 7z rar zst"),
    "code": (_("%(ending)s file"), "py js ts c h cpp rs go java sh html css xml json yaml yml toml sql diff patch"),
}
SIGNS = {ending: sign for sign, (_words, endings) in ENDINGS.items() for ending in endings.split()}
KINDS = {"audio": _("Audio"), "video": _("Video"), "picture": _("Picture")}
LONGEST_ENDING = 5


@dataclass(frozen=True)
class Place:
    """Where a picture stands: its box in CSS pixels, and `sizes`, how wide the whole picture is shown."""

    attachment: Attachment
    width: int
    height: int
    sizes: str
    span: int = 0

    @property
    def is_small(self) -> bool:
        return max(self.attachment.width or 0, self.attachment.height or 0) < SMALL


def gallery(pictures: list[Attachment]) -> list[Place]:
    """Return where each of a message's pictures stands: one alone in its own shape, several as tiles."""
    if len(pictures) == 1:
        return [_alone(pictures[0])]
    return [_tile(picture, span) for picture, span in zip(pictures, _spans(len(pictures)), strict=True)]


def _alone(picture: Attachment) -> Place:
    own_width, own_height = picture.width or 1, picture.height or 1
    scale = min(1, BOX_WIDTH / own_width, BOX_HEIGHT / own_height)
    width = max(own_width * scale, min(own_width, NARROWEST))
    height = max(own_height * scale, min(own_height, LOWEST))
    shown = ceil(max(width, height * own_width / own_height))
    sizes = f"min({shown}px, calc({_percent(shown, width)}vw - {BESIDE_COLUMN_REM}rem))"
    return Place(picture, round(width), round(height), sizes)


def _tile(picture: Attachment, span: int) -> Place:
    width, ratio = TILES[span]
    beyond = max(1.0, (picture.width or 1) / (picture.height or 1) / ratio)
    shown = ceil(width * beyond)
    sizes = f"min({shown}px, {ceil(80 * span / 6 * beyond)}vw)"
    return Place(picture, width, round(width / ratio), sizes, span)


def _percent(shown: int, width: float) -> int:
    """Of the window, when the box itself takes all its width."""
    return ceil(100 * shown / width)


def _spans(count: int) -> list[int]:
    """Return over how many of six tracks each tile goes, so that no row has a hole."""
    if count == len((4, 2, 2)):
        return [4, 2, 2]
    wide = {0: 0, 1: 4, 2: 2}[count % 3]
    return [3] * wide + [2] * (count - wide)


def sign(attachment: Attachment) -> str:
    """Return the name of the drawing that stands for a file of this kind; empty for the plain one."""
    if attachment.kind in KINDS:
        return attachment.kind
    return SIGNS.get(_ending(attachment), "text" if attachment.content_type.startswith("text/") else "")


def type_in_words(attachment: Attachment) -> str:
    """Return what kind of file it is, as people call it."""
    if attachment.kind in KINDS:
        return str(KINDS[attachment.kind])
    ending = _ending(attachment)
    if not ending or ending == "txt":
        return gettext("Text") if attachment.content_type.startswith("text/") else gettext("File")
    words = ENDINGS[SIGNS[ending]][0] if ending in SIGNS else _("%(ending)s file")
    return str(words) % {"ending": ending.upper()}


def _ending(attachment: Attachment) -> str:
    ending = PurePath(attachment.name).suffix.removeprefix(".").lower()
    return ending if ending.isalnum() and ending.isascii() and len(ending) <= LONGEST_ENDING else ""


def gist(message: Message, characters: int) -> str:
    """Return a message in one line of plain text: what it says, or else what hangs at it."""
    if message.is_deleted:
        return gettext("Message deleted")
    return excerpt(message.html, characters) or excerpt(escape(attached_in_words(message)), characters)


def attached_in_words(message: Message) -> str:
    """Return what hangs at a message: how many pictures, and the names of the other files; empty without any."""
    attached = message.attachments.all()
    count = sum(attachment.is_picture for attachment in attached)
    pictures = [ngettext("Picture", "%(count)d pictures", count) % {"count": count}] if count else []
    return ", ".join([*pictures, *(attachment.name for attachment in attached if not attachment.is_picture)])
