"""A message in one line of plain text: for quotes, titles, notifications and what is found."""

import re
from html import unescape

# What a browser shows on a line of its own.
LINE = re.compile(r"<(?:/?(?:p|pre|blockquote|ul|ol|li|table|tr|th|td|h[1-6])|br|hr)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")


def excerpt(html: str, characters: int) -> str:
    """Return what a message's rendered HTML says, in one line of at most so many characters."""
    words = unescape(TAG.sub("", LINE.sub(" ", html))).split()
    line = " ".join(words)
    return line if len(line) <= characters else line[: characters - 1].rstrip() + "…"
