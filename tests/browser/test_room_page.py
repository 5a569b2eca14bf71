"""Writing in a room, and what a room's page asks of the browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.measures import faint_texts

pytestmark = [pytest.mark.browser, pytest.mark.servers]
HASHED = re.compile(r"/static/.*\.[0-9a-f]{12}\.\w+$")


def test_enter_sends_and_shift_enter_breaks_the_line(house):
    alice, _slug = house.alice_in_fresh_room("Lines")
    alice.composer.press_sequentially("One")
    alice.composer.press("Shift+Enter")
    alice.composer.press_sequentially("Two")
    alice.composer.press("Enter")
    alice.has_sent(1)
    assert alice.texts() == ["One\nTwo"]
    expect(alice.composer).to_have_value("")
    expect(alice.composer).to_be_focused()


def test_nothing_is_sent_when_nothing_was_written(house):
    alice, _slug = house.alice_in_fresh_room("Silence")
    alice.say("   ")
    alice.say("Words")
    alice.has_sent(1)
    alice.sees("Words")


def test_a_message_that_is_too_long_stays_where_it_was_written(house):
    alice, _slug = house.alice_in_fresh_room("Too long")
    alice.say("x" * 10_001)
    expect(alice.page.get_by_role("alert")).to_contain_text("at most 10,000 characters")
    expect(alice.composer).to_have_value("x" * 10_001)
    alice.composer.press("Backspace")
    alice.composer.press("Enter")
    alice.has_sent(1)


def test_the_first_message_takes_the_place_of_the_kind_words(house):
    alice, _slug = house.alice_in_fresh_room("Empty")
    expect(alice.page.get_by_text("Nobody has said anything yet.")).to_be_visible()
    alice.say("Then I will")
    expect(alice.page.get_by_text("Nobody has said anything yet.")).to_be_hidden()


def test_what_looks_like_markup_is_text(house):
    alice, slug = house.alice_in_fresh_room("Markup")
    words = "<b onclick=alert(1)>bold</b> &amp; <script>alert(1)</script>"
    alice.say(words)
    alice.has_sent(1)
    alice.sees(words)
    alice.open_room(slug)
    alice.sees(words)


def test_the_composer_grows_to_two_fifths_of_the_height(house):
    alice, _slug = house.alice_in_fresh_room("Growing")
    low = alice.composer.bounding_box()["height"]
    alice.composer.fill("line\n" * 5)
    assert alice.composer.bounding_box()["height"] > low
    alice.composer.fill("line\n" * 100)
    assert alice.composer.bounding_box()["height"] == pytest.approx(0.4 * 720, abs=1)
    alice.composer.press("Enter")
    alice.has_sent(1)
    assert alice.composer.bounding_box()["height"] == low


def test_drafts_wait_in_their_rooms_while_alice_walks_through_the_sidebar(house):
    alice = house.alice_in("Days")
    alice.composer.fill("For the days")
    alice.entry("Words").locator("a").click()
    expect(alice.composer).to_have_value("")
    alice.composer.fill("For the words")
    alice.entry("Days").locator("a").click()
    expect(alice.composer).to_have_value("For the days")
    alice.page.go_back()
    expect(alice.composer).to_have_value("For the words")


def test_the_sidebar_shows_where_alice_is_and_the_socket_lives_on(house):
    alice = house.alice_in("Days")
    sockets = []
    alice.page.on("websocket", lambda socket: sockets.append(socket))
    alice.entry("Words").locator("a").click()
    expect(alice.entry("Words").locator("a")).to_have_attribute("aria-current", "page")
    expect(alice.entry("Days").locator("a")).not_to_have_attribute("aria-current", "page")
    expect(alice.page).to_have_title(re.compile("Words"))
    alice.wait_for("connected")
    assert sockets == []


def test_every_static_file_is_asked_for_by_a_name_that_never_changes_its_content(house):
    alice = house.alice_in("Days")
    static = [address for address in alice.asked if "/static/" in address]
    assert [address for address in static if not HASHED.search(address)] == []
    modules = re.compile(r"/(app|socket|timeline|outbox)\.\w+\.js$")
    assert len([address for address in static if modules.search(address)]) == 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(house, scheme):
    alice = house.alice_in("Days", color_scheme=scheme)
    ground = alice.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(27, 28, 40)"}[scheme]
    for path in (f"/rooms/{house.slug('Days')}/", "/rooms/", "/rooms/new/", "/profile/"):
        assert faint_texts(alice.go(path).page) == [], path
