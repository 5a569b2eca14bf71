"""What tells people that something was said: the list of rooms, the tab's title and icon, notifications."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers]

# Chromium without a screen shows no notifications, and every window of it has the focus.
WATCH_NOTIFICATIONS = """
window.told = [];
window.Notification = class {
  static permission = "default";
  static async requestPermission() { return this.permission = "granted"; }
  constructor(title, options) { window.told.push({ title, body: options.body, tag: options.tag }); window.last = this; }
  close() {}
};
document.hasFocus = () => !sessionStorage.away;
"""


def involve(window, label):
    window.page.get_by_role("button", name="Room menu").click()
    window.page.get_by_role("group", name="Tell me about").get_by_role("button", name=label).click()
    expect(window.page.get_by_text("This room tells you so much from now on.")).to_be_visible()


def icon(window):
    return window.page.locator("link[rel=icon]").get_attribute("href")


def test_a_mention_in_another_room_is_a_pill_there_and_goes_when_it_is_read(house):
    alice, slug = house.alice_in_fresh_room("Pier one")
    alice.open_room(house.slug("Days"))
    house.bob_hand.say(slug, "Nothing in particular")
    alice.counts("Pier one", 1)
    expect(alice.entry("Pier one")).to_have_attribute("data-mentions", "0")
    expect(alice.page).to_have_title(re.compile(r"^\(\d+\) "))
    assert "favicon-unread" in icon(alice)
    house.bob_hand.say(slug, "@alice, look")
    expect(alice.entry("Pier one")).to_have_attribute("data-mentions", "1")
    assert "favicon-called" in icon(alice)
    alice.page.reload()
    expect(alice.entry("Pier one")).to_have_attribute("data-mentions", "1")
    alice.entry("Pier one").get_by_role("link").click()
    alice.counts("Pier one", 0)
    expect(alice.entry("Pier one")).to_have_attribute("data-mentions", "0")


def test_what_is_marked_as_unread_stays_so_in_two_tabs_and_after_a_reload(house):
    alice, slug = house.alice_in_fresh_room("Pier two")
    for text in ("One", "Two", "Three"):
        house.bob_hand.say(slug, text)
    alice.has_sent(3)
    alice.counts("Pier two", 0)
    tab = alice.tab().open_room(house.slug("Days"))
    alice.message("Two").focus()
    alice.page.keyboard.press("u")
    for window in (alice, tab):
        window.counts("Pier two", 2)
    alice.open_room(house.slug("Days"))
    alice.counts("Pier two", 2)


def test_how_much_a_room_concerns_alice_decides_what_counts(house):
    alice, slug = house.alice_in_fresh_room("Pier three")
    involve(alice, "What mentions me")
    alice.open_room(house.slug("Days"))
    house.bob_hand.say(slug, "For everybody")
    house.bob_hand.say(slug, "@alice, for you")
    expect(alice.entry("Pier three")).to_have_attribute("data-mentions", "1")
    alice.counts("Pier three", 0)
    alice.open_room(slug)
    involve(alice, "Nothing")
    alice.open_room(house.slug("Days"))
    house.bob_hand.say(slug, "@alice, once more")
    house.bob_hand.say(house.slug("Words"), "@alice, and here")
    expect(alice.entry("Words")).not_to_have_attribute("data-mentions", "0")
    expect(alice.entry("Pier three")).to_have_attribute("data-mentions", "0")
    expect(alice.entry("Pier three")).to_have_attribute("data-involvement", "nothing")


def test_one_key_reads_everything_everywhere(house):
    alice, slug = house.alice_in_fresh_room("Pier four")
    alice.open_room(house.slug("Days"))
    tab = alice.tab().open_room(house.slug("Days"))
    house.bob_hand.say(slug, "@alice, look")
    expect(tab.entry("Pier four")).to_have_attribute("data-mentions", "1")
    alice.composer.press("Shift+Escape")
    for window in (alice, tab):
        window.counts("Pier four", 0)
        expect(window.page).not_to_have_title(re.compile(r"^\("))


def test_alice_is_notified_once_when_she_looks_elsewhere_and_a_click_leads_there(house):
    alice, slug = house.alice_in_fresh_room("Pier five")
    alice.context.add_init_script(WATCH_NOTIFICATIONS)
    alice.open_room(house.slug("Days"))
    tab = alice.tab().open_room(house.slug("Days"))
    alice.page.locator(".person-button").click()
    ask = alice.page.get_by_role("button", name="Tell me about new messages")
    ask.click()
    expect(ask).to_be_hidden()
    house.bob_hand.say(slug, "While she looks")
    alice.counts("Pier five", 1)
    for window in (alice, tab):
        window.page.evaluate("sessionStorage.away = 1; Notification.permission = 'granted'")
    house.bob_hand.say(slug, "While she does *not*")
    told = "() => window.told"
    alice.page.wait_for_timeout(1_000)
    heard = [one for window in (alice, tab) for one in window.page.evaluate(told)]
    assert [(one["title"], one["body"]) for one in heard] == [("Pier five", "bob: While she does not")]
    who = alice if alice.page.evaluate(told) else tab
    who.page.evaluate("window.last.onclick()")
    expect(who.page).to_have_url(re.compile(f"/rooms/{slug}/\\d+/$"))


def test_who_is_named_and_not_there_can_be_added(house):
    alice, slug = house.alice_in_fresh_room("Pier six")
    bob = house.enters("bob").open_room(slug)
    for window in (alice, bob):
        window.say("@maximiliane should see this")
        expect(window.page.get_by_text("maximiliane is not in this room.")).to_be_visible()
    add = {"name": "Add to the room"}
    expect(alice.page.get_by_role("button", **add)).to_have_count(0)
    bob.page.get_by_role("button", **add).click()
    expect(bob.page.get_by_text("maximiliane can read this room now.")).to_be_visible()
    expect(alice.page.locator("[data-members-count]")).to_have_text("3")
