"""The page of search: the whole, its parts, and the panel."""

import pytest
from django.http import HttpResponse

from chat import limits
from tests.cast import Browser, Cast
from tests.search.inside import say
from tests.views.page import Page


def asked(browser: Browser, cast: Cast, query: str, name: str = "alice", **more: str) -> HttpResponse:
    return browser(getattr(cast, name)).get("/search/", {"q": query} | more)


def test_an_empty_box_explains_what_can_be_asked(cast: Cast, browser: Browser) -> None:
    page = Page(browser(cast.alice).get("/search/"))
    for word in ("from:alice", "in:general", "has:picture", "before:2026-01-31", "-sail", "boat*", "UTC"):
        assert word in page.text
    assert page.field("q")["value"] == ""


def test_days_are_said_to_be_those_of_the_person(cast: Cast, browser: Browser) -> None:
    cast.alice.timezone = "Asia/Tokyo"
    cast.alice.save()
    assert "Asia/Tokyo" in Page(browser(cast.alice).get("/search/")).text


def test_what_is_found_leads_to_its_place(cast: Cast, browser: Browser) -> None:
    cast.bob.display_name = "Bob Builder"
    cast.bob.save()
    (said,) = say(cast, "bob", "A boat <here>")
    page = Page(asked(browser, cast, "boat"))
    link = page.one("a", href=said.get_absolute_url())
    for word in ("Bob Builder", "workshop", "A boat <here>"):
        assert word in link.text
    assert page.one("mark").text == "boat"
    assert page.one("time")["datetime"].startswith(f"{said.created_at:%Y-%m-%dT%H:%M}")
    assert page.one("p", id="search-status").text == "1 message found"
    assert page.field("q")["value"] == "boat"


def test_nothing_found_says_what_to_do(cast: Cast, browser: Browser) -> None:
    page = Page(asked(browser, cast, "boat"))
    assert "No message in your rooms fits." in page.text
    assert page.one("p", id="search-status").text == "0 messages found"


def test_what_is_typed_is_text(cast: Cast, browser: Browser) -> None:
    answer = asked(browser, cast, '"><script>in:<b>')
    assert "<script>in" not in answer.content.decode()
    assert Page(answer).field("q")["value"] == '"><script>in:<b>'


def test_while_one_types_only_the_results_are_fetched(cast: Cast, browser: Browser) -> None:
    say(cast, "bob", "boat")
    answer = browser(cast.alice).get("/search/", {"q": "boat"}, headers={"HX-Target": "search-results"})
    page = Page(answer)
    assert page.has("mark")
    assert not page.has("form")
    assert not page.has("nav")
    assert "HX-Target" in answer.headers["Vary"]


def test_the_next_page_is_older(cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SEARCH_PAGE_MESSAGES", 1)
    say(cast, "bob", "boat one", "boat two")
    (more,) = [link for link in Page(asked(browser, cast, "boat")).all("a") if link.text == "Older messages"]
    assert more["href"] == more["hx-get"]
    older = Page(browser(cast.alice).get(more["href"]))
    assert "boat one" in older.text
    assert "boat two" not in older.text
    assert not [link for link in older.all("a") if link.text == "Older messages"]


def test_the_panel_has_no_page_around_it(cast: Cast, browser: Browser) -> None:
    say(cast, "bob", "boat")
    page = Page(asked(browser, cast, "boat", panel="1"))
    assert page.has("mark")
    assert page.has("input", name="panel", value="1")
    assert not page.has("nav")
    assert not page.has("main")


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [("x" * 201, 422, "This is too long. 200 characters are the most."), ("boat", 429, "Wait a moment.")],
)
def test_a_refusal_is_said_and_what_was_typed_is_kept(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch, query: str, status: int, sentence: str
) -> None:
    if status == 429:
        for _ in range(limits.SEARCHES_BURST):
            asked(browser, cast, "boat")
    answer = asked(browser, cast, query)
    assert answer.status_code == status
    page = Page(answer)
    assert sentence in page.one(role="alert").text
    assert page.field("q")["value"] == query


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, ""])
def test_a_place_that_is_none_is_refused(cast: Cast, browser: Browser, before: str) -> None:
    assert asked(browser, cast, "boat", before=before).status_code == 422


def test_a_room_leads_to_search(cast: Cast, browser: Browser) -> None:
    page = Page(browser(cast.alice).get("/rooms/workshop/"))
    assert page.has("a", href="/search/", aria_label="Search your rooms")
