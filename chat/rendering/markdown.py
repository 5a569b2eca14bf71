"""Markdown as people write it in a chat: what is understood, and how deep and how much of it."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, link
from markdown_it.token import Token

from chat import limits
from chat.rendering.addresses import address_around, is_followed
from chat.rendering.bounds import check_lines, check_signs
from chat.rendering.names import Names

# Everything else of CommonMark is off. Entities, reference definitions and underlined headings would swallow what was
# typed: &amp; is five characters here, "[1]: see above" is a line, and so is "-" below one.
RULES = [
    *("table", "code", "fence", "blockquote", "hr", "list", "heading"),
    *("newline", "escape", "backticks", "strikethrough", "emphasis", "link", "autolink"),
    *("balance_pairs", "fragments_join"),
]

# What parts a row of a table.
PIPE = re.compile(r"(?<!\\)\|")


def parse(text: str, names: Names) -> list[Token]:
    """Return the text's tokens; raises TooMuch, by counting and never by the clock."""
    check_lines(text)
    return _parser.parse(text, {"names": names, "cells": 0, "addresses": 0})


def _bounded(state: StateCore) -> None:
    """Stop before the costly part when there is too much of it. Code counts nothing."""
    check_signs(token.content for token in state.tokens if token.type == "inline")


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return state.level < limits.MARKDOWN_DEPTH and blockquote(state, start, end, silent)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return state.level < limits.MARKDOWN_DEPTH and list_block(state, start, end, silent)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table that is no wider below than at its head, for the rest would be lost, and that has not too many cells.

    Its rows are filled up to the width of the head: a short text may ask for very many.
    """
    if state.env["cells"] > limits.MARKDOWN_CELLS or not table(state, start, end, True):
        return False
    if silent:
        return True
    last = next((line for line in range(start, end) if state.isEmpty(line)), end)
    head, _, *rows = [_cells(state, line) for line in range(start, last)]
    state.env["cells"] += head * (1 + len(rows))
    if max(rows, default=0) > head or state.env["cells"] > limits.MARKDOWN_CELLS:
        return False
    return table(state, start, end, False)


def _cells(state: StateBlock, line: int) -> int:
    row = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    return len(PIPE.findall(row.removeprefix("|").removesuffix("|"))) + 1


def _address(state: StateInline, silent: bool) -> bool:
    """An address in the middle of the text. Silent is who looks for the end of a label, in which there are none."""
    if silent or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    state.env["addresses"] += 1
    if state.env["addresses"] > limits.MESSAGE_ADDRESSES:
        return False
    scheme, address = address_around(state.src, state.pos)
    href = state.md.normalizeLink(address)
    if not scheme or not state.pending.endswith(scheme) or not is_followed(href):
        return False
    state.pending = state.pending.removesuffix(scheme)
    opening = state.push("link_open", "a", 1)
    opening.attrs, opening.info = {"href": href}, "auto"
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos += len(address) - len(scheme)
    return True


def _bracketed(state: StateInline, silent: bool) -> bool:
    """An address in angle brackets; inside a link it is text, for links do not nest."""
    start = state.pos
    if not state.linkLevel or silent:
        return autolink(state, silent)
    if not autolink(state, True):
        return False
    state.append_pending(state.src[start : state.pos])
    return True


def _picture(state: StateInline, silent: bool) -> bool:
    """A picture that lies elsewhere: a link to it, for it would tell that other place who reads."""
    start = state.pos
    if not state.src.startswith("![", start):
        return False
    state.pos += 1
    if not link(state, True):
        state.pos = start
        return False
    end = state.pos
    if not silent:
        state.pos = start + 1
        if state.linkLevel:
            label_end = state.md.helpers.parseLinkLabel(state, state.pos)
            state.push("text", "", 0).content = state.src[start + 2 : label_end]
        else:
            link(state, False)
        state.pos = end
    return True


def _name(state: StateInline, silent: bool) -> bool:
    """A person, everybody, or a room."""
    sign = state.src[state.pos]
    if sign not in "@#" or state.linkLevel:
        return False
    name = state.env["names"].at(state.src, state.pos)
    if name is None:
        return False
    if not silent:
        token = state.push("name", "", 0)
        token.markup, token.content = sign, name
    state.pos += 1 + len(name)
    return True


def _empty_headings(state: StateCore) -> None:
    """A lone # is a sign, not a heading without words."""
    for opening, inside, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type == "heading_open" and not inside.content:
            inside.content = opening.markup
            opening.type, closing.type = "paragraph_open", "paragraph_close"
            opening.tag = closing.tag = "p"


class Parser(MarkdownIt):
    """Markdown-it with our rules."""

    def __init__(self) -> None:
        super().__init__("zero", {"breaks": True, "tasklists": True})
        self.enable(RULES)
        self.block.ruler.at("table", _table, {"alt": ["paragraph"]})
        self.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "blockquote", "list"]})
        self.block.ruler.at("list", _list, {"alt": ["paragraph", "blockquote"]})
        self.inline.ruler.at("autolink", _bracketed)
        self.inline.ruler.before("newline", "address", _address)
        self.inline.ruler.before("link", "name", _name)
        self.inline.ruler.before("link", "picture", _picture)
        self.core.ruler.before("inline", "empty_headings", _empty_headings)
        self.core.ruler.before("inline", "bounded", _bounded)
        self.core.ruler.disable("text_join")

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        """Tell whether an address may be linked; when not, all of the link stays text."""
        return is_followed(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  # the library's name
        """Return the address as it was typed: decoded it might look like another one."""
        return link


_parser = Parser()
