"""Changing one's mind and answering, from the box where one writes: no words are lost on the way."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def strip(window):
    return window.page.locator("[data-strip]")


def press_on(window, text, key):
    """Press a key with the focus on the message that says this."""
    window.message(text).focus()
    window.page.keyboard.press(key)


def test_arrow_up_in_an_empty_box_changes_the_last_own_message(house):
    alice, _slug = house.alice_in_fresh_room("Second thoughts")
    alice.say("Coffee")
    alice.has_sent(1)
    alice.composer.press("ArrowUp")
    expect(strip(alice)).to_contain_text("Edit message")
    expect(alice.composer).to_have_value("Coffee")
    alice.composer.press_sequentially(" is ready")
    alice.composer.press("Enter")
    alice.sees("Coffee is ready")
    expect(strip(alice)).to_be_hidden()
    expect(alice.composer).to_have_value("")
    expect(alice.composer).to_be_focused()


def test_what_was_begun_before_an_edit_comes_back_after_it(house):
    alice, slug = house.alice_in_fresh_room("Interrupted")
    alice.say("Coffee")
    alice.has_sent(1)
    alice.composer.press_sequentially("Half a thou")
    press_on(alice, "Coffee", "e")
    expect(alice.composer).to_have_value("Coffee")
    alice.composer.press_sequentially("!")
    alice.composer.press("Escape")
    expect(alice.composer).to_have_value("Half a thou")
    press_on(alice, "Coffee", "e")
    expect(alice.composer).to_have_value("Coffee")
    alice.composer.press_sequentially("?")
    alice.open_room(slug)
    expect(alice.composer).to_have_value("Half a thou")
    press_on(alice, "Coffee", "e")
    expect(alice.composer).to_have_value("Coffee?")


def test_an_edit_that_is_refused_stays_in_the_box(house):
    alice, _slug = house.alice_in_fresh_room("Refused")
    alice.say("Coffee")
    alice.has_sent(1)
    alice.composer.press("ArrowUp")
    expect(alice.composer).to_have_value("Coffee")
    alice.composer.press_sequentially(" is ready")
    alice.go_offline()
    alice.composer.press("Enter")
    expect(alice.page.get_by_role("alert")).to_be_visible()
    expect(alice.composer).to_have_value("Coffee is ready")
    expect(strip(alice)).to_be_visible()
    alice.come_back()
    alice.composer.press("Enter")
    alice.sees("Coffee is ready")


def test_a_reply_says_what_it_answers_and_escape_keeps_its_words(house):
    alice, slug = house.alice_in_fresh_room("Answers")
    house.bob_hand.say(slug, "Coffee?")
    alice.has_sent(1)
    alice.composer.press_sequentially("Yes")
    press_on(alice, "Coffee?", "r")
    expect(strip(alice)).to_contain_text("Reply to bob")
    expect(alice.composer).to_be_focused()
    alice.composer.press("Escape")
    expect(strip(alice)).to_be_hidden()
    expect(alice.composer).to_have_value("Yes")
    press_on(alice, "Coffee?", "r")
    alice.composer.press("Enter")
    alice.has_sent(2)
    expect(alice.message("Yes").locator("[data-quote]")).to_contain_text("Coffee?")
    expect(strip(alice)).to_be_hidden()
