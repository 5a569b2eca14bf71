"""Markdown as people write it in a chat: each construct, and what looks like one and is not."""

import pytest

from chat.rendering import render
from tests.rendering.reading import read, written


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hello", "<p>Hello</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\r\ntwo\rthree", "<p>one<br>two<br>three</p>"),
        ("one\n\n\n\ntwo", "<p>one</p><p>two</p>"),
        ("one  \ntwo\\\nthree", "<p>one<br>two<br>three</p>"),
        ("*a* **b** ***c*** _d_ __e__", None),
        ("~~gone~~ ~not~", "<p><s>gone</s> ~not~</p>"),
        ("snake_case_name 2*3*4", "<p>snake_case_name 2<em>3</em>4</p>"),
        ("`a *b*` ``c ` d``", "<p><code>a *b*</code> <code>c ` d</code></p>"),
        ("\\*a\\* \\@alice \\:tada:", "<p>*a* @alice :tada:</p>"),
        ("> a\n> b\n>> c", "<blockquote><p>a<br>b</p><blockquote><p>c</p></blockquote></blockquote>"),
        ("- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("7. a", '<ol start="7"><li>a</li></ol>'),
        ("2026. What a year", "<p>2026. What a year</p>"),
        ("1. a\n1. b\n4. c\n5. d", '<ol><li>a</li><li>b</li><li value="4">c</li><li>d</li></ol>'),
        ("0) a\n   1. b\n1) c", '<ol start="0"><li>a<ol><li>b</li></ol></li><li>c</li></ol>'),
        ("***", "<hr>"),
        ("# a\n### b\n###### c ##", "<h3>a</h3><h5>b</h5><h6>c</h6>"),
        ("    a\n    b", "<pre><code>a\nb</code></pre>"),
    ],
)
def test_what_it_becomes(text: str, html: str | None) -> None:
    html = html or "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <em>d</em> <strong>e</strong></p>"
    assert render(text).html == html


@pytest.mark.parametrize(
    "text",
    [
        "<b>&amp;&copy;&#65;</b>",
        '"it\'s"',
        "e.g. file.py and README.md, www.example.com",
        "bob@example.com <bob@example.com>",
        "#general #1 #",
        "#",
        "a = b; c: d",
        "5 > 3 < 7",
        "[x] [ ] [1]: above",
        "¯\\_(ツ)_/¯",
        "a | b",
        "-5 +3 *x",
        "1.5 and 2)",
        "!important",
    ],
)
def test_what_stays_as_it_was_typed(text: str) -> None:
    (paragraph,) = read(render(text).html).children
    assert not isinstance(paragraph, str)
    assert paragraph.tag == "p"
    assert paragraph.words == text.replace("\\", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Title\n---", ["Title"]),
        ("Title\n===", ["Title\n==="]),
        ("To do:\n-", ["To do:\n-"]),
        ("[a]: https://a.example", ["[a]: https://a.example"]),
    ],
)
def test_nothing_that_was_typed_is_swallowed(text: str, words: list[str]) -> None:
    assert [paragraph.words for paragraph in read(render(text).html).all("p")] == words


def test_tasks_have_a_box_that_can_be_read() -> None:
    html = render("- [x] done\n- [ ] to do\n- [y] neither").html
    done = '<li class="prose__task"><span class="prose__box prose__box--done">☑</span> done</li>'
    to_do = '<li class="prose__task"><span class="prose__box">☐</span> to do</li>'
    assert html == f"<ul>{done}{to_do}<li>[y] neither</li></ul>"


def test_a_table_scrolls_in_its_box_and_aligns_by_class() -> None:
    html = render("|a|b|c|\n|-|:-:|-:|\n|1|2|\n|**3**|4|5|").html
    head = '<th>a</th><th class="prose__cell--center">b</th><th class="prose__cell--right">c</th>'
    row = '<td>{}</td><td class="prose__cell--center">{}</td><td class="prose__cell--right">{}</td>'
    rows = f"<tr>{row.format(1, 2, '')}</tr><tr>{row.format('<strong>3</strong>', 4, 5)}</tr>"
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    assert html == f'<div class="prose__table" tabindex="0">{table}</div>'


@pytest.mark.parametrize("text", ["|a|\n|-|\n|b|c|", "|a|b|\n|-|", "a|b\n-|-\nc|d|e"])
def test_a_table_that_would_lose_cells_is_none(text: str) -> None:
    assert read(render(text).html).all("table") == []


def test_deep_quotes_lists_and_marks_end_in_signs() -> None:
    assert read(render("> " * 20 + "a").html).words == "> " * 12 + "a"
    assert read(render("- " * 20 + "a").html).words == "- " * 16 + "a"
    marks = "".join(f"{sign}a " for sign in "*_" * 6) + "".join(f" b{sign}" for sign in "_*" * 6)
    assert read(render(marks).html).words == "a " * 8 + "*a _a *a _a " + " b_ b* b_ b*" + " b" * 8


def test_a_preview_needs_no_names() -> None:
    assert render("**@alice**").html == "<p><strong>@alice</strong></p>"
    assert written("**@alice**").html != render("**@alice**").html
