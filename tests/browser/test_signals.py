"""Alice and Bob, across two web processes: who types, who is here, and who has read."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.hands import Hand
from tests.browser.people import Window

pytestmark = [pytest.mark.browser, pytest.mark.servers]

TYPES = re.compile(r"alice.? is typing")
AWAY_MS = 5 * 60_000
# Who hides is gone at once, who leaves after eight seconds.
AT_ONCE_MS = 5_000


@pytest.fixture(scope="module")
def browser_arguments(doors):
    return [doors.browser_argument]


def typing(window: Window) -> Locator:
    return window.page.locator("[data-typing]")


def dot(window: Window, slug: str) -> Locator:
    """Return the mark beside a direct room in the sidebar."""
    return window.page.locator(f"[data-rooms=direct] li:has(a[href='/rooms/{slug}/']) .presence")


def faces(window: Window, text: str) -> Locator:
    """Return those who have read just up to this message."""
    return window.message(text).locator(".seen")


def place_of(window: Window) -> dict[str, float]:
    return window.composer.bounding_box()


def test_bob_sees_that_alice_types_until_she_has_said_it(stage):
    alice, bob = stage.both_in(stage.room())
    before = place_of(bob)
    alice.composer.press_sequentially("Hel")
    expect(typing(bob)).to_have_text(TYPES)
    assert place_of(bob) == before
    assert typing(alice).inner_text() == ""
    alice.composer.press("Enter")
    bob.sees("Hel")
    expect(typing(bob)).to_be_empty()


def test_who_stops_typing_is_forgotten(stage):
    alice, bob = stage.both_in(stage.room())
    alice.composer.press_sequentially("Hel")
    expect(typing(bob)).to_have_text(TYPES)
    expect(typing(bob)).to_be_empty()


def test_an_edit_is_typed_in_silence(stage):
    alice, bob = stage.both_in(slug := stage.room())
    stage.alice_hand.say(slug, "First")
    bob.sees("First")
    alice.sees("First")
    alice.composer.press("ArrowUp")
    expect(alice.composer).to_have_value("First")
    alice.composer.press_sequentially(" and last")
    alice.composer.press("Enter")
    bob.sees("First and last")
    assert not [frame for frame in bob.frames if '"kind":"typing"' in frame]


def test_alice_sees_that_bob_is_here_away_and_gone(stage):
    slug = stage.alice_hand.talk_to("bob")
    alice = stage.alice_enters().open_room(slug)
    bob = stage.bob_enters()
    bob.page.clock.install()
    bob.open_room(slug)
    expect(dot(alice, slug)).to_have_attribute("data-presence", "here")
    expect(dot(alice, slug)).to_have_accessible_name("here")
    bob.page.clock.fast_forward(AWAY_MS)
    expect(dot(alice, slug)).to_have_attribute("data-presence", "away")
    bob.page.mouse.move(200, 200)
    bob.page.mouse.move(210, 210)
    expect(dot(alice, slug)).to_have_attribute("data-presence", "here")
    bob.page.close()
    expect(dot(alice, slug)).to_be_hidden(timeout=15_000)


def test_bob_who_reloads_was_never_gone(stage):
    slug = stage.alice_hand.talk_to("bob")
    alice, bob = stage.both_in(slug)
    expect(dot(alice, slug)).to_have_attribute("data-presence", "here")
    alice.frames.clear()
    for _ in range(3):
        bob.open_room(slug)
    alice.page.wait_for_timeout(2_000)
    assert not [frame for frame in alice.frames if "offline" in frame]


def test_a_card_says_who_is_here_and_where_they_hide_nobody_learns_it(stage):
    slug = stage.alice_hand.talk_to("bob")
    alice, _ = stage.both_in(slug)
    hand = Hand(stage.site, stage.bob)
    expect(dot(alice, slug)).to_have_attribute("data-presence", "here")
    alice.go("/people/bob/")
    word = alice.page.locator("[data-presence-word]")
    expect(word).to_have_text("here")
    hand.post("/profile/", display_name="", hides_presence="on")
    try:
        expect(word).to_be_empty(timeout=AT_ONCE_MS)
        expect(dot(alice, slug)).to_be_hidden()
    finally:
        hand.post("/profile/", display_name="")
    expect(word).to_have_text("here")


def test_alice_sees_how_far_bob_has_read(stage):
    slug = stage.room()
    alice, bob = stage.both_in(slug)
    alice.say("One")
    expect(faces(alice, "One")).to_have_attribute("title", re.compile("Seen by .?bob"))
    assert faces(bob, "One").count() == 0
    bob.say("Two")
    # He has read his own, and she has read both.
    expect(faces(bob, "Two")).to_have_attribute("title", re.compile("Seen by .?alice"))
    expect(faces(alice, "One")).to_have_count(0)
    bob.page.close()
    alice.say("Three")
    alice.has_sent(3)
    alice.open_room(slug)
    late = stage.bob_enters().open_room(slug)
    expect(faces(alice, "Three")).to_have_attribute("title", re.compile("bob"))
    expect(faces(late, "Three")).to_have_count(0)


def test_what_others_read_moves_nothing(stage):
    alice = stage.alice_enters().open_room(slug := stage.room())
    for text in ("One", "Two"):
        alice.say(text)
    alice.has_sent(2)
    heights = alice.log.evaluate("log => [log.scrollHeight, log.scrollTop]")
    tops = [alice.message(text).bounding_box() for text in ("One", "Two")]
    stage.bob_enters().open_room(slug)
    expect(faces(alice, "Two")).to_be_visible()
    assert [alice.message(text).bounding_box() for text in ("One", "Two")] == tops
    assert alice.log.evaluate("log => [log.scrollHeight, log.scrollTop]") == heights
