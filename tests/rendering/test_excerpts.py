"""A message in one line."""

import pytest

from chat.rendering import excerpt
from tests.rendering.reading import written


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Hello, world", "Hello, world"),
        ("one\ntwo\n\nthree", "one two three"),
        ("**b**old and `code` & <b>", "bold and code & <b>"),
        ("# Head\n> quote\n\n- a\n- [x] b\n1. c", "Head quote a ☑ b c"),
        ("|a|b|\n|-|-|\n|c|d|", "a b c d"),
        ("```py\nif a:\n    b()\n```", "if a: b()"),
        ("Hi @alice in #general, [see](https://a.example) :tada:", "Hi @Alice in #general, see 🎉"),
        ("a\u00a0b   c\u2028d", "a b c d"),
        ("---", ""),
    ],
)
def test_what_is_said_in_one_line(text: str, line: str) -> None:
    assert excerpt(written(text).html, 100) == line


def test_a_long_one_ends_in_an_ellipsis_at_its_length() -> None:
    assert excerpt("<p>one two three</p>", 13) == "one two three"
    assert excerpt("<p>one two three</p>", 12) == "one two thr…"
    assert excerpt("<p>one two three</p>", 5) == "one…"
    assert excerpt("<p>one</p>", 1) == "…"


def test_a_face_is_not_cut_in_two() -> None:
    assert excerpt("<p>👩🏽‍🚀👩🏽‍🚀</p>", 6) == "👩🏽‍🚀…"
    assert excerpt("<p>e\u0301e\u0301</p>", 3) == "e\u0301…"
