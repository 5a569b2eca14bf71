"""Beside the conversation: threads, pins, versions, and who somebody is."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.fixture(scope="module")
def browser_arguments(doors):
    return [doors.browser_argument]


def message(window, words):
    """Return the message in the timeline that says this itself, and not only in its quote."""
    body = window.page.locator("[data-body]", has_text=words)
    return window.page.locator("[data-timeline] [data-number]").filter(has=body)


def press_on(window, words, key):
    message(window, words).focus()
    window.page.keyboard.press(key)


def panel(window):
    return window.page.locator("[data-panel]")


def test_bob_answers_and_alice_opens_the_thread_and_goes_on_there(stage):
    slug = stage.room()
    alice, bob = stage.alice_enters().open_room(slug), stage.bob_enters().open_room(slug)
    alice.say("Where is the winch?")
    bob.sees("Where is the winch?")
    press_on(bob, "Where is the winch?", "r")
    bob.say("In the shed")
    answer = message(alice, "In the shed")
    expect(answer.locator("[data-quote]")).to_contain_text("Where is the winch?")
    message(alice, "Where is the winch?").locator("[data-replies]").click()
    expect(panel(alice).locator("[data-number]")).to_have_count(2)
    alice.page.keyboard.type("Then bring it")
    alice.page.keyboard.press("Enter")
    expect(panel(alice).locator("[data-number]")).to_have_count(3)
    expect(message(bob, "Where is the winch?").locator("[data-replies]")).to_have_text("2 replies")
    alice.page.keyboard.press("Escape")
    expect(panel(alice)).to_be_hidden()


def test_what_is_said_in_the_thread_arrives_in_an_open_panel(stage):
    slug = stage.room()
    alice, bob = stage.alice_enters().open_room(slug), stage.bob_enters().open_room(slug)
    alice.say("Supper at six?")
    bob.sees("Supper at six?")
    press_on(bob, "Supper at six?", "r")
    bob.say("At seven")
    message(bob, "Supper at six?").locator("[data-replies]").click()
    expect(panel(bob).locator("[data-number]")).to_have_count(2)
    press_on(alice, "At seven", "r")
    alice.say("Fine")
    expect(panel(bob).locator("[data-number]").last).to_contain_text("Fine")


def test_a_quote_leads_to_what_it_quotes_and_says_when_that_is_gone(stage):
    slug = stage.room()
    alice, bob = stage.alice_enters().open_room(slug), stage.bob_enters().open_room(slug)
    alice.say("A secret")
    bob.sees("A secret")
    press_on(bob, "A secret", "r")
    bob.say("Oh")
    quote = message(bob, "Oh").locator("[data-quote]")
    quote.click()
    expect(message(bob, "A secret")).to_be_focused()
    press_on(alice, "A secret", "Delete")
    expect(quote).to_contain_text("Message deleted")
    expect(bob.page.locator("[data-timeline]").get_by_text("A secret")).to_have_count(0)


def test_pins_are_counted_for_everybody_and_listed(stage):
    slug = stage.room()
    alice, bob = stage.alice_enters().open_room(slug), stage.bob_enters().open_room(slug)
    alice.say("The key hangs in the shed")
    press_on(alice, "The key hangs in the shed", "p")
    bar = bob.page.locator("[data-pins]")
    expect(bar).to_contain_text("1 pinned message")
    bar.click()
    expect(panel(bob).locator("[data-listed]")).to_contain_text("The key hangs in the shed")
    press_on(alice, "The key hangs in the shed", "p")
    expect(bar).to_be_hidden()


def test_earlier_versions_are_there_for_members(stage):
    slug = stage.room()
    alice, bob = stage.alice_enters().open_room(slug), stage.bob_enters().open_room(slug)
    alice.say("At nien")
    press_on(alice, "At nien", "e")
    expect(alice.composer).to_have_value("At nien")
    alice.page.keyboard.press("Control+a")
    alice.say("At nine")
    message(bob, "At nine").locator("[data-edited-mark]").click()
    versions = panel(bob).locator("li")
    expect(versions).to_have_count(2)
    expect(versions.first).to_contain_text("At nien")


def test_a_name_leads_to_who_it_is_and_to_a_talk(stage):
    slug = stage.room()
    alice, bob = stage.alice_enters().open_room(slug), stage.bob_enters().open_room(slug)
    alice.say("Hello")
    bob.sees("Hello")
    message(bob, "Hello").locator("[data-author-name]").click()
    expect(panel(bob)).to_contain_text("@alice")
    panel(bob).get_by_role("button", name="Message").click()
    expect(bob.page.locator("main [data-room-name]")).to_have_text("alice")


def test_what_is_saved_waits_on_its_page(stage):
    slug = stage.room()
    bob = stage.bob_enters().open_room(slug)
    stage.alice_hand.say(slug, f"Keep this of {slug}")
    bob.sees(f"Keep this of {slug}")
    press_on(bob, f"Keep this of {slug}", "s")
    expect(bob.page.get_by_text("Saved for later.")).to_be_visible()
    bob.page.get_by_role("link", name="Saved").click()
    expect(bob.page.locator("[data-listed]", has_text=f"Keep this of {slug}")).to_be_visible()
