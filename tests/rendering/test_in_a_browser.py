"""Hostile messages in a real page: they stay where they are, run nothing and fetch nothing."""

from collections.abc import Iterator
from html import escape

import pytest
from playwright.sync_api import Page, sync_playwright

from chat import limits
from tests.browser import chromium
from tests.rendering.hostile import HOSTILE
from tests.rendering.reading import TAGS, read, written

pytestmark = pytest.mark.browser
HERE = "https://chat.example/"
BODIES = [written(text[: limits.MESSAGE_CHARACTERS]).html for text in HOSTILE]
PAGE = "".join(
    f'<main data-typed="{escape(ascii(text[:40]))}">{html}</main>' for text, html in zip(HOSTILE, BODIES, strict=True)
)
# Everything that a browser would run, load or submit by itself, or name.
ACTIVE = "[src], [srcset], [style], [id], [name], [action], [formaction], [onclick], [onerror], [onload], [onmouseover]"


@pytest.fixture(scope="module")
def page() -> Iterator[tuple[Page, list[str]]]:
    """A page of all hostile messages, and what it asked for or said."""
    noticed: list[str] = []

    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        page = browser.new_page()
        page.route(
            "**/*",
            lambda route: route.fulfill(
                body=f"<!doctype html><body>{PAGE}</body>", content_type="text/html; charset=utf-8"
            ),
        )
        page.on("request", lambda request: noticed.append(request.url))
        page.on("dialog", lambda dialog: (noticed.append(dialog.message), dialog.dismiss()))
        page.goto(HERE, wait_until="networkidle")
        yield page, noticed
        browser.close()


def test_nothing_is_fetched_or_said(page: tuple[Page, list[str]]) -> None:
    assert page[1] == [HERE]


def test_a_browser_sees_only_what_is_listed(page: tuple[Page, list[str]]) -> None:
    seen = page[0].evaluate("[...document.querySelectorAll('main *')].map((node) => node.localName)")
    assert len(seen) > 1_000
    assert set(seen) <= TAGS
    assert page[0].locator(f"main :is({ACTIVE})").count() == 0


def test_each_stays_in_its_place_and_says_what_the_other_parser_read(page: tuple[Page, list[str]]) -> None:
    assert page[0].evaluate("[...document.body.children].map((node) => node.localName)") == ["main"] * len(HOSTILE)
    texts = page[0].evaluate("[...document.querySelectorAll('main')].map((node) => node.textContent)")
    for html, text in zip(BODIES, texts, strict=True):
        assert text == read(html.replace("<br>", "")).words


def test_links_lead_to_the_web_or_to_people_and_rooms(page: tuple[Page, list[str]]) -> None:
    parts = "(link) => [link.className, link.protocol, link.origin, link.pathname]"
    links = page[0].evaluate(f"[...document.querySelectorAll('main a')].map({parts})")
    assert len(links) > 300
    for kind, protocol, origin, path in links:
        assert protocol in {"http:", "https:"}
        assert (origin == HERE.rstrip("/")) == bool(kind)
        assert not kind or path.startswith(("/people/", "/rooms/"))
