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
    writes(bob)
    changes(bob)
    keeps_and_answers(bob)
    opens_a_thread(bob)
    deletes_and_thinks_again(bob)
    goes_elsewhere(bob)


def writes(bob):
    bob.page.keyboard.type("The winch is ")
    keys(bob, "Control+b")
    bob.page.keyboard.type("back")
    keys(bob, "Control+b", "Enter")
    expect(said(bob, "The winch is back").locator("strong")).to_have_text("back")


def changes(bob):
    keys(bob, "ArrowUp")
    expect(bob.composer).to_have_value("The winch is **back**")
    keys(bob, "End")
    bob.page.keyboard.type(" again")
    keys(bob, "Enter")
    expect(said(bob, "The winch is back again").locator("[data-edited-mark]")).to_be_visible()


def keeps_and_answers(bob):
    said(bob, "The winch is back again").focus()
    keys(bob, "p")
    expect(bob.page.locator("[data-pins]")).to_contain_text("1 pinned message")
    keys(bob, "s")
    expect(bob.page.get_by_text("Saved for later.")).to_be_visible()
    keys(bob, "r")
    bob.page.keyboard.type("Thanks")
    keys(bob, "Enter")
    expect(said(bob, "Thanks").locator("[data-quote]")).to_be_visible()


def opens_a_thread(bob):
    said(bob, "The winch is back again").first.focus()
    keys(bob, "t")
    expect(bob.page.locator("[data-panel] [data-thread]")).to_be_visible()
    keys(bob, "Escape")
    expect(bob.page.locator("[data-panel]")).to_be_hidden()


def deletes_and_thinks_again(bob):
    bob.page.locator("[data-timeline] [data-kind=said]").last.focus()
    keys(bob, "Delete")
    expect(bob.page.get_by_text("Message deleted", exact=True)).to_be_visible()
    keys(bob, "z")
    expect(said(bob, "Thanks")).to_be_visible()


def goes_elsewhere(bob):
    keys(bob, "Control+k")
    bob.page.keyboard.type("Tower")
    keys(bob, "Enter")
    expect(bob.page.locator("main [data-room-name]")).to_have_text("Tower")
    bob.page.locator("[data-timeline]").focus()
    keys(bob, "?")
    expect(bob.page.get_by_role("dialog")).to_contain_text("Mark as unread from here")
    keys(bob, "Escape")
    expect(bob.page.get_by_role("dialog")).to_have_count(0)
