"""Emoji by their names: the picker's own data, so that what it offers and what is typed are the same."""

import json
import re
from functools import cache

from chat.emoji import DATA

# Names stand alone or in a row: neither the time 10:30:00 nor std::x::y holds one.
NAMES = re.compile(r"(?<![\w:])(?::[a-z0-9_+-]++:)++(?![\w:])")
NAME = re.compile(r":([^:]+):")
# So many alone in a message are shown large.
LARGE = 3


def with_emoji(text: str) -> str:
    """Return the text with each :name: of an emoji replaced by it; unknown names stay."""
    if ":" not in text:
        return text
    return NAMES.sub(lambda names: NAME.sub(lambda name: _by_name().get(name[1], name[0]), names[0]), text)


def is_large(text: str) -> bool:
    """Tell whether the text is one to three emoji and nothing else."""
    return not text.isascii() and bool(_few().fullmatch(text))


@cache
def _by_name() -> dict[str, str]:
    return {name: row["emoji"] for row in _rows() for name in row.get("shortcodes", [])}


@cache
def _few() -> re.Pattern[str]:
    """Match up to LARGE emoji: flags, keycaps, and pictures with their tones, tags and what they are joined to."""
    flag = "[\U0001f1e6-\U0001f1ff]{2}"
    keycap = "[0-9#*]\ufe0f?+\u20e3"
    pictures = sorted({row["emoji"][0] for row in _rows() if not re.match(f"{flag}|{keycap}", row["emoji"])})
    picture = f"[{''.join(pictures)}][\ufe0f\U0001f3fb-\U0001f3ff]*+[\U000e0020-\U000e007f]*+"
    one = f"(?:{flag}|{keycap}|{picture}(?:\u200d{picture})*+)"
    return re.compile(rf"\s*+(?:{one}\s*+){{1,{LARGE}}}")


@cache
def _rows() -> list[dict[str, str]]:
    return json.loads(DATA.read_text(encoding="utf-8"))
