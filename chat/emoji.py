"""Which texts are emoji: those of the picker's own data."""

import json
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "static" / "chat" / "vendor" / "emoji-picker-element-data" / "en.json"
# Asks for the picture of a sign that is text too. Keyboards leave it out or put it in as they please.
SELECTOR = "\ufe0f"


def emoji_like(text: str) -> str | None:
    """Return the emoji that the text is, as the picker writes it, in any skin tone; None if it is none."""
    return _known().get(text.replace(SELECTOR, ""))


@cache
def _known() -> dict[str, str]:
    rows = json.loads(DATA.read_text(encoding="utf-8"))
    shown = [one["emoji"] for row in rows for one in [row, *row.get("skins", [])]]
    return {emoji.replace(SELECTOR, ""): emoji for emoji in shown}
