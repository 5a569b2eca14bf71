"""Pictures and files go with what is written: chosen, dropped or pasted, shown at once, described and moved."""

import pytest
from playwright.sync_api import expect

from tests.browser.choosing import PNG, are_there, cards, choose, picture, posted, send
from tests.browser.measures import faint_texts, overflowing, too_small_to_tap

pytestmark = [pytest.mark.browser, pytest.mark.servers]
# What a browser tells of a drop and of a paste, with one file.
BRING = """(target, [kind, bytes]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "boat.png", { type: "image/png" }));
    const about = { bubbles: true, cancelable: true };
    if (kind === "paste") return target.dispatchEvent(new ClipboardEvent(kind, { ...about, clipboardData: data }));
    target.dispatchEvent(new DragEvent("dragover", { ...about, dataTransfer: data }));
    const veiled = document.querySelector(".drop") !== null;
    target.dispatchEvent(new DragEvent(kind, { ...about, dataTransfer: data }));
    return veiled && document.querySelector(".drop") === null;
}"""

# Playwright hands over no file of that size; the browser makes it.
CHOOSE_LARGE = """(input) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(25 * 2 ** 20 + 1)], "film.bin"));
    input.files = data.files;
    input.dispatchEvent(new Event("change"));
}"""


def test_alice_chooses_two_files_and_posts_them_with_words(house):
    alice, _slug = house.alice_in_fresh_room("Chosen")
    choose(alice, picture(), {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Oil, paint"})
    are_there(alice, 2)
    expect(cards(alice).first.locator("img")).to_be_visible()
    alice.say("For the harbour")
    alice.has_sent(1)
    expect(posted(alice)).to_have_count(2)
    expect(cards(alice)).to_have_count(0)


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_is_dropped_or_pasted_and_posted_without_a_word(house, kind):
    alice, _slug = house.alice_in_fresh_room(f"By {kind}")
    target = alice.composer if kind == "paste" else alice.log
    veil_came_and_went = target.evaluate(BRING, [kind, list(PNG)])
    assert kind == "paste" or veil_came_and_went
    expect(cards(alice)).to_have_count(1)
    send(alice)
    alice.has_sent(1)
    expect(posted(alice).locator("img")).to_be_visible()


def test_the_eleventh_file_and_one_that_is_too_large_are_refused_with_a_sentence(house):
    alice, _slug = house.alice_in_fresh_room("Too much")
    choose(alice, *(picture(f"{number}.png") for number in range(11)))
    expect(cards(alice)).to_have_count(10)
    expect(alice.page.get_by_role("alert")).to_contain_text("at most 10 files")
    alice.page.locator("[data-composer]").evaluate("form => form.querySelector('[data-remove]').click()")
    alice.page.locator("[data-upload-input]").evaluate(CHOOSE_LARGE)
    expect(alice.page.get_by_role("alert")).to_contain_text("too large")
    expect(cards(alice)).to_have_count(9)


def test_files_are_described_moved_and_removed(house):
    alice, _slug = house.alice_in_fresh_room("Tidy")
    choose(alice, picture("one.png"), picture("two.png"), picture("three.png"))
    are_there(alice, 3)
    cards(alice).nth(0).locator("[data-open]").click()
    dialog = alice.page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("A boat")
    dialog.get_by_role("button", name="Done").click()
    expect(cards(alice).nth(0).locator("[data-open]")).to_be_focused()
    alice.page.keyboard.press("Shift+ArrowRight")
    expect(cards(alice).locator("[data-name]")).to_have_text(["two.png", "one.png", "three.png"])
    cards(alice).nth(0).locator("[data-remove]").click()
    expect(cards(alice).nth(0).locator("[data-open]")).to_be_focused()
    send(alice)
    alice.has_sent(1)
    expect(posted(alice)).to_have_count(2)
    expect(posted(alice).locator("img").first).to_have_attribute("alt", "A boat")


def test_without_scripts_the_form_sends_a_picture(house):
    slug = house.bob_hand.make_room("By hand", "alice")
    alice = house.enters("alice", java_script_enabled=False).go(f"/rooms/{slug}/")
    alice.page.locator("input[type=file]").set_input_files([picture()])
    send(alice)
    expect(posted(alice)).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_tray_fits_can_be_read_and_tapped(house, scheme):
    phone = {"viewport": {"width": 375, "height": 667}, "has_touch": True, "is_mobile": True, "color_scheme": scheme}
    alice, _slug = house.alice_in_fresh_room(f"Phone {scheme}", **phone)
    choose(alice, picture("A very long name of a picture of a boat.png"), picture("two.png"))
    are_there(alice, 2)
    assert overflowing(alice.page) == []
    assert too_small_to_tap(alice.page) == []
    assert faint_texts(alice.page) == []


def test_the_words_of_a_picture_can_be_taken_away_and_those_of_mere_words_cannot(house):
    alice, _slug = house.alice_in_fresh_room("Wordless")
    choose(alice, picture())
    are_there(alice, 1)
    alice.say("Too many words")
    alice.has_sent(1)
    alice.composer.press("ArrowUp")
    expect(alice.composer).to_have_value("Too many words")
    alice.composer.fill("")
    send(alice)
    expect(alice.page.get_by_text("Too many words")).to_have_count(0)
    expect(posted(alice)).to_have_count(1)
    alice.say("Mere words")
    alice.has_sent(2)
    alice.composer.press("ArrowUp")
    expect(alice.composer).to_have_value("Mere words")
    alice.composer.fill("")
    send(alice)
    alice.composer.press("Escape")
    expect(alice.page.locator("[data-timeline]").get_by_text("Mere words")).to_be_visible()


def test_a_thread_takes_pictures_too(house):
    alice, _slug = house.alice_in_fresh_room("Threaded")
    alice.say("Show me")
    alice.has_sent(1)
    alice.page.locator("[data-timeline] [data-kind=said]").last.focus()
    alice.page.keyboard.press("r")
    alice.say("In a moment")
    alice.page.locator("[data-replies]").click()
    panel = alice.page.locator("[data-panel]")
    panel.locator("[data-upload-input]").set_input_files([picture()])
    expect(panel.locator("[data-tray] > [data-upload=there]")).to_have_count(1)
    panel.get_by_role("button", name="Send message").click()
    expect(panel.locator("[data-attachment] img")).to_be_visible()
    expect(alice.page.locator("[data-timeline] [data-attachment]")).to_have_count(1)
