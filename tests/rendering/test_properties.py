"""What holds for every text, whatever is in it."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from chat import limits
from chat.rendering import candidates, excerpt, message, plain, render
from chat.rendering.cleaning import clean
from chat.rendering.names import Names
from tests.rendering.documents import ANY, DOCUMENTS, KEPT, MERE, Part
from tests.rendering.hostile import HOSTILE
from tests.rendering.reading import PEOPLE, ROOMS, check_safe, letters, read, written


@settings(max_examples=500, deadline=None)
@given(ANY)
def test_only_what_is_listed_comes_out_and_cleaning_it_again_changes_nothing(text: str) -> None:
    html = written(text).html
    check_safe(html)
    assert clean(html) == html
    assert "\n" not in excerpt(html, 50)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=4).map("\n\n".join))
def test_hostile_texts_do_not_help_each_other(text: str) -> None:
    html = written(text[: limits.MESSAGE_CHARACTERS]).html
    check_safe(html)
    assert clean(html) == html
    assert len(html.encode()) <= limits.MESSAGE_HTML_BYTES


@settings(max_examples=500, deadline=None)
@given(KEPT)
def test_the_letters_of_a_text_survive_in_their_order(text: str) -> None:
    assume("](" not in text)
    assume("```" not in text)
    assert letters(read(render(text).html).words) == letters(text)


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS)
def test_a_document_shows_its_words_and_nothing_else(document: Part) -> None:
    text, words = document
    assert letters(read(render(text).html).words) == words


@settings(max_examples=1_000, deadline=None)
@given(MERE)
@example("\u2139")
@example("a:")
@example("a: b :")
@example("1. a")
def test_the_quick_way_for_mere_words_is_no_other_way(text: str) -> None:
    quick = plain.words(text)
    assume(quick is not None)
    assert quick == message._as_markdown(text, Names(PEOPLE, ROOMS)).html


@pytest.mark.parametrize(
    "text", ["Good morning", "Coffee is ready, who wants some?", 'Then at 5 (sharp) - "bring cups"', "Übung: los!"]
)
def test_the_quick_way_is_taken_by_what_people_mostly_say(text: str) -> None:
    assert plain.words(text) == f"<p>{text}</p>"


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_who_is_named_was_asked_for_and_is_shown(text: str) -> None:
    rendered, asked = written(text), candidates(text)
    assert rendered.mentioned <= asked.people
    assert rendered.room_slugs <= asked.rooms
    shown = {str(node.attributes.get("data-mention")) for node in read(rendered.html).all()}
    assert rendered.mentioned == shown & PEOPLE.keys()
    assert (rendered.mentions_here, rendered.mentions_everyone) == ("here" in shown, "everyone" in shown)


@settings(max_examples=100, deadline=None)
@given(ANY)
def test_a_text_always_looks_the_same(text: str) -> None:
    assert written(text) == written(text)
