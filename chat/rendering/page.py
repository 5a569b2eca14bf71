"""Markdown's tokens as HTML: few tags, known classes, and every word of the text escaped."""

from collections.abc import Iterable

from markdown_it.token import Token

from chat.rendering.blocks import BLOCKS
from chat.rendering.draft import Draft
from chat.rendering.emoji import is_large, with_emoji
from chat.rendering.inlines import INLINES

WRITERS = BLOCKS | INLINES


def html(tokens: list[Token], draft: Draft) -> str:
    """Return the tokens as HTML, and leave in the draft what they name."""
    _write(tokens, draft)
    if _is_large(tokens):
        draft.parts[0] = '<p class="prose__jumbo">'
    return "".join(draft.parts)


def _write(tokens: Iterable[Token], draft: Draft) -> None:
    for token in tokens:
        if token.type == "inline":
            _write(token.children or [], draft)
        else:
            draft.parts.append(WRITERS[token.type](token, draft))


def _is_large(tokens: list[Token]) -> bool:
    """Tell whether all of it is one paragraph of a few emoji."""
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return False
    children = tokens[1].children or []
    return [child.type for child in children] == ["text"] and is_large(with_emoji(children[0].content))
