"""What a million messages say: made-up words as common as words are, sentences of them, and now and then some code."""

# ruff: noqa: SIM905  # a line of words is read as one

import random
from itertools import accumulate

from chat.rendering import render

STARTS = "b br c ch d f g h j k l m n p qu r s st t tr v w z".split()
SYLLABLES = [start + vowel for start in STARTS for vowel in "aeiou"]
SMALL_WORDS = (
    "the a to of and in is it you that we for on this be with have not but at are was so can will if do they me or"
).split()
EXTRAS = [
    "call foo_bar() first",
    "the C++ part is done",
    "日本語の文章です",
    "東京に行きます",
    "see https://example.com/timetable.png",
    "std::vector<int> it is",
    "x => y",
]
WORDS = 8_000
# A prime, so that two sentences by different steps meet in ever new pairs.
SENTENCES = 20_011
EXTRA_EVERY = 50


class Babble:
    """Always the same: `words` from the most common to the rarest, and `sentences` as text and HTML."""

    def __init__(self) -> None:
        self.random = random.Random(1)
        made = ("".join(self.random.choices(SYLLABLES, k=self.random.choice((1, 2, 2, 3, 3, 4)))) for _ in range(WORDS))
        self.words = list(dict.fromkeys([*SMALL_WORDS, *made]))
        # The n-th word is n times as rare as the first: so it is in every language.
        self._weights = list(accumulate(1 / (place + 2) for place in range(len(self.words))))
        self.sentences = [self._sentence(number) for number in range(SENTENCES)]

    def _sentence(self, number: int) -> tuple[str, str]:
        words = self.random.choices(self.words, cum_weights=self._weights, k=self.random.randint(3, 10))
        if number % EXTRA_EVERY == 0:
            words.append(self.random.choice(EXTRAS))
        text = " ".join(words)
        return text, render(text).html

    def common(self) -> str:
        return self.random.choice(self.words[:20])

    def usual(self) -> str:
        return self.random.choice(self.words[200:1_000])

    def rare(self) -> str:
        return self.random.choice(self.words[4_000:])

    def phrase(self) -> str:
        """Return two words that somebody has said next to each other."""
        words = self.random.choice(self.sentences)[0].split()
        start = self.random.randrange(len(words) - 1)
        return " ".join(words[start : start + 2])
