"""Text without markup: what needs none, and what has too much of it."""

import re
from html import escape

from chat.rendering.draft import Draft
from chat.rendering.names import PERSON, ROOM

# One line of words, which holds nothing that Markdown, names, addresses or emoji begin with.
# The sign of information is a letter and an emoji.
WORDS = re.compile(r"(?!\u2139)[^\W\d_](?:[^\W_]|[ ,.;!?'\"()/%-]|:(?=[ ]|\Z))*+(?<! )")
NAME = re.compile(rf"(?=[@#])(?:{PERSON.pattern}|{ROOM.pattern})")


def words(text: str) -> str | None:
    """Return the HTML of a line of mere words, or None when there is more to it. It is what Markdown would make."""
    return f"<p>{text}</p>" if WORDS.fullmatch(text) else None


def lines(text: str, draft: Draft) -> str:
    """Return the text as paragraphs and lines with the people and rooms that it names, whatever else is in it."""
    paragraphs = (one.strip("\n") for one in text.split("\n\n"))
    return "".join(f"<p>{_named(one, draft)}</p>" for one in paragraphs if one)


def _named(text: str, draft: Draft) -> str:
    parts, end = [], 0
    for match in NAME.finditer(text):
        start = match.start()
        name = draft.names.at(text, start)
        if name is not None:
            parts += [escape(text[end:start], quote=False), draft.name(text[start], name)]
            end = start + 1 + len(name)
    parts.append(escape(text[end:], quote=False))
    return "".join(parts).replace("\n", "<br>")
