"""What is shown of what was found."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat import limits
from chat.models import Message
from chat.rendering import render
from chat.search.excerpts import marked
from chat.search.query import parse


def shown(text: str, query: str) -> str:
    return str(marked(Message(text=text, html=render(text).html), parse(query).wanted))


@pytest.mark.parametrize(
    ("text", "query", "piece"),
    [
        ("A boat here", "boat ", "A <mark>boat</mark> here"),
        ("A boathouse here", "boat", "A <mark>boat</mark>house here"),
        ("A boathouse here", "boat* ", "A <mark>boat</mark>house here"),
        ("Boat and BOAT", "boat ", "<mark>Boat</mark> and <mark>BOAT</mark>"),
        ("two red boats", "boats red", "two <mark>red</mark> <mark>boats</mark>"),
        ("<script>boat</script>", "boat ", "&lt;script&gt;<mark>boat</mark>&lt;/script&gt;"),
        ("x <b> y", "<b>", "x <mark>&lt;b&gt;</mark> y"),
        ("A **boat** here", "boat ", "A <mark>boat</mark> here"),
        ("[here](https://harbour.example/)", "harbour.example", "[here](https://<mark>harbour.example</mark>/)"),
        ("old\nharbour", '"old harbour"', "<mark>old harbour</mark>"),
        ("これは日本語です", "日本語", "これは<mark>日本語</mark>です"),
        ("A boat here", "from:bob", "A boat here"),
    ],
)
def test_what_was_looked_for_is_marked(text: str, query: str, piece: str) -> None:
    assert shown(text, query) == piece


def test_a_long_message_is_shown_around_what_was_found() -> None:
    piece = shown("word " * 500 + "boat" + " word" * 500, "boat ")
    assert piece.startswith("…word ")
    assert piece.endswith("…")
    assert "<mark>boat</mark>" in piece
    assert len(piece) < limits.SEARCH_EXCERPT_CHARACTERS + 20


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[tuple[str, int]] = set()
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add((tag, len(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@given(st.text("<>&\"'ab/ =x", max_size=40), st.text("<>&\"'ab*/", max_size=10))
def test_no_message_brings_markup_of_its_own(text: str, query: str) -> None:
    message = Message(text=text, html=render(text).html)
    found = Tags(str(marked(message, parse(query).wanted)))
    assert found.tags <= {("mark", 0)}
