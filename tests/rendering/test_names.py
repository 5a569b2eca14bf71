"""@name, @here, @everyone and #room: who and what a text names, and what only looks so."""

import pytest

from chat import limits
from chat.rendering import candidates, render
from tests.rendering.reading import PEOPLE, ROOMS, read, written


def mentioned(text: str) -> set[str]:
    return set(written(text).mentioned)


def test_a_mention_shows_the_display_name_and_leads_to_the_person() -> None:
    html = '<p>Hi <a class="mention" data-mention="alice" href="/people/alice/">@Alice</a>, all good?</p>'
    assert written("Hi @ALICE, all good?").html == html


def test_a_display_name_is_text() -> None:
    (link,) = read(written("@bob").html).all("a")
    assert link.words == "@Bob <b>'\"&"


def test_a_room_is_a_link_by_its_slug() -> None:
    rendered = written("in #General and #straße.")
    first, second = read(rendered.html).all("a")
    assert first.attributes == {"class": "room-link", "data-room-link": "general", "href": "/rooms/general/"}
    assert second.attributes["href"] == "/rooms/stra%C3%9Fe/"
    assert rendered.room_slugs == {"general", "straße"}


def test_everybody_has_no_page() -> None:
    rendered = written("@here and @Everyone")
    assert '<span class="mention" data-mention="here">@here</span>' in rendered.html
    assert '<span class="mention" data-mention="everyone">@everyone</span>' in rendered.html
    assert (rendered.mentions_here, rendered.mentions_everyone, rendered.mentioned) == (True, True, frozenset())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@alice.", {"alice"}),
        ("@alice... really", {"alice"}),
        ("@alice-", {"alice"}),
        ("@al.ice.", {"al.ice"}),
        ("@al.ices", set()),
        ("@alice.bob", {"alice"}),
        ("@charlie_", {"charlie_"}),
        ("@charlie", set()),
        ("@alice_", {"alice"}),
        ("@alice_b", set()),
        ('@alice\'s (@bob) "@al.ice"', {"alice", "bob", "al.ice"}),
        ("**@alice** _@bob_ ~~@al.ice~~", {"alice", "bob", "al.ice"}),
        ("- @alice\n> @bob\n\n# @al.ice\n\n|a|\n|-|\n|@charlie_|", set(PEOPLE)),
        ("@alice@bob", set()),
        ("bob@alice a_@alice", set()),
        ("@alice@example.com", set()),
        ("https://a.example/@alice", set()),
        ("/@alice @@alice #@alice", set()),
        ("`@alice` ``@bob``", set()),
        ("```\n@alice\n```", set()),
        ("    @alice", set()),
        ("[@alice](https://a.example) ![@bob](https://a.example)", set()),
        ("\\@alice", set()),
        ("@alicé @alice\u0301 @bob\u0445", set()),
        ("@alic @nobody @", set()),
        ("Ünal@alice ツ@bob", set()),
    ],
)
def test_who_is_mentioned(text: str, names: set[str]) -> None:
    assert mentioned(text) == names
    assert names <= candidates(text).people


@pytest.mark.parametrize(
    "text", ["`#general`", "##general", "a#general", "&#general;", "#generals", "[#general](https://a.example)"]
)
def test_what_names_no_room(text: str) -> None:
    assert written(text).room_slugs == frozenset()


def test_mere_words_ask_for_nobody() -> None:
    assert not candidates("Nothing here: bob@example.com, a#b, @ and #")
    assert candidates("@alice")
    assert candidates("#general")


def test_candidates_are_few() -> None:
    text = " ".join(f"@name{number} #room{number}" for number in range(600))
    found = candidates(text)
    assert len(found.people) == len(found.rooms) == limits.NAME_CANDIDATES
    assert "name0" in found.people


def test_a_name_that_nobody_asked_for_stays_text() -> None:
    assert render("@alice #general").html == "<p>@alice #general</p>"


def test_everybody_is_nobody_to_ask_for() -> None:
    assert candidates("@here @everyone @HERE.").people == {"here."}
    assert written("@here.").mentions_here


def test_a_text_that_is_too_much_for_markdown_names_people_all_the_same() -> None:
    rendered = written("@alice in #general\n" + "*a" * 4_000)
    assert "<em>" not in rendered.html
    assert (rendered.mentioned, rendered.room_slugs) == ({"alice"}, {"general"})


def test_rooms_are_known_by_name_only() -> None:
    assert {"general"} <= ROOMS
    assert written("#two-words-").room_slugs == {"two-words"}
