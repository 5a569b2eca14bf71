"""What somebody typed, taken apart. No text is wrong: what is no filter is something to look for."""

import re
from dataclasses import dataclass, field

from chat.search.terms import Term
from chat.validators import NUL_OR_SURROGATE

KEYS = ("from", "in", "has", "before", "after", "on")
DATE_KEYS = {"before", "after", "on"}
PART = re.compile(
    r"""(?P<minus>-(?=["*\w]))?
        (?:(?P<key>from|in|has|before|after|on):)?
        (?:"(?P<quoted>[^"]*)(?P<closed>"?)|(?P<plain>\S+))""",
    re.VERBOSE | re.IGNORECASE,
)
INCOMPLETE = re.compile(rf"(?:{'|'.join(KEYS)}):", re.IGNORECASE)
# What may be the beginning of a date: anything else behind on: is code.
DATE_LIKE = re.compile(r"\d|today$|yesterday$", re.IGNORECASE)


@dataclass(frozen=True)
class Filter:
    key: str
    value: str


@dataclass(frozen=True)
class Query:
    terms: list[Term] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        return bool(self.terms or self.filters)

    @property
    def wanted(self) -> list[Term]:
        return [term for term in self.terms if not term.is_unwanted]


def parse(text: str) -> Query:
    """Return what the text asks for. Its last word counts as begun, unless something follows it."""
    query = Query()
    text = NUL_OR_SURROGATE.sub(" ", text)
    for match in PART.finditer(text):
        key = (match["key"] or "").lower()
        value = match["plain"] if match["quoted"] is None else match["quoted"]
        if key and not (key in DATE_KEYS and not DATE_LIKE.match(value)):
            query.filters.append(Filter(key, value.strip()))
        elif not INCOMPLETE.fullmatch(match[0]):
            query.terms.extend(_terms(match, is_last=match.end() == len(text)))
    return query


def _terms(match: re.Match[str], *, is_last: bool) -> list[Term]:
    is_unwanted = match["minus"] is not None
    if match["quoted"] is not None and match["key"] is None:
        words = " ".join(match["quoted"].split())
        is_begun = is_last and not match["closed"] and not is_unwanted
        return [Term(words, is_unwanted, goes_on=is_begun)] if words else []
    word = match[0][1:] if is_unwanted else match[0]
    bare = word.strip("*")
    # Nothing but stars is what it is.
    if not bare:
        return [Term(word, is_unwanted)]
    goes_on = word.endswith("*") or (is_last and not is_unwanted)
    return [Term(" ".join(bare.split()), is_unwanted, word.startswith("*"), goes_on)]
