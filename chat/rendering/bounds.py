"""What one message may cost: decided by counting, never by the clock, so that a text always looks the same."""

import re
from collections.abc import Iterable

from chat import limits

# Each of these makes the parser look for something.
SIGNS = re.compile(r"[!#&*:<>@\[\]\\_`~\n]")


class TooMuch(Exception):
    """There is more in the text than it may cost."""


def check_lines(text: str) -> None:
    """Raise TooMuch for a text of too many lines: each may begin a list, a quote or a table."""
    if text.count("\n") > limits.MARKDOWN_LINES:
        raise TooMuch


def check_signs(texts: Iterable[str]) -> None:
    """Raise TooMuch for too many signs that may mean something."""
    if sum(len(SIGNS.findall(text)) for text in texts) > limits.MARKDOWN_SIGNS:
        raise TooMuch


def check_html(html: str) -> None:
    """Raise TooMuch for HTML that is too large to be sent to everybody in a room."""
    if len(html.encode()) > limits.MESSAGE_HTML_BYTES:
        raise TooMuch
