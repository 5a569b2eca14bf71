"""Code in colour: what a language's reader looks for gets a class, and the style sheet its colour."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from operator import itemgetter
from re import Match

from chat import limits
from chat.rendering.languages import CLASSES, Language, language


class Highlighter:
    """Colours the code of one message, as long as that is not too much of it: the code that is stays plain."""

    def __init__(self) -> None:
        self.pieces = limits.HIGHLIGHT_PIECES

    def html(self, code: str, name: str) -> str:
        """Return the code as HTML, in colour where the language is known."""
        known = language(name)
        if known is None:
            return escape(code, quote=False)
        parts = []
        for kind, pieces in groupby(self._pieces(code, known), key=itemgetter(0)):
            text = escape("".join(piece for _, piece in pieces), quote=False)
            parts.append(f'<span class="{kind}">{text}</span>' if kind else text)
        return "".join(parts) if self.pieces >= 0 else escape(code, quote=False)

    def _pieces(self, code: str, known: Language) -> Iterator[tuple[str, str]]:
        """Yield all of the code in pieces with their class, empty for none; end early when they are too many."""
        end = 0
        for match in known.pattern.finditer(code):
            kind = _kind(match, code, known)
            if not kind:
                continue
            self.pieces -= 1
            if self.pieces < 0:
                return
            yield "", code[end : match.start()]
            yield kind, match[0]
            end = match.end()
        yield "", code[end:]


def _kind(match: Match[str], code: str, known: Language) -> str:
    kind, _, _mark = str(match.lastgroup).partition("_")
    if kind != "word":
        return CLASSES[kind]
    word = match[0].lower() if known.any_case else match[0]
    if word in known.words:
        return CLASSES["keyword"]
    if word in known.values:
        return CLASSES["value"]
    return CLASSES["name"] if code.startswith("(", match.end()) else ""
