"""Markdown as people write it in a chat: what is understood, and how deep and how much of it."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from chat.rendering import block_rules, inline_rules
from chat.rendering.addresses import is_followed
from chat.rendering.bounds import check_lines, check_signs
from chat.rendering.names import Names

# Everything else of CommonMark is off. Entities, reference definitions and underlined headings would swallow what was
# typed: &amp; is five characters here, "[1]: see above" is a line, and so is "-" below one.
RULES = [
    *("table", "code", "fence", "blockquote", "hr", "list", "heading"),
    *("newline", "escape", "backticks", "strikethrough", "emphasis", "link", "autolink"),
    *("balance_pairs", "fragments_join"),
]


def parse(text: str, names: Names) -> list[Token]:
    """Return the text's tokens; raises TooMuch, by counting and never by the clock."""
    check_lines(text)
    return _parser.parse(text, {"names": names, "quoted": 0, "cells": 0, "addresses": 0})


def _bounded(state: StateCore) -> None:
    """Stop before the costly part when there is too much of it. Code counts nothing."""
    check_signs(token.content for token in state.tokens if token.type == "inline")


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
        self.block.ruler.at("table", block_rules.cells, {"alt": ["paragraph"]})
        self.block.ruler.at("blockquote", block_rules.quote, {"alt": ["paragraph", "blockquote", "list"]})
        self.block.ruler.at("list", block_rules.items, {"alt": ["paragraph", "blockquote"]})
        self.inline.ruler.at("autolink", inline_rules.bracketed)
        self.inline.ruler.before("newline", "address", inline_rules.address)
        self.inline.ruler.before("link", "name", inline_rules.name)
        self.inline.ruler.before("link", "picture", inline_rules.picture)
        self.core.ruler.before("inline", "empty_headings", _empty_headings)
        self.core.ruler.before("inline", "bounded", _bounded)
        self.core.ruler.disable("text_join")
        # Compiled now, before threads share it.
        for ruler in (self.core.ruler, self.block.ruler, self.inline.ruler, self.inline.ruler2):
            ruler.getRules("")

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        """Tell whether an address may be linked; when not, all of the link stays text."""
        return is_followed(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  # the library's name
        """Return the address as it was typed: decoded it might look like another one."""
        return link


_parser = Parser()
