"""The ways to what one can do with a message: the pointer's toolbar, the keyboard, a finger that rests on it."""

import pytest
from playwright.sync_api import expect

from tests.browser.measures import faint_texts, focus, overflowing, too_small_to_tap

pytestmark = [pytest.mark.browser, pytest.mark.servers]
PHONE = {"viewport": {"width": 375, "height": 660}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
BOXES = "() => [...document.querySelectorAll('[data-messages] > *')].map((one) => one.getBoundingClientRect().top)"
HELD_MS = 700


def tools(window):
    return window.page.get_by_role("toolbar", name="Message actions")


def menu(window):
    return window.page.get_by_role("dialog", name="Message actions")


def rest_finger_on(window, found):
    """Rest a finger on something, long enough to mean it, and lift it."""
    box = found.bounding_box()
    touches = window.page.context.new_cdp_session(window.page)
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    touches.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    window.page.wait_for_timeout(HELD_MS)
    touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def alice_with(house, name, *texts, **options):
    """Return Alice's window with a fresh room in which she has said this."""
    alice, _slug = house.alice_in_fresh_room(name, **options)
    for text in texts:
        alice.say(text) if not options else house_say(alice, text)
    alice.has_sent(len(texts))
    return alice


def house_say(window, text):
    """Say something on a phone, whose Enter breaks the line."""
    window.composer.fill(text)
    window.page.get_by_role("button", name="Send message").tap()


def test_the_toolbar_comes_with_the_pointer_and_moves_nothing(house):
    alice = house.alice_in("Days")
    before = alice.page.evaluate(BOXES)
    for number in (1, 2, 4):
        alice.page.locator(f"#message-{number}").hover()
        expect(alice.page.locator(f"#message-{number}").get_by_role("toolbar")).to_be_visible()
        expect(tools(alice)).to_have_count(1)
    assert alice.page.evaluate(BOXES) == before
    alice.composer.hover()
    expect(tools(alice)).to_have_count(0)


def test_a_message_of_somebody_else_cannot_be_changed(house):
    bob = house.enters("bob").open_room(house.slug("Days"))
    for number, count in [(4, 1), (1, 0)]:
        bob.page.locator(f"#message-{number}").hover()
        tools(bob).get_by_role("button", name="More", exact=True).click()
        for verb in ("Edit message", "Delete message"):
            expect(menu(bob).get_by_role("button", name=verb)).to_have_count(count)
        bob.page.keyboard.press("Escape")


def test_arrows_go_through_the_messages_and_tab_into_the_toolbar(house):
    alice = house.alice_in("Days")
    alice.log.focus()
    for number in (5, 4, 3):
        alice.page.keyboard.press("ArrowUp")
        expect(alice.page.locator(f"#message-{number}")).to_be_focused()
    alice.page.keyboard.press("ArrowDown")
    expect(alice.page.locator("#message-4")).to_be_focused()
    alice.page.keyboard.press("Tab")
    expect(tools(alice).get_by_role("button").first).to_be_focused()
    assert focus(alice.page)["seen"]
    alice.page.keyboard.press("End")
    expect(tools(alice).get_by_role("button", name="More", exact=True)).to_be_focused()
    alice.page.keyboard.press("Enter")
    expect(menu(alice).get_by_role("button").first).to_be_focused()
    alice.page.keyboard.press("ArrowDown")
    alice.page.keyboard.press("Escape")
    expect(tools(alice).get_by_role("button", name="More", exact=True)).to_be_focused()
    alice.page.keyboard.press("Escape")
    expect(alice.page.locator("#message-4")).to_be_focused()
    alice.page.keyboard.press("Escape")
    expect(alice.composer).to_be_focused()


def test_a_message_is_deleted_and_brought_back_without_a_mouse(house):
    alice = alice_with(house, "Hands off", "Here to stay")
    alice.log.focus()
    alice.page.keyboard.press("ArrowUp")
    alice.page.keyboard.press("Delete")
    alice.sees("Message deleted")
    expect(alice.message("Message deleted")).to_be_focused()
    alice.page.keyboard.press("z")
    alice.sees("Here to stay")
    expect(alice.message("Here to stay")).to_be_focused()


def test_letters_do_what_the_menu_does(house):
    alice = alice_with(house, "Letters", "Words")
    alice.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    message = alice.message("Words")
    alice.log.focus()
    alice.page.keyboard.press("ArrowUp")
    alice.page.keyboard.press("c")
    expect(alice.page.get_by_role("status").filter(has_text="Link copied.")).to_be_visible()
    assert alice.page.evaluate("navigator.clipboard.readText()") == message.locator("time").locator("..").evaluate(
        "link => link.href"
    )
    alice.page.keyboard.press("s")
    expect(alice.page.get_by_role("status").filter(has_text="Saved for later.")).to_be_visible()
    alice.page.reload()
    alice.wait_for("connected")
    message.hover()
    tools(alice).get_by_role("button", name="More", exact=True).click()
    menu(alice).get_by_role("button", name="Remove from saved").click()
    expect(alice.page.get_by_role("status").filter(has_text="No longer saved.")).to_be_visible()
    message.focus()
    alice.page.keyboard.press("e")
    expect(alice.composer).to_have_value("Words")


def test_letters_typed_elsewhere_do_nothing_to_a_message(house):
    alice = alice_with(house, "Typing", "Words")
    alice.composer.press_sequentially("e p s u Delete")
    alice.composer.press("Backspace")
    alice.sees("Words")
    expect(alice.composer).to_have_value("e p s u Delet")


def test_the_sheet_of_shortcuts_knows_the_verbs(house):
    alice = house.alice_in("Days")
    alice.log.focus()
    alice.page.keyboard.press("?")
    sheet = alice.page.get_by_role("dialog", name="Keyboard shortcuts")
    for verb in ("Edit message", "Delete message", "Add reaction", "Copy link", "Mark as unread from here"):
        expect(sheet.get_by_role("listitem").filter(has_text=verb).first).to_be_visible()


def test_a_finger_that_rests_on_a_message_opens_a_sheet(house):
    alice = alice_with(house, "Fingers", "Under my thumb", **PHONE)
    message = alice.message("Under my thumb")
    message.tap()
    expect(tools(alice)).to_have_count(0)
    rest_finger_on(alice, message.locator("[data-body]"))
    expect(menu(alice)).to_be_visible()
    assert too_small_to_tap(alice.page) == []
    assert overflowing(alice.page) == []
    menu(alice).get_by_role("button", name="❤️").tap()
    expect(menu(alice)).to_be_hidden()
    expect(message.locator("[data-reactions] button")).to_have_text("❤️ 1")
    rest_finger_on(alice, message.locator("[data-reactions] button"))
    expect(alice.page.get_by_role("tooltip")).to_contain_text("alice")
    expect(message.locator("[data-reactions] button")).to_have_text("❤️ 1")
    rest_finger_on(alice, message.locator("[data-body]"))
    alice.page.touchscreen.tap(180, 40)
    expect(menu(alice)).to_be_hidden()


def test_many_lines_of_the_system_are_folded_until_they_are_asked_for(house):
    alice, slug = house.alice_in_fresh_room("Renamed")
    for number in range(1, 5):
        house.bob_hand.change(slug, f"Renamed {number}")
    lines = alice.page.locator("[data-kind=system]")
    expect(lines).to_have_count(5)
    expect(lines.locator("visible=true")).to_have_count(1)
    alice.page.get_by_role("button", name="4 more lines").click()
    expect(lines.locator("visible=true")).to_have_count(5)
    expect(lines.first).to_be_focused()
    house.bob_hand.change(slug, "Renamed at last")
    expect(lines.locator("visible=true")).to_have_count(6)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_of_the_menu_can_be_read(house, scheme):
    alice = house.alice_in("Days", color_scheme=scheme)
    alice.page.locator("#message-1").hover()
    tools(alice).get_by_role("button", name="More", exact=True).click()
    expect(menu(alice)).to_be_visible()
    assert faint_texts(alice.page) == []
