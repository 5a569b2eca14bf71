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

# By the media type, or else by what the name ends with: its sign, which css/attachments.css draws, and its words.
TYPES = {
    "application/pdf": ("text", _("PDF document")),
    "application/zip": ("archive", _("Archive")),
    "application/gzip": ("archive", _("Archive")),
    "application/x-7z-compressed": ("archive", _("Archive")),
    "application/json": ("code", _("JSON")),
    "text/csv": ("table", _("Table")),
    "text/html": ("code", _("HTML")),
    "text/plain": ("text", _("Text")),
}
ENDINGS = {
    "table": ("xls", "xlsx", "ods", "csv", "tsv"),
    "text": ("doc", "docx", "odt", "rtf", "txt", "md", "pages"),
    "slides": ("ppt", "pptx", "odp", "key"),
    "archive": ("zip", "gz", "tar", "tgz", "7z", "rar", "xz"),
    "code": ("py", "js", "ts", "c", "h", "cpp", "rs", "go", "java", "sh", "html", "css", "xml", "json", "yaml", "toml"),
}
KINDS = {"audio": ("audio", _("Audio")), "video": ("video", _("Video")), "picture": ("", _("Picture"))}
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
    """Return the name of the drawing that stands for a file of this kind."""
    return _type(attachment)[0]


def type_in_words(attachment: Attachment) -> str:
    """Return what kind of file it is, as people call it."""
    return str(_type(attachment)[1])


def _type(attachment: Attachment) -> tuple[str, object]:
    if attachment.kind in KINDS:
        return KINDS[attachment.kind]
    ending = _ending(attachment)
    by_name = next((name for name, endings in ENDINGS.items() if ending in endings), "")
    named, words = TYPES.get(attachment.content_type, ("", ""))
    # An office document is an archive by its content.
    if words and not (named == "archive" and by_name not in {"", "archive"}):
        return by_name or named, words
    return by_name, gettext("%(ending)s file") % {"ending": ending.upper()} if ending else gettext("File")


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
