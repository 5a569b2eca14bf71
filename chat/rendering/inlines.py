"""What stands in a line, as HTML."""

import re
import unicodedata
from collections.abc import Callable
from html import escape, unescape

from markdown_it.token import Token

from chat import limits
from chat.rendering.addresses import host, is_disguise
from chat.rendering.draft import Draft, Link
from chat.rendering.emoji import with_emoji

REL = "nofollow noopener noreferrer ugc"
TAG = re.compile(r"<[^<>]*+>")
# Categories of characters that show nothing: spaces, controls, what only joins or turns letters.
UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def _text(token: Token, draft: Draft) -> str:
    bare = draft.link and draft.link.is_bare
    return escape(token.content if bare else with_emoji(token.content), quote=False)


def _escaped(token: Token, draft: Draft) -> str:
    return escape(token.content, quote=False)


def _break(token: Token, draft: Draft) -> str:
    return "<br>"


def _code(token: Token, draft: Draft) -> str:
    return f"<code>{escape(token.content, quote=False)}</code>"


def _name(token: Token, draft: Draft) -> str:
    return draft.name(token.markup, token.content)


def _marked(token: Token, draft: Draft) -> str:
    """Emphasis, as deep as a reader can tell it; deeper marks stay signs."""
    if token.level >= limits.MARKDOWN_DEPTH:
        return token.markup
    return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>"


def _link_open(token: Token, draft: Draft) -> str:
    address = str(token.attrs["href"])
    draft.link = Link(address, len(draft.parts), token.info == "auto")
    if not address:
        return "["
    draft.has_link = True
    return f'<a href="{escape(address)}" rel="{REL}" target="_blank">'


def _link_close(token: Token, draft: Draft) -> str:
    """End a link. It says where it leads when nothing else can be seen of it, or what looks like another address."""
    link, draft.link = draft.link, None
    if not link or not link.address:
        return "]()"
    label = unescape(TAG.sub("", "".join(draft.parts[link.start + 1 :])))
    if all(unicodedata.category(character) in UNSEEN for character in label):
        return f"{escape(link.address, quote=False)}</a>"
    disguised = not link.is_bare and is_disguise(label, link.address)
    return f" ({escape(host(link.address))})</a>" if disguised else "</a>"


INLINES: dict[str, Callable[[Token, Draft], str]] = {
    "text": _text,
    "text_special": _escaped,
    "softbreak": _break,
    "hardbreak": _break,
    "code_inline": _code,
    "name": _name,
    "em_open": _marked,
    "em_close": _marked,
    "strong_open": _marked,
    "strong_close": _marked,
    "s_open": _marked,
    "s_close": _marked,
    "link_open": _link_open,
    "link_close": _link_close,
}
