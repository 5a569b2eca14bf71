"""Which texts are emoji: those of the picker's own data."""

import json
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "static" / "chat" / "vendor" / "emoji-picker-element-data" / "en.json"


def is_emoji(text: str) -> bool:
    """Tell whether the text is one emoji that the picker offers, in any skin tone."""
    return text in _known()


@cache
def _known() -> frozenset[str]:
    rows = json.loads(DATA.read_text(encoding="utf-8"))
    return frozenset(shown["emoji"] for row in rows for shown in [row, *row.get("skins", [])])
