"""What Alice does with a message in her window, Bob sees in his, in another process."""

import re

import pytest
from playwright.sync_api import expect

from tests.servers.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.servers]
READ_FOUR = re.compile(r'"kind": ?"read", ?"room": ?\d+, ?"number": ?4')


@pytest.fixture(scope="module")
def browser_arguments(doors):
    return [doors.browser_argument]


def tools(window):
    return window.page.get_by_role("toolbar", name="Message actions")


def does(window, text, verb):
    """Choose something from the menu of the message that says this."""
    window.message(text).hover()
    tools(window).get_by_role("button", name="More", exact=True).click()
    window.page.get_by_role("dialog", name="Message actions").get_by_role("button", name=verb).click()


def reaction(window, text):
    return window.message(text).locator("[data-reactions] button")


def test_an_edit_is_seen_by_the_other_as_edited(stage):
    alice, bob = stage.both_in(stage.room())
    alice.say("The fery leaves at ten")
    bob.message("The fery leaves at ten").wait_for()
    does(alice, "The fery leaves at ten", "Edit message")
    expect(alice.composer).to_have_value("The fery leaves at ten")
    alice.say("The **ferry** leaves at ten")
    for window in (alice, bob):
        expect(window.message("The ferry leaves at ten").locator("strong")).to_have_text("ferry")
        expect(window.message("The ferry leaves at ten").get_by_role("link", name="edited")).to_be_visible()
    expect(alice.composer).to_have_value("")


def test_the_arrow_up_edits_ones_own_last_message_and_escape_leaves_it(stage):
    alice, bob = stage.both_in(stage.room())
    alice.say("Mine")
    bob.message("Mine").wait_for()
    bob.say("Not mine")
    alice.message("Not mine").wait_for()
    alice.composer.press("ArrowUp")
    expect(alice.composer).to_have_value("Mine")
    alice.composer.press("Escape")
    expect(alice.composer).to_have_value("")
    alice.sees("Mine", "Not mine")


def test_an_edit_without_a_connection_keeps_the_words_and_says_why(stage):
    alice = stage.alice_enters().open_room(stage.room())
    alice.say("Before")
    alice.has_sent(1)
    alice.composer.press("ArrowUp")
    expect(alice.composer).to_have_value("Before")
    alice.go_offline()
    alice.say("After")
    expect(alice.page.get_by_role("alert")).to_contain_text("You are offline.")
    expect(alice.composer).to_have_value("After")
    alice.come_back()
    alice.composer.press("Enter")
    alice.sees("After")


def test_a_deletion_is_undone_for_both(stage):
    alice, bob = stage.both_in(stage.room())
    alice.say("Never mind")
    bob.sees("Never mind")
    does(alice, "Never mind", "Delete message")
    for window in (alice, bob):
        window.sees("Message deleted")
    alice.page.get_by_role("status").get_by_role("button", name="Undo").click()
    for window in (alice, bob):
        window.sees("Never mind")


def test_who_did_not_write_it_deletes_it_as_the_rooms_owner_and_the_tombstone_says_so(stage):
    alice, bob = stage.both_in(stage.room())
    bob.say("Spam")
    alice.message("Spam").wait_for()
    does(alice, "Spam", "Delete message")
    bob.sees("Message deleted by alice")
    bob.message("Message deleted by alice").hover()
    expect(tools(bob).get_by_role("button")).to_have_count(1)


def test_a_reaction_is_counted_for_both_names_its_people_and_is_taken_back(stage):
    alice, bob = stage.both_in(stage.room())
    alice.say("Cake in the kitchen")
    bob.message("Cake in the kitchen").hover()
    tools(bob).get_by_role("button", name="🎉").click()
    expect(reaction(bob, "Cake in the kitchen")).to_have_attribute("aria-pressed", "true")
    expect(reaction(alice, "Cake in the kitchen")).to_have_attribute("aria-pressed", "false")
    reaction(alice, "Cake in the kitchen").click()
    for window in (alice, bob):
        expect(reaction(window, "Cake in the kitchen")).to_have_text("🎉 2")
        reaction(window, "Cake in the kitchen").hover()
        expect(window.page.get_by_role("tooltip")).to_contain_text(re.compile(r"bob\s+A?\s*alice"))
    reaction(bob, "Cake in the kitchen").click()
    for window in (alice, bob):
        expect(reaction(window, "Cake in the kitchen")).to_have_text("🎉 1")
    reaction(alice, "Cake in the kitchen").click()
    for window in (alice, bob):
        expect(reaction(window, "Cake in the kitchen")).to_have_count(0)


