"""What is offered while one writes: people, rooms and emoji."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def offers(window):
    return window.page.get_by_role("listbox", name="Names to choose from").get_by_role("option")


def test_a_person_is_chosen_by_keys_and_told_to_screen_readers(house):
    alice = house.alice_in("Days")
    alice.composer.press_sequentially("Hello @")
    expect(offers(alice).first).to_contain_text("@bob")
    alice.composer.press("ArrowDown")
    chosen = alice.page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_contain_text("@maximiliane")
    expect(alice.composer).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    alice.composer.press("Tab")
    expect(alice.composer).to_have_value("Hello @maximiliane ")
    expect(offers(alice)).to_have_count(0)


def test_escape_closes_the_offers_and_enter_sends_again(house):
    alice, _slug = house.alice_in_fresh_room("Offers")
    alice.composer.press_sequentially("@bo")
    expect(offers(alice)).to_have_count(1)
    alice.composer.press("Escape")
    expect(offers(alice)).to_have_count(0)
    alice.composer.press("Enter")
    alice.has_sent(1)
    alice.composer.press_sequentially("@")
    expect(offers(alice)).to_have_count(1)


def test_a_room_is_chosen_with_the_mouse_even_one_that_alice_is_not_in(house):
    house.bob_hand.make_room("Lighthouse", kind="open")
    alice = house.alice_in("Days")
    alice.composer.press_sequentially("See #light")
    offers(alice).filter(has_text="Lighthouse").click()
    expect(alice.composer).to_have_value("See #lighthouse ")
    expect(alice.composer).to_be_focused()


def test_an_emoji_is_written_by_its_name(house):
    alice = house.alice_in("Days")
    alice.composer.press_sequentially(":tad")
    expect(offers(alice).first).to_contain_text(":tada:")
    alice.composer.press("Enter")
    alice.composer.press_sequentially("and :joy:")
    expect(alice.composer).to_have_value("🎉 and 😂")


def test_an_emoji_is_picked_by_keyboard_and_stands_at_the_caret(house):
    alice = house.alice_in("Days")
    alice.composer.fill("Hooray!")
    alice.composer.press("ArrowLeft")
    alice.page.get_by_role("button", name="Emoji").press("Enter")
    search = alice.page.get_by_role("combobox", name="Search")
    expect(search).to_be_focused()
    search.press_sequentially("party popper")
    expect(alice.page.get_by_role("option", name="party popper")).to_be_visible()
    search.press("ArrowDown")
    search.press("Enter")
    expect(alice.composer).to_have_value("Hooray🎉!")
    expect(alice.composer).to_be_focused()


def test_the_picker_closes_without_an_emoji_and_returns_to_its_button(house):
    alice = house.alice_in("Days")
    button = alice.page.get_by_role("button", name="Emoji")
    button.press("Enter")
    search = alice.page.get_by_role("combobox", name="Search")
    expect(search).to_be_focused()
    # A sign that is a shortcut elsewhere is a letter here.
    search.press("?")
    expect(search).to_have_value("?")
    search.press("Escape")
    expect(search).to_have_value("")
    search.press("Escape")
    expect(search).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    expect(search).to_be_visible()
    button.click()
    expect(search).to_be_hidden()
