"""Everything by keyboard: one always sees where one is, and Escape leads back."""

import pytest
from playwright.sync_api import expect

from tests.browser.measures import focus

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def start(window):
    """The focus stands before the first thing on the page."""
    window.page.locator(".skip").focus()
    window.page.keyboard.press("Shift+Tab")


def walk(window):
    """Return each place that the Tab key leads to, until it leaves the page, which may lead to the first one again."""
    start(window)
    places = []
    while not places or places[0] not in places[1:]:
        window.page.keyboard.press("Tab")
        if window.page.evaluate("document.activeElement === document.body"):
            return places
        places.append(focus(window.page))
    return places[:-1]


def test_the_tab_key_goes_through_the_page_as_one_reads_it_and_is_seen_everywhere(house):
    alice = house.alice_in("Days")
    places = walk(alice)
    assert [place["name"] for place in places if not place["seen"]] == []
    regions = list(dict.fromkeys(place["region"] for place in places))
    assert regions == ["body", "nav", "header", "div", "form"]
    assert places[0]["name"] == "Skip to the content"
    assert "Messages" in [place["name"] for place in places]
    assert [place["name"] for place in places[-4:]] == ["Formatting", "Message #Days", "Emoji", "Send message"]


def test_arrows_move_through_the_rooms_and_enter_opens_one(house):
    alice = house.alice_in("Days")
    alice.entry("Days").locator("a").focus()
    alice.page.keyboard.press("ArrowDown")
    chosen = focus(alice.page)["name"]
    alice.page.keyboard.press("ArrowUp")
    expect(alice.entry("Days").locator("a")).to_be_focused()
    alice.page.keyboard.press("ArrowDown")
    alice.page.keyboard.press("Enter")
    expect(alice.page.locator("main [data-room-name]")).to_have_text(chosen.split(" ")[0])
    expect(alice.composer).to_be_focused()


def test_the_link_past_the_sidebar_leads_to_the_room(house):
    alice = house.alice_in("Days")
    start(alice)
    alice.page.keyboard.press("Tab")
    alice.page.keyboard.press("Enter")
    alice.page.keyboard.press("Tab")
    assert focus(alice.page)["region"] == "header"


def test_escape_closes_a_menu_and_returns_to_its_button(house):
    alice = house.alice_in("Days")
    button = alice.page.get_by_role("button", name="Room menu")
    button.focus()
    alice.page.keyboard.press("Enter")
    expect(alice.page.locator("#room-menu")).to_be_visible()
    alice.page.keyboard.press("Escape")
    expect(alice.page.locator("#room-menu")).to_be_hidden()
    expect(button).to_be_focused()


def test_the_timeline_scrolls_by_keys(house):
    alice = house.alice_in("History")
    alice.log.focus()
    alice.page.keyboard.press("PageUp")
    alice.page.keyboard.press("Home")
    expect(alice.page.locator("#message-100")).to_be_attached()
