"""The languages that code is coloured for, and what their comments, strings and words look like.

A pattern takes what it begins with, to the end of the code if need be, and what it has looked at it takes: reading
costs time in proportion to the code, whatever the code is.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("languages.toml")

# What a mark is, and its class.
CLASSES = {
    "comment": "code__comment",
    "string": "code__string",
    "number": "code__number",
    "keyword": "code__keyword",
    "name": "code__name",
    "value": "code__value",
    "inserted": "code__inserted",
    "deleted": "code__deleted",
}
MARKS = {
    "slashes": ("comment", r"//[^\n]*+|/\*(?s:.*?)(?:\*/|\Z)"),
    "block": ("comment", r"/\*(?s:.*?)(?:\*/|\Z)"),
    "line": ("comment", r"(?<!:)//[^\n]*+"),
    "hash": ("comment", r"(?<![\w$&{])#[^\n]*+"),
    "dashes": ("comment", r"--[^\n]*+"),
    "semicolon": ("comment", r"^;[^\n]*+"),
    "braces": ("comment", r"\{-(?s:.*?)(?:-\}|\Z)"),
    "angles": ("comment", r"<!--(?s:.*?)(?:-->|\Z)"),
    "prompt": ("comment", r"^(?:[$%>] |>>> |\.\.\. )"),
    "thrice": ("string", r"\"\"\"(?s:.*?)(?:\"\"\"|\Z)|'''(?s:.*?)(?:'''|\Z)"),
    "quoted": ("string", r"\"(?:[^\"\\\n]|\\.)*+\"?+|'(?:[^'\\\n]|\\.)*+'?+"),
    "long": ("string", r"\"(?:[^\"\\]|\\(?s:.))*+\"?+|'[^']*+'?+"),
    # A quote before a word may be a lifetime or a prime; a letter in quotes is short.
    "letter": ("string", r"\"(?:[^\"\\]|\\(?s:.))*+\"?+|'(?:[^'\\\n]|\\[^\n]{1,8}?)'"),
    "back": ("string", r"`(?:[^`\\]|\\(?s:.))*+`?+"),
    "attribute": ("string", r"(?<==)(?:\"[^\"]*+\"?+|'[^']*+'?+)"),
    "property": ("name", r"\"(?:[^\"\\\n]|\\.)*+\"(?= ?:)"),
    "directive": ("keyword", r"^[ \t]*+#[ \t]*+\w++"),
    "section": ("keyword", r"^\[[^\n]*+"),
    "selector": ("keyword", r"[@.#][\w-]++"),
    "tag": ("keyword", r"</?[^\W\d][\w:.-]*+|/?>"),
    "pragma": ("name", r"#!?\[[^\n]*+"),
    "decorator": ("name", r"@[^\W\d][\w.]*+"),
    "variable": ("name", r"\$[{(]?\w++[})]?+"),
    "sigil": ("name", r"[$@%]\w++"),
    "symbol": ("name", r"[@:][^\W\d]\w*+"),
    "target": ("name", r"^[\w.%/-]++(?=:)"),
    "key": ("name", r"^[ \t-]*+[\w./-]++(?=:(?:\s|\Z)|[ \t]?=)"),
    "header": ("name", r"^(?:@@|diff |index |\+\+\+ |--- )[^\n]*+"),
    "inserted": ("inserted", r"^\+[^\n]*+"),
    "deleted": ("deleted", r"^-[^\n]*+"),
    "number": ("number", r"\d[\w.]*+"),
    "word": ("word", r"[^\W\d]\w*+"),
    # Where words may hold signs, these three stand last instead of the two above.
    "label": ("name", r"[^\W\d][\w:.-]*+(?==)|(?<![\w-])[\w-]++(?=: )"),
    "amount": ("number", r"\d[\w.%]*+"),
    "dashed": ("word", r"[^\W\d][\w:.-]*+"),
}


@dataclass(frozen=True, slots=True)
class Language:
    """What of a language's code is coloured."""

    pattern: re.Pattern[str]
    words: frozenset[str]
    values: frozenset[str]
    any_case: bool


@cache
def language(name: str) -> Language | None:
    """Return the language of this name, or None when it is not known."""
    row = _rows().get(name)
    if row is None:
        return None
    marks = [*row["marks"], *([] if "dashed" in row["marks"] else ["number", "word"])]
    groups = [f"(?P<{MARKS[mark][0]}_{mark}>{MARKS[mark][1]})" for mark in marks]
    pattern = re.compile("|".join(groups), re.MULTILINE)
    words, values = (frozenset(row.get(kind, "").split()) for kind in ("words", "values"))
    return Language(pattern, words, values, row.get("any_case", False))


@cache
def _rows() -> dict[str, dict[str, Any]]:
    languages = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {name: row for row in languages.values() for name in row["names"]}
