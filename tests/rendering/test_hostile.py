"""Hostile texts come out as text: nothing runs, nothing leads elsewhere than it may, nothing leaves its place."""

import pytest

from chat import limits
from chat.rendering import excerpt
from chat.rendering.cleaning import clean
from tests.rendering.hostile import ATTRIBUTES, BOMBS, CONFUSED, HOSTILE, NESTED, RELATIVE, SCHEMES, SCRIPTS
from tests.rendering.reading import check_safe, letters, read, written

each = pytest.mark.parametrize


def short(text: str) -> str:
    return ascii(text[:30])


def test_the_corpus_is_large_and_has_no_twins() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) >= 300


@each("text", HOSTILE, ids=short)
def test_what_comes_out_is_on_the_list_and_stays_when_cleaned_again(text: str) -> None:
    html = written(text[: limits.MESSAGE_CHARACTERS]).html
    check_safe(html)
    assert clean(html) == html
    assert len(html.encode()) <= limits.MESSAGE_HTML_BYTES
    assert len(excerpt(html, 80)) <= 80


@each("text", [text for text in SCRIPTS if text[0] in "<&\ufeff\uff1c"], ids=short)
def test_markup_is_shown_as_it_was_typed(text: str) -> None:
    assert letters(read(written(text).html).words) == letters(text)


@each("text", [*SCHEMES, *RELATIVE], ids=short)
def test_what_leads_nowhere_good_is_no_link_and_loses_nothing(text: str) -> None:
    tree = read(written(text).html)
    assert [link for link in tree.all("a") if link.words != link.attributes["href"]] == []
    assert letters(tree.words) == letters(text)


@each("text", [*ATTRIBUTES, *NESTED, *CONFUSED], ids=short)
def test_who_is_mentioned_is_shown_so(text: str) -> None:
    rendered = written(text)
    shown = {node.attributes.get("data-mention") for node in read(rendered.html).all()} - {None}
    called = {"here": rendered.mentions_here, "everyone": rendered.mentions_everyone}
    assert shown == rendered.mentioned | {name for name, is_called in called.items() if is_called}


@each("text", BOMBS, ids=short)
def test_a_bomb_adds_no_letter(text: str) -> None:
    typed, shown = (set(letters(one)) for one in (text, read(written(text).html).words))
    assert shown <= typed | set("Alice")
