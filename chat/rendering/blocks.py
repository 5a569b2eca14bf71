"""What stands on lines of its own, as HTML."""

import re
from collections.abc import Callable
from html import escape

from markdown_it.token import Token

from chat.rendering.draft import Draft

LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]{1,20}")


def _plain(token: Token, draft: Draft) -> str:
    """A tag that is just itself. Paragraphs in a dense list are none."""
    if token.hidden:
        return ""
    return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>"


def _code(token: Token, draft: Draft) -> str:
    code = token.content.removesuffix("\n")
    return f"<pre><code>{escape(code, quote=False)}</code></pre>"


def _fence(token: Token, draft: Draft) -> str:
    """A block of code. What stands behind the opening marks is its language when it is one word, else code."""
    code, first = token.content.removesuffix("\n"), token.info.strip()
    if token.map and token.map[1] - token.map[0] < code.count("\n") + 3:
        # No marks on a line of their own close it: "```code" to "code```" is how other chats write it.
        code = code.removesuffix(token.markup)
    if not LANGUAGE.fullmatch(first) or not code:
        code = "\n".join(line for line in (first, code) if line)
        return f"<pre><code>{escape(code, quote=False)}</code></pre>"
    inside = draft.highlighter.html(code, first.lower())
    return f'<pre data-language="{escape(first.lower())}"><code>{inside}</code></pre>'


def _heading(token: Token, draft: Draft) -> str:
    """A heading inside a page that has its own: two levels lower."""
    level = min(int(token.tag[1]) + 2, 6)
    return f"</h{level}>" if token.nesting < 0 else f"<h{level}>"


def _numbered(token: Token, draft: Draft) -> str:
    if token.nesting < 0:
        draft.numbers.pop()
        return "</ol>"
    draft.numbers.append(int(token.attrs.get("start", 1)))
    return f'<ol start="{draft.numbers[-1]}">' if "start" in token.attrs else "<ol>"


def _item(token: Token, draft: Draft) -> str:
    """An item, with a box before it when it is a task: a sign, which is read, found and printed like a word."""
    value = _value(int(token.info), draft) if token.info else ""
    if "checked" not in token.meta:
        return f"<li{value}>"
    done = " prose__box--done" if token.meta["checked"] else ""
    return f'<li class="prose__task"{value}><span class="prose__box{done}">{"☑" if done else "☐"}</span> '


def _value(number: int, draft: Draft) -> str:
    """Return what keeps a number that was left out: who answers the first and the third question skips the second."""
    expected = draft.numbers[-1]
    draft.numbers[-1] = max(number, expected) + 1
    return f' value="{number}"' if number > expected else ""


def _cell(token: Token, draft: Draft) -> str:
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f'<{token.tag} class="prose__cell--{side}">' if side in {"center", "right"} else f"<{token.tag}>"


def _table(token: Token, draft: Draft) -> str:
    """A table in a box that scrolls, which the keyboard must reach."""
    return "</table></div>" if token.nesting < 0 else '<div class="prose__table" tabindex="0"><table>'


BLOCKS: dict[str, Callable[[Token, Draft], str]] = {
    "code_block": _code,
    "fence": _fence,
    "heading_open": _heading,
    "heading_close": _heading,
    "ordered_list_open": _numbered,
    "ordered_list_close": _numbered,
    "list_item_open": _item,
    "th_open": _cell,
    "td_open": _cell,
    "table_open": _table,
    "table_close": _table,
}
BLOCKS |= {
    f"{name}_{end}": _plain
    for name in ("paragraph", "blockquote", "bullet_list", "thead", "tbody", "tr")
    for end in ("open", "close")
}
BLOCKS |= dict.fromkeys(("list_item_close", "th_close", "td_close", "hr"), _plain)
