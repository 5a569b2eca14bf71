"""A message in one line of plain text: for quotes, titles, notifications and what is found."""

import re
from html import unescape
from unicodedata import category

# What a browser shows on a line of its own.
LINE = re.compile(r"<(?:/?(?:p|pre|blockquote|ul|ol|li|table|tr|th|td|h[1-6])|br|hr)\b[^<>]*+>")
TAG = re.compile(r"<[^<>]*+>")


# Categories of characters that belong to the one before; and the one that joins the one behind.
ATTACHED = frozenset({"Mn", "Mc", "Me", "Cf", "Sk"})
JOINER = "\u200d"


def excerpt(html: str, characters: int) -> str:
    """Return what a message's rendered HTML says, in one line of at most so many characters."""
    line = " ".join(unescape(TAG.sub("", LINE.sub(" ", html))).split())
    if len(line) <= characters:
        return line
    end = characters - 1
    while end and (category(line[end]) in ATTACHED or line[end - 1] == JOINER):
        end -= 1
    return line[:end].rstrip() + "…"
