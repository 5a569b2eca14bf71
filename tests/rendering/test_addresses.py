"""Addresses become links when they lead to the web by their full name, and say where they lead."""

import pytest

from chat import limits
from chat.rendering import render
from tests.rendering.reading import REL, Node, read, written


def links(text: str) -> list[Node]:
    return [link for link in read(written(text).html).all("a") if "rel" in link.attributes]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.com", "https://example.com"),
        ("see http://example.com/a?b=c&d=e#f.", "http://example.com/a?b=c&d=e#f"),
        ("(https://example.com/a_(b))", "https://example.com/a_(b)"),
        ("https://example.com/a_b_c", "https://example.com/a_b_c"),
        ("**https://example.com**!", "https://example.com"),
        ("_https://example.com/x_.", "https://example.com/x"),
        ("~~https://example.com/~~", "https://example.com/"),
        ("https://example.com`x`", "https://example.com"),
        ("<https://example.com/a b>", "https://example.com/a"),
        ("<https://example.com/(a>", "https://example.com/(a"),
        ("https://example.com/straße", "https://example.com/stra%C3%9Fe"),
        ("HTTPS://EXAMPLE.COM", "HTTPS://EXAMPLE.COM"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("https://example.com/@alice#general", "https://example.com/@alice#general"),
        ("[words](https://example.com)", "https://example.com"),
        ("[words](<https://example.com/a b> 'title')", "https://example.com/a%20b"),
        ("![words](https://example.com/x.png)", "https://example.com/x.png"),
        ("[![words](https://a.example/x.png)](https://example.com)", "https://example.com"),
        ("- https://example.com", "https://example.com"),
        ("|a|\n|-|\n|https://example.com|", "https://example.com"),
    ],
)
def test_an_address_becomes_a_link(text: str, address: str) -> None:
    (link,) = links(text)
    assert link.attributes == {"href": address, "rel": REL, "target": "_blank"}
    assert written(text).has_link


@pytest.mark.parametrize(
    "text",
    [
        "`https://example.com`",
        "    https://example.com",
        "```\nhttps://example.com\n```",
        "xhttps://example.com",
        "https\\://example.com",
        "https://",
        "mailto:bob@example.com",
        "[words](bob@example.com)",
        "[words](/rooms/general/)",
    ],
)
def test_others_stay_text(text: str) -> None:
    assert links(text) == []
    assert not written(text).has_link


def test_an_own_page_is_no_link_of_the_message() -> None:
    assert not written("@alice #general").has_link


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[](https://a.example)", "https://a.example"),
        ("![](https://a.example/x.png)", "https://a.example/x.png"),
        ("[**\u200b**](https://a.example)", "\u200bhttps://a.example"),
        ("[https://b.example](https://a.example)", "https://b.example (a.example)"),
        ("[**www.b.example**/x](https://a.example)", "www.b.example/x (a.example)"),
        ("[https://a.example@b.example/](https://b.example)", "https://a.example@b.example/ (b.example)"),
        ("[https://a.example/x](https://www.a.example/y)", "https://a.example/x"),
        ("[README.md](https://a.example)", "README.md"),
        ("http://xn--80ak6aa92e.example", "http://xn--80ak6aa92e.example"),
        ("http://münchen.example", "http://münchen.example"),
    ],
)
def test_a_link_shows_where_it_leads_when_it_could_deceive(text: str, words: str) -> None:
    (link,) = links(text)
    assert link.words == words


def test_a_picture_is_not_loaded() -> None:
    assert read(render("![a](https://a.example/x.png)").html).all("img") == []


def test_long_addresses_stay_text() -> None:
    longest = "https://a.example/" + "x" * (limits.ADDRESS_CHARACTERS - len("https://a.example/"))
    assert [link.attributes["href"] for link in links(longest)] == [longest]
    assert links(longest + "x") == []
    assert links(f"[words]({longest}x)") == []


def test_a_whole_message_of_addresses_is_linked() -> None:
    text = " ".join(["https://a.example/"] * (limits.MESSAGE_CHARACTERS // 50))
    assert len(links(text)) == len(text.split())


def test_addresses_in_addresses_are_looked_for_only_so_often() -> None:
    text = 'https://a.example/"' * (limits.MESSAGE_CHARACTERS // 20)
    assert len(links(text)) < 40
    assert read(render(text).html).words == text


def test_the_end_of_one_is_not_the_beginning_of_another() -> None:
    (link,) = links("HTTP://HTTP://A")
    assert link.words == "HTTP://HTTP"
    assert read(written("HTTP://HTTP://A").html).words == "HTTP://HTTP://A"
