"""One morning without a mouse: everything that one does with messages, by keys alone."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.fixture
def bob(house):
    slug = house.bob_hand.make_room("Tour")
    house.bob_hand.make_room("Tower")
    return house.enters("bob").open_room(slug)


def keys(window, *pressed):
    for key in pressed:
        window.page.keyboard.press(key)


def said(window, text):
    return window.page.locator("[data-timeline] [data-kind=said]", has_text=text)


def test_a_morning_without_a_mouse(bob):
    page = bob.page
    # Write, format, and name an emoji.
    page.keyboard.type("The winch is ")
    keys(bob, "Control+b")
    page.keyboard.type("back")
    keys(bob, "Control+b", "Enter")
    expect(said(bob, "The winch is back").locator("strong")).to_have_text("back")
    # Change it: arrow up from the empty box.
    keys(bob, "ArrowUp")
    expect(bob.composer).to_have_value("The winch is **back**")
    keys(bob, "End")
    page.keyboard.type(" again")
    keys(bob, "Enter")
    expect(said(bob, "The winch is back again").locator("[data-edited-mark]")).to_be_visible()
    # Reach the message from the box, and do what one does with it.
    said(bob, "The winch is back again").focus()
    keys(bob, "p")
    expect(page.locator("[data-pins]")).to_contain_text("1 pinned message")
    keys(bob, "s")
    expect(page.get_by_text("Saved for later.")).to_be_visible()
    keys(bob, "r")
    page.keyboard.type("Thanks")
    keys(bob, "Enter")
    expect(said(bob, "Thanks").locator("[data-quote]")).to_be_visible()
    # Its thread, and back out.
    said(bob, "The winch is back again").first.focus()
    keys(bob, "t")
    expect(page.locator("[data-panel] [data-thread]")).to_be_visible()
    keys(bob, "Escape")
    expect(page.locator("[data-panel]")).to_be_hidden()
    # Delete, and think again.
    page.locator("[data-timeline] [data-kind=said]").last.focus()
    keys(bob, "Delete")
    expect(page.get_by_text("Message deleted", exact=True)).to_be_visible()
    keys(bob, "z")
    expect(said(bob, "Thanks")).to_be_visible()
    # Elsewhere, and to what all keys are.
    keys(bob, "Control+k")
    page.keyboard.type("Tower")
    keys(bob, "Enter")
    expect(page.locator("main [data-room-name]")).to_have_text("Tower")
    page.locator("[data-timeline]").focus()
    keys(bob, "?")
    expect(page.get_by_role("dialog")).to_contain_text("Mark as unread from here")
    keys(bob, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
