"""Writing well: formatting, preview, code. What offends the policy would stand in the console."""

import pytest
from playwright.sync_api import expect

from tests.browser.measures import faint_texts, overflowing, too_small_to_tap

pytestmark = [pytest.mark.browser, pytest.mark.servers]
# What a browser tells of a paste, with the clipboard's words.
PASTE = """(area, words) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", words);
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def formatting(window):
    return window.page.get_by_role("toolbar", name="Formatting")


def open_formatting(window):
    window.page.get_by_role("button", name="Formatting").click()
    expect(formatting(window)).to_be_visible()


def test_the_formatting_bar_comes_when_asked_for_and_formats_what_is_selected(house):
    alice, _slug = house.alice_in_fresh_room("Formatting")
    expect(formatting(alice)).to_be_hidden()
    open_formatting(alice)
    alice.composer.press_sequentially("Fresh paint")
    alice.composer.press("Control+Shift+ArrowLeft")
    formatting(alice).get_by_role("button", name="Bold").click()
    expect(alice.composer).to_have_value("Fresh **paint**")
    expect(alice.composer).to_be_focused()
    alice.composer.press("Control+I")
    expect(alice.composer).to_have_value("Fresh ***paint***")
    alice.composer.press("Enter")
    alice.has_sent(1)
    expect(alice.message("Fresh paint").locator("strong")).to_have_text("paint")


def test_the_toolbar_is_one_stop_and_arrows_move_in_it(house):
    alice = house.alice_in("Days")
    open_formatting(alice)
    alice.page.keyboard.press("Shift+Tab")
    expect(alice.page.get_by_role("button", name="Formatting")).to_be_focused()
    alice.page.keyboard.press("Shift+Tab")
    expect(alice.page.get_by_role("button", name="Add files")).to_be_focused()
    alice.page.keyboard.press("Shift+Tab")
    expect(formatting(alice).get_by_role("button", name="Bold")).to_be_focused()
    alice.page.keyboard.press("ArrowRight")
    expect(formatting(alice).get_by_role("button", name="Italic")).to_be_focused()
    alice.page.keyboard.press("End")
    expect(formatting(alice).get_by_role("button", name="Preview")).to_be_focused()


def test_what_a_key_did_is_undone_like_typing(house):
    alice = house.alice_in("Days")
    alice.composer.press_sequentially("oil")
    alice.composer.press("Control+A")
    alice.composer.press("Control+E")
    expect(alice.composer).to_have_value("`oil`")
    alice.composer.press("Control+Z")
    expect(alice.composer).to_have_value("oil")
    alice.composer.press("Control+Shift+Z")
    expect(alice.composer).to_have_value("`oil`")


def test_an_address_pasted_over_words_makes_them_a_link(house):
    alice, _slug = house.alice_in_fresh_room("Pasting")
    alice.composer.fill("See timetable")
    alice.composer.press("Control+Shift+ArrowLeft")
    alice.composer.evaluate(PASTE, "https://harbour.example/ferries")
    expect(alice.composer).to_have_value("See [timetable](https://harbour.example/ferries)")
    alice.composer.press("Control+Z")
    expect(alice.composer).to_have_value("See timetable")


def test_in_code_enter_breaks_the_line_and_tab_indents_until_escape(house):
    alice, _slug = house.alice_in_fresh_room("Code")
    alice.composer.press_sequentially("```python\nif oil:\n")
    alice.composer.press("Tab")
    alice.composer.press_sequentially("pour()\nstop()")
    expect(alice.composer).to_have_value("```python\nif oil:\n  pour()\n  stop()")
    alice.composer.press("Shift+Tab")
    alice.composer.press_sequentially("\n```")
    alice.composer.press("ArrowUp")
    alice.composer.press("Escape")
    alice.composer.press("Tab")
    expect(alice.composer).not_to_be_focused()
    alice.composer.focus()
    alice.composer.press("Control+End")
    alice.composer.press("Enter")
    alice.has_sent(1)
    assert alice.texts() == ["if oil:\n  pour()\nstop()"]


def test_a_list_goes_on_with_the_next_line(house):
    alice = house.alice_in("Days")
    alice.composer.press_sequentially("1. oil")
    alice.composer.press("Shift+Enter")
    alice.composer.press_sequentially("paint")
    expect(alice.composer).to_have_value("1. oil\n2. paint")
    alice.composer.press("Shift+Enter")
    alice.composer.press("Shift+Enter")
    expect(alice.composer).to_have_value("1. oil\n2. paint\n")


def test_a_preview_stands_in_the_place_of_the_words_and_is_sent_as_it_is(house):
    alice, _slug = house.alice_in_fresh_room("Preview")
    open_formatting(alice)
    alice.composer.fill("**Oil** for @bob")
    formatting(alice).get_by_role("button", name="Preview").click()
    preview = alice.page.get_by_role("region", name="Preview")
    expect(preview.locator("strong")).to_have_text("Oil")
    expect(alice.composer).to_be_hidden()
    alice.page.keyboard.press("Escape")
    expect(alice.composer).to_be_focused()
    expect(alice.composer).to_have_value("**Oil** for @bob")
    formatting(alice).get_by_role("button", name="Preview").click()
    expect(preview.locator("strong")).to_be_visible()
    alice.page.keyboard.press("Control+Enter")
    alice.has_sent(1)
    expect(preview).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_everything_fits_can_be_read_and_tapped(house, scheme):
    phone = {"viewport": {"width": 375, "height": 667}, "has_touch": True, "is_mobile": True, "color_scheme": scheme}
    alice = house.alice_in("Days", **phone)
    open_formatting(alice)
    alice.composer.press_sequentially("Hello @")
    expect(alice.page.get_by_role("listbox", name="Names to choose from")).to_be_visible()
    assert overflowing(alice.page) == []
    assert too_small_to_tap(alice.page) == []
    assert faint_texts(alice.page) == []
