"""Code in colour: words of a language get a class, and the style sheet its colour."""

from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import groupby
from operator import itemgetter

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import Token, _TokenType

from chat import limits

# What a fence may name. Each was tried with hostile texts: no pattern of theirs takes more than its share of time.
LANGUAGES = frozenset(
    """
    bash c c++ clojure cmake console cpp cs csharp css dart diff docker dockerfile elixir erlang go golang graphql
    haskell hcl hs html http ini java javascript js json jsx kotlin kt lua make makefile nginx nix objc ocaml perl
    php powershell proto ps1 py pycon python r rb rs ruby rust scala scss sh shell sql swift terraform toml ts tsx
    typescript xml yaml yml zsh
    """.split()  # noqa: SIM905  # a list is three times as long and harder to read
)
CLASSES = {
    Token.Comment: "code__comment",
    Token.Comment.Preproc: "code__keyword",
    Token.Keyword: "code__keyword",
    Token.Operator.Word: "code__keyword",
    Token.Name.Tag: "code__keyword",
    Token.Literal.String: "code__string",
    Token.Literal.Number: "code__number",
    Token.Keyword.Constant: "code__number",
    Token.Name.Function: "code__name",
    Token.Name.Class: "code__name",
    Token.Name.Decorator: "code__name",
    Token.Name.Attribute: "code__name",
    Token.Name.Builtin: "code__builtin",
    Token.Keyword.Type: "code__builtin",
    Token.Generic.Inserted: "code__inserted",
    Token.Generic.Deleted: "code__deleted",
    Token.Generic.Heading: "code__name",
    Token.Generic.Subheading: "code__name",
    Token.Generic.Prompt: "code__comment",
}


class Highlighter:
    """Colours the code of one message, as long as there is little of it: later or longer code stays plain."""

    def __init__(self) -> None:
        self.pieces = limits.HIGHLIGHT_PIECES

    def html(self, code: str, language: str) -> str:
        """Return the code as HTML, in colour where the language is known."""
        if language not in LANGUAGES or len(code) > limits.HIGHLIGHT_CHARACTERS:
            return escape(code, quote=False)
        parts = []
        for name, pieces in groupby(self._pieces(code, language), key=itemgetter(0)):
            text = escape("".join(piece for _, piece in pieces), quote=False)
            parts.append(f'<span class="{name}">{text}</span>' if name else text)
        return "".join(parts) if self.pieces >= 0 else escape(code, quote=False)

    def _pieces(self, code: str, language: str) -> Iterator[tuple[str, str]]:
        """Yield the code in pieces with their class, empty for what needs no colour, as long as they are few."""
        for _start, kind, piece in _lexer(language)().get_tokens_unprocessed(code):
            self.pieces -= 1
            if self.pieces < 0:
                return
            yield "" if piece.isspace() else _class(kind), piece


@cache
def _lexer(language: str) -> type[Lexer]:
    return find_lexer_class_by_name(language)


@cache
def _class(kind: _TokenType) -> str:
    return CLASSES.get(kind) or (_class(kind.parent) if kind.parent else "")