def test_any_emoji_is_a_reaction_and_comes_to_hand_the_next_time(stage):
    alice, bob = stage.both_in(stage.room())
    alice.say("Launch day")
    bob.message("Launch day").hover()
    tools(bob).get_by_role("button", name="Add reaction").click()
    bob.page.get_by_role("combobox", name="Search").fill("rocket")
    bob.page.get_by_role("option", name=re.compile("^🚀")).click()
    expect(reaction(alice, "Launch day")).to_have_text("🚀 1")
    bob.message("Launch day").hover()
    expect(tools(bob).get_by_role("button").first).to_have_text("🚀")


def test_a_reaction_that_cannot_be_sent_goes_back_and_says_why(stage):
    bob = stage.bob_enters().open_room(stage.room())
    bob.say("Alone")
    bob.has_sent(1)
    bob.go_offline()
    bob.message("Alone").hover()
    tools(bob).get_by_role("button", name="👀").click()
    expect(bob.page.get_by_role("status").filter(has_text="You are offline.").last).to_be_visible()
    expect(reaction(bob, "Alone")).to_have_count(0)
    bob.come_back()


def test_a_pin_is_marked_for_both_and_only_offered_to_who_may(stage):
    alice, bob = stage.both_in(stage.room())
    bob.say("The code for the door is 4711")
    alice.message("The code for the door is 4711").wait_for()
    does(alice, "The code for the door is 4711", "Pin message")
    for window in (alice, bob):
        expect(window.message("The code for the door is 4711").get_by_text("Pinned")).to_be_visible()
    bob.message("The code for the door is 4711").hover()
    tools(bob).get_by_role("button", name="More", exact=True).click()
    expect(bob.page.get_by_role("button", name="Edit message").last).to_be_visible()
    expect(bob.page.get_by_role("button", name="Unpin message")).to_have_count(0)
    bob.page.keyboard.press("Escape")
    does(alice, "The code for the door is 4711", "Unpin message")
    expect(bob.message("The code for the door is 4711").get_by_text("Pinned")).to_have_count(0)


def test_a_message_is_forwarded_with_its_authors_name(stage):
    here = stage.room()
    there = stage.alice_hand.make_room("Far harbour", "bob", kind="open")
    alice, bob = stage.both_in(here)
    bob.say("Tide at noon")
    alice.message("Tide at noon").wait_for()
    does(alice, "Tide at noon", "Forward message")
    dialog = alice.page.get_by_role("dialog", name="Forward message")
    dialog.get_by_role("textbox", name="Forward to").fill("far har")
    dialog.get_by_role("button", name="Far harbour").click()
    alice.page.get_by_role("status").get_by_role("link", name="Open").click()
    expect(alice.page).to_have_url(re.compile(f"/rooms/{there}/\\d+/$"))
    expect(alice.message("Tide at noon")).to_contain_text("Forwarded from bob")
    bob.counts("Far harbour", 1)


def test_what_bob_marks_as_unread_is_unread_in_all_his_tabs_until_he_comes_back(stage):
    slug, other = stage.room(), stage.room()
    bob = stage.bob_enters().open_room(slug)
    tab = bob.tab().open_room(slug)
    stage.alice_hand.say(slug, "One", "Two", "Three")
    name = bob.page.locator("main [data-room-name]").inner_text()
    for window in (bob, tab):
        window.message("Three").wait_for()
        window.counts(name, 0)
        # That is stored by now, and both know it.
        wait_until(lambda one=window: one.page.title() and READ_FOUR.search("".join(one.frames)), "the word of it")
    does(bob, "Two", "Mark as unread from here")
    for window in (bob, tab):
        window.counts(name, 2)
        expect(window.page.locator("[data-new-line] + [data-number]")).to_contain_text("Two")
    stage.alice_hand.say(slug, "Four")
    for window in (bob, tab):
        window.counts(name, 3)
    bob.go(f"/rooms/{other}/").go(f"/rooms/{slug}/")
    bob.counts(name, 0)
    tab.counts(name, 0)


def test_who_is_mentioned_sees_it_at_once(stage):
    alice, bob = stage.both_in(stage.room())
    alice.say("@bob please have a look")
    expect(bob.message("@bob please have a look")).to_have_attribute("data-mentions-me", "")
    expect(alice.message("@bob please have a look")).not_to_have_attribute("data-mentions-me", "")
