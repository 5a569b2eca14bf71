"""Twice the text costs twice the work. Nothing here looks at how long something takes on this machine."""

import sys
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from chat import limits
from chat.rendering import candidates, excerpt, message, render
from chat.rendering.cleaning import clean
from chat.rendering.languages import language
from chat.rendering.names import Names
from tests.rendering.hostile import BOMBS
from tests.rendering.reading import PEOPLE, ROOMS, written

# What is repeated to make a long text: half of all the signs that mean something, alone and in company.
PIECES = [
    *("a", "é", "🚢", " ", "\n", "a\n", "a\n\n", "*", "**", "_", "~~", "`", "[", "]", "![", "](", "<", ">", "&", "#"),
    *("@", ":", "a*", "*a", "*a ", "**a *b ", "*a_", "_*", "a***b", "`a", "[a](b", "[a](<b", "[a](b 'c", '[a](b "c'),
    *("[`", "*[", "[<a ", "![a](https://a.example)", "[a](https://a.example)", "[[a]", "[a]", "[](", "(", "<a b="),
    *("http://", "://", "https://a.example ", "<https://a.example>", "https://a.example/(", "https://a.example/["),
    *("@alice ", "@a.b.c.d.e ", "#general ", ":tada: ", ":a", "::", "a@b.c ", "&amp;", "\\", "\\*", "|", "|a", "-|-\n"),
    *("> ", ">a\n", "- ", "- a\n", "  - a\n", "1. a\n", "* - + ", "# a\n", "---\n", "|a|b|\n|-|-|\n", "a|b\n-|-\n"),
    *("```\n", "```a\nb\n```\n", "~~~\n"),
]  # fmt: skip


def calls(work: Callable[[], object]) -> int:
    """Return how many functions were called, of Python and of C."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_twice_the_text_calls_twice_as_much(piece: str) -> None:
    texts = [(piece * length)[:length] for length in (1_000, 2_000, 4_000, 8_000)]
    # The first time patterns are compiled, and addresses remembered. What is too much may be tried in three ways.
    counts = [min(calls(lambda text=text: written(text)) for _ in range(2)) for text in texts]
    assert [pair for pair in pairwise(counts) if pair[1] > 3.5 * pair[0] + 1_000] == []


@pytest.mark.parametrize("text", BOMBS, ids=lambda text: ascii(text[:20]))
def test_the_dearest_text_calls_no_more_than_a_bound_in_proportion(text: str) -> None:
    text = text[: limits.MESSAGE_CHARACTERS]
    assert calls(lambda: written(text)) <= 60 * limits.MESSAGE_CHARACTERS


def seconds(work: Callable[[], object]) -> float:
    """Return what a piece of work takes of the processor, at its best."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def check_proportion(work: Callable[[str], object], piece: str) -> None:
    """Assert that four times the text takes less than ten times as long: the square of it would take sixteen times."""
    short, long = ((piece * length)[:length] for length in (20_000, 80_000))
    ratios = []
    for _ in range(3):
        ratios.append(seconds(lambda: work(long)) / max(seconds(lambda: work(short)), 0.000_2))
        if ratios[-1] < 10:
            return
    raise AssertionError(f"{ratios} times as long for four times the text")


@pytest.mark.parametrize("piece", ["@a.b.c ", "@" * 5, "@a", "#a-", "#", "a", "a@", ".", "_", "é", "@é", "#_"])
def test_looking_for_names_takes_its_proportion(piece: str) -> None:
    check_proportion(candidates, piece)
    check_proportion(lambda text: message._as_lines(text, Names(PEOPLE, ROOMS)), piece)


@pytest.mark.parametrize("piece", ["<", "&", "<a", ">", "<br>a", '"', "</", "<!--", "&amp;", "\u0301", "\u200d"])
def test_an_excerpt_takes_its(piece: str) -> None:
    check_proportion(lambda html: excerpt(html, 100), piece)


@pytest.mark.parametrize("piece", ["&amp;", "&lt;p", "<p>a</p>", "<br>", '<a href="https://a.example">', "<em>a</em>"])
def test_cleaning_takes_its(piece: str) -> None:
    check_proportion(clean, piece)


MARKED = [
    "c",
    "css",
    "diff",
    "haskell",
    "html",
    "ini",
    "js",
    "json",
    "makefile",
    "perl",
    "py",
    "rs",
    "ruby",
    "sh",
    "sql",
]


@pytest.mark.parametrize("name", [*MARKED, "yaml"])
@pytest.mark.parametrize(
    "piece", ["a", "-", "- ", "a:", "a=", "a.", "'", '"', "\\", '\\"', "/*", "{-", "#", "\n", "a\n", " "]
)
def test_colouring_takes_its(name: str, piece: str) -> None:
    known = language(name)
    assert known
    check_proportion(lambda code: sum(1 for _ in known.pattern.finditer(code)), piece)


def test_previews_of_a_word_are_cheap() -> None:
    assert calls(lambda: render("Good morning")) < 20
