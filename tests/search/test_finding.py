"""What is found for what was typed."""

import uuid

import pytest

from chat.actions import deletion, messages, rooms
from chat.models import Message
from chat.search import Page
from tests.cast import Cast
from tests.search.cases import FINDS
from tests.search.inside import ask, find_what_was_said, names, say, say_all, survive_anything, texts


@pytest.mark.parametrize(("query", "found"), FINDS)
@pytest.mark.django_db
def test_alice_finds(cast: Cast, query: str, found: str) -> None:
    say_all(cast)
    assert names(ask(cast.alice, query)) == set(found.split())


@pytest.mark.django_db
def test_no_text_is_an_error(cast: Cast) -> None:
    say_all(cast)
    assert survive_anything(400) >= 400


def test_whatever_was_said_is_found_by_its_own_words_and_signs(cast: Cast) -> None:
    assert find_what_was_said(150) > 150


def test_the_newest_comes_first_and_the_rest_by_the_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat.limits.SEARCH_PAGE_MESSAGES", 2)
    say(cast, "bob", *(f"boat {number}" for number in range(5)))
    pages: list[Page] = [ask(cast.alice, "boat")]
    while pages[-1].older:
        pages.append(ask(cast.alice, "boat", pages[-1].older))
    assert [texts(page) for page in pages] == [["boat 4", "boat 3"], ["boat 2", "boat 1"], ["boat 0"]]


def test_nothing_asked_is_nothing_found(cast: Cast) -> None:
    say(cast, "bob", "boat")
    for query in ("", "   ", "from:", '""'):
        page = ask(cast.alice, query)
        assert (page.asks, page.found) == (False, [])


def test_a_filter_alone_lists_what_fits(cast: Cast) -> None:
    say(cast, "bob", "one", "two")
    say(cast, "alice", "three")
    assert texts(ask(cast.alice, "from:bob")) == ["two", "one"]
    assert texts(ask(cast.alice, "from:me")) == ["three"]
    assert texts(ask(cast.alice, "from:me from:bob on:today")) == ["three", "two", "one"]
    assert texts(ask(cast.alice, "-two")) == ["three", "one"]


def test_people_are_found_by_the_name_that_others_see(cast: Cast) -> None:
    cast.bob.display_name = "Bob Builder"
    cast.bob.save()
    say(cast, "bob", "boat")
    assert texts(ask(cast.alice, 'from:"bob builder" boat')) == ["boat"]


def test_a_direct_room_is_named_by_who_is_in_it(cast: Cast) -> None:
    room = rooms.open_direct(cast.alice, [cast.bob])
    messages.post(cast.bob, room, uuid.uuid4(), "our boat")
    say(cast, "bob", "their boat")
    assert texts(ask(cast.alice, "in:@bob boat")) == ["our boat"]
    assert [one.room["name"] for one in ask(cast.alice, "in:bob").found] == ["bob"]


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("in:cellar boat", "No room of yours is called “cellar”."),
        ("from:nobody boat", "Nobody here is called “nobody”."),
        ("has:wings boat", "“has:wings” is not known. There are has:link, has:picture and has:file."),
        ("before:2026-02 boat", "“before:2026-02” is no day yet. Write it like before:2026-01-31."),
        ("on:2026-02-30 boat", "“on:2026-02-30” is no day yet. Write it like before:2026-01-31."),
    ],
)
def test_what_is_not_understood_is_said(cast: Cast, query: str, note: str) -> None:
    say(cast, "bob", "boat")
    assert ask(cast.alice, query).notes == [note]


def test_system_lines_and_tombstones_are_not_found(cast: Cast) -> None:
    said = say(cast, "bob", "boat one", "boat two")
    Message.objects.filter(pk=said[0].pk).update(kind=Message.Kind.SYSTEM)
    assert texts(ask(cast.alice, "boat")) == ["boat two"]
    Message.objects.filter(pk=said[0].pk).update(kind=Message.Kind.SAID)
    assert texts(ask(cast.alice, "boat")) == ["boat two", "boat one"]
    deletion.delete(cast.bob, said[0])
    assert texts(ask(cast.alice, "boat")) == ["boat two"]
