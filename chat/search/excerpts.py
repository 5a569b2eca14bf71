"""What is shown of a message that was found: a piece of it, what was looked for marked, and nothing of its markup."""

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from chat import limits
from chat.models import Message
from chat.rendering import excerpt
from chat.search.terms import Term


def marked(message: Message, terms: Iterable[Term]) -> SafeString:
    """Return a piece of the message around what was looked for, as safe HTML of text and <mark> alone.

    It is taken of what the message says, or, where only the text as it was typed holds it, of that.
    """
    patterns = "|".join(f"(?:{term.pattern})" for term in terms)
    said = excerpt(message.html, limits.MESSAGE_CHARACTERS)
    if not patterns:
        return _piece(said, None)
    wanted = re.compile(patterns, re.IGNORECASE)
    if wanted.search(said):
        return _piece(said, wanted)
    return _piece(" ".join(message.text.split()), wanted)


def _piece(line: str, wanted: re.Pattern[str] | None) -> SafeString:
    first = wanted.search(line) if wanted else None
    start = _start(line, first.start()) if first else 0
    end = min(len(line), start + limits.SEARCH_EXCERPT_CHARACTERS)
    piece = _mark(line[start:end], wanted) if wanted else conditional_escape(line[start:end])
    return format_html("{}{}{}", "…" if start else "", piece, "…" if end < len(line) else "")


def _start(line: str, found: int) -> int:
    """Return where the piece begins: a little before what was found, and not within a word where there are any."""
    earliest = found - limits.SEARCH_EXCERPT_CHARACTERS // 4
    if earliest <= 0:
        return 0
    space = line.find(" ", earliest, found)
    return earliest if space < 0 else space + 1


def _mark(line: str, wanted: re.Pattern[str]) -> SafeString:
    parts, end = [], 0
    for match in wanted.finditer(line):
        parts += [conditional_escape(line[end : match.start()]), format_html("<mark>{}</mark>", match[0])]
        end = match.end()
    parts.append(conditional_escape(line[end:]))
    # Each part is escaped, or a mark around what is.
    return mark_safe("".join(parts))  # noqa: S308
