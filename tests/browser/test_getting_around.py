"""The quick switcher, the shortcuts, and the sheet that lists them."""

import pytest
from playwright.sync_api import expect

from tests.browser.measures import faint_texts

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def switcher(window):
    return window.page.get_by_role("dialog", name="Go to a room or a person")


def destinations(window):
    return switcher(window).get_by_role("option")


def is_in(window, name):
    expect(window.page.locator("main [data-room-name]")).to_have_text(name)


def test_a_few_letters_and_enter_lead_to_a_room_over_the_same_socket(house):
    alice = house.alice_in("Days")
    sockets = []
    alice.page.on("websocket", lambda socket: sockets.append(socket))
    alice.composer.press("Control+K")
    alice.page.keyboard.type("hsty")
    expect(destinations(alice).first).to_contain_text("History")
    alice.page.keyboard.press("Enter")
    is_in(alice, "History")
    expect(alice.composer).to_be_focused()
    alice.page.go_back()
    is_in(alice, "Days")
    assert sockets == []


def test_what_is_unread_comes_first_and_the_open_room_last(house):
    # Somebody with few rooms: the switcher offers no more than fit.
    (wanda,) = house.home.site.people("wanda")
    anchor, _buoy, chain = (house.bob_hand.make_room(name, "wanda") for name in ("Anchor", "Buoy", "Chain"))
    wanda = house.enter(house.home.site, wanda).open_room(anchor)
    house.bob_hand.say(chain, "News")
    wanda.counts("Chain", 1)
    wanda.page.get_by_role("button", name="Go to a room or a person").click()
    expect(destinations(wanda).first).to_contain_text("Chain")
    expect(destinations(wanda).last).to_contain_text("Anchor")
    wanda.page.keyboard.press("ArrowUp")
    expect(destinations(wanda).last).to_have_attribute("aria-selected", "true")
    wanda.page.keyboard.press("Escape")
    expect(switcher(wanda)).to_have_count(0)
    wanda.composer.press("Alt+Shift+ArrowDown")
    is_in(wanda, "Chain")


def test_a_person_is_found_and_spoken_to_and_found_again_as_that_talk(house):
    alice = house.alice_in("Days")
    for _time in range(2):
        alice.page.keyboard.press("Control+K")
        alice.page.keyboard.type("maxi")
        expect(destinations(alice)).to_have_count(1)
        expect(destinations(alice)).to_contain_text("Maximiliane")
        alice.page.keyboard.press("Enter")
        expect(alice.page.locator("main [data-room-name]")).to_contain_text("Maximiliane")
        expect(alice.page.locator('[data-rooms="direct"] > li')).to_have_count(1)
        alice.go(f"/rooms/{house.slug('Days')}/").wait_for("connected")


def test_with_words_selected_the_switchers_keys_make_a_link(house):
    alice = house.alice_in("Days")
    alice.composer.fill("timetable")
    alice.composer.press("Control+A")
    alice.composer.press("Control+K")
    expect(alice.composer).to_have_value("[timetable]()")
    expect(switcher(alice)).to_have_count(0)


def test_keys_lead_to_the_neighbouring_rooms(house):
    alice = house.alice_in("Days")
    names = alice.page.locator('[data-rooms="rooms"] [data-room-name]').all_inner_texts()
    alice.composer.press("Alt+ArrowDown")
    is_in(alice, names[names.index("Days") + 1])
    expect(alice.composer).to_be_focused()
    alice.composer.press("Alt+ArrowUp")
    is_in(alice, "Days")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_question_mark_shows_all_shortcuts_unless_one_writes_it(house, scheme):
    alice = house.alice_in("Days", color_scheme=scheme)
    alice.composer.press("?")
    expect(alice.composer).to_have_value("?")
    sheet = alice.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_have_count(0)
    alice.log.focus()
    alice.page.keyboard.press("?")
    expect(sheet.get_by_role("heading", name="Formatting")).to_be_visible()
    expect(sheet.get_by_role("listitem").filter(has_text="Bold")).to_contain_text("Ctrl B")
    assert faint_texts(alice.page) == []
    alice.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(alice.log).to_be_focused()
