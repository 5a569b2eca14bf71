"""Message text becomes HTML with p, br and a, and nothing of the text gets lost or becomes markup."""

import contextlib
import re
import signal
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat import limits
from chat.rendering import plain

REL = "nofollow noopener noreferrer ugc"


class Reader(HTMLParser):
    """What a browser makes of the HTML: its tags with their attributes, and the words with their line breaks."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.words += {"p": "\n\n", "br": "\n"}.get(tag, "")

    def handle_data(self, data: str) -> None:
        self.words += data


def links(text: str) -> list[str | None]:
    return [attributes["href"] for tag, attributes in Reader(plain.render(text)).tags if tag == "a"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hello", "<p>Hello</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\n\n\n\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\n\n\ntwo", "<p>one</p><p>two</p>"),
        ("<b>&amp;</b>", "<p>&lt;b&gt;&amp;amp;&lt;/b&gt;</p>"),
        ('"it\'s"', "<p>&quot;it&#x27;s&quot;</p>"),
        ("e.g. file.py and README.md", "<p>e.g. file.py and README.md</p>"),
        ("bob@example.com", "<p>bob@example.com</p>"),
    ],
)
def test_text_keeps_its_lines_and_signs(text: str, html: str) -> None:
    assert plain.render(text) == html


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.com", "https://example.com"),
        ("see http://example.com/a?b=c&d=e#f.", "http://example.com/a?b=c&d=e#f"),
        ("(https://example.com/a_(b))", "https://example.com/a_(b)"),
        ("https://example.com/straße", None),
        ("HTTPS://EXAMPLE.COM", None),
        ("https://münchen.example/", None),
    ],
)
def test_addresses_become_links(text: str, address: str | None) -> None:
    (found,) = links(text)
    assert found
    assert found.lower().startswith(("http://", "https://"))
    assert address in {None, found}


def test_a_link_opens_elsewhere_and_tells_nothing_of_us() -> None:
    ((tag, attributes),) = [one for one in Reader(plain.render("https://example.com")).tags if one[0] == "a"]
    assert (tag, attributes) == ("a", {"href": "https://example.com", "rel": REL, "target": "_blank"})


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.com/",
        "mailto:bob@example.com",
        "//example.com/",
        "about:blank",
    ],
)
def test_nothing_but_the_web_is_linked(text: str) -> None:
    assert links(text) == []
    assert unescape(plain.render(text)) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "text",
    [
        'https://example.com/"onmouseover="alert(1)',
        "https://example.com/'><script>alert(1)</script>",
        "https://example.com/<img src=x onerror=alert(1)>",
        "<a href=https://example.com>x</a>",
        "https://example.com/&quot;&gt;",
        "https://example.com/\u202egnp.exe",
        "<<<<script>>",
        "<!-- https://example.com -->",
        "]]></p><p style=x>",
        "&#60;script&#62;",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    check(text)


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=80)
PIECES = st.sampled_from(
    ["https://a.example/", "http://", "www.b.example", "<", ">", '"', "'", "&", "&lt;", "\n", "\n\n", "(", ")", "[",
     "<script>", "</p>", "<br>", "javascript:", "@", "//", "?a=b&c=d", "%22", "\u202e", "\u200b", " ", "\uff0e", "。"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, PIECES), max_size=30).map("".join))
def test_whatever_is_typed_comes_out_as_text_with_three_tags_at_most(text: str) -> None:
    check(text)


def check(text: str) -> None:
    """A browser sees p, br and web links, and just the words that were typed."""
    reader = Reader(plain.render(text))
    assert {tag for tag, _ in reader.tags} <= {"p", "br", "a"}
    for tag, attributes in reader.tags:
        assert attributes.keys() == ({"href", "rel", "target"} if tag == "a" else set())
        assert tag != "a" or str(attributes["href"]).lower().startswith(("http://", "https://"))
    assert squeezed(reader.words) == squeezed(text)


def squeezed(text: str) -> str:
    """Return the text with runs of empty lines as one, as paragraphs show them."""
    return re.sub(r"\n{2,}", "\n\n", text).strip("\n")


@contextlib.contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Interrupt what has not ended after a time in which even quadratic work on the longest text would."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    "piece",
    [
        "a", "<", "&", "\n", "\n\n", " \n", "https://a.example/ ", "http://", "https://a", "www.", "//", ":", "@a",
        "(", "https://a.example/(", "https://a.example/((", "https://a.example/[", "https://a.example/\"", "a.", "a-",
        "https://a.example/'", "https://a.example/{", "https://a.example/.", "https://a.example/-", "🚢", "http://a@",
        "a@b.c ", "1.1.", "http:///",
    ],
)  # fmt: skip
def test_the_longest_hostile_text_is_rendered_in_time(piece: str) -> None:
    text = (piece * limits.MESSAGE_CHARACTERS)[: limits.MESSAGE_CHARACTERS]
    once = ("https://a.example/" + piece * limits.MESSAGE_CHARACTERS)[: limits.MESSAGE_CHARACTERS]
    with patience(5):
        for hostile in (text, once):
            assert squeezed(Reader(plain.render(hostile)).words) == squeezed(hostile)
