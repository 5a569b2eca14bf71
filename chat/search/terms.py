"""One thing that a message has to hold, or must not, and when it does."""

import re
from dataclasses import dataclass
from functools import cached_property

# Letters of the alphabets that put spaces between words, and digits. In any other script a word may stand anywhere.
LETTERS = (
    "0-9A-Za-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01ba\u01bc-\u01bf\u01c4-\u0293\u0295-\u02af\u0370-\u0373\u0376"
    "\u0377\u037b-\u037d\u0386\u0388-\u03f5\u03f7-\u0481\u048a-\u0556\u0561-\u0587\u1e00-\u1fbc\u1fc2-\u1fcc\u1fd0-\u1fdb"
    "\u1fe0-\u1fec\u1ff2-\u1ffc"
)
LETTER = re.compile(f"[{LETTERS}]")
WORD = re.compile(f"[{LETTERS}]+")
# What stands between the words of don't, e-mail and "two words" says nothing: its words do.
WORDS = re.compile(f"[{LETTERS}]+(?:[ '\u2019-][{LETTERS}]+)*")
APOSTROPHES = re.compile("['\u2019]")
# A shorter beginning of a word is the beginning of too many.
PREFIX_LETTERS = 2


@dataclass(frozen=True)
class Term:
    """`text` has single spaces. `begins_inside`: it may be the middle of a word. `goes_on`: its last word may."""

    text: str
    is_unwanted: bool = False
    begins_inside: bool = False
    goes_on: bool = False

    @cached_property
    def is_exact(self) -> bool:
        """Whether its words in their order do not yet say that it is there: its signs count too."""
        return self.begins_inside or not WORDS.fullmatch(self.text)

    @cached_property
    def starts_with_letter(self) -> bool:
        return bool(LETTER.match(self.text))

    @cached_property
    def has_words(self) -> bool:
        """Whether it holds words that an index of words knows, from the first one's beginning."""
        return bool(LETTER.search(self.text)) and not (self.begins_inside and self.starts_with_letter)

    @cached_property
    def longest_word(self) -> int:
        return max((len(word) for word in WORD.findall(self.text)), default=0)

    @cached_property
    def ends_with_prefix(self) -> bool:
        last = WORD.search(self.text[::-1])
        return self.goes_on and last is not None and last.start() == 0 and last.end() >= PREFIX_LETTERS

    @cached_property
    def pattern(self) -> str:
        """A regular expression that finds it, to be read regardless of case: Python and PostgreSQL read it alike."""
        if WORDS.fullmatch(self.text):
            body = f"[^{LETTERS}]+".join(WORD.findall(self.text))
        else:
            body = r"\s+".join(_literal(chunk) for chunk in self.text.split())
        before = f"(?<![{LETTERS}])" if self.starts_with_letter and not self.begins_inside else ""
        after = f"(?![{LETTERS}])" if LETTER.match(self.text[-1]) and not self.ends_with_prefix else ""
        return before + body + after


def _literal(chunk: str) -> str:
    return "['\u2019]".join(re.escape(part) for part in APOSTROPHES.split(chunk))
