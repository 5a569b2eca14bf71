"""What was said, as one reads it: groups, days, what is new, the way back and the way to the end."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.seeds import MANY

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def numbers(window):
    """Return the numbers of the messages on the page, from top to bottom."""
    return window.page.locator("[data-number]").evaluate_all("all => all.map((one) => Number(one.dataset.number))")


def test_what_somebody_says_in_one_breath_stands_together(house):
    alice = house.alice_in("Days")
    grouped = [number for number in range(1, 6) if alice.page.locator(f"#message-{number}[data-grouped]").count()]
    assert grouped == [2]
    expect(alice.page.locator("#message-2 [data-author-name]")).to_have_text("alice")
    expect(alice.page.locator("#message-2 .face")).to_have_css("clip-path", "inset(50%)")


def test_each_day_begins_with_its_line(house):
    alice = house.alice_in("Days")
    expect(alice.page.locator("[data-day]")).to_have_text(["3 May 2025", "4 May 2025"])
    expect(alice.page.locator("[data-day] + #message-5")).to_be_visible()


def test_alice_reads_times_of_her_own_clock(house):
    time = house.alice_in("Days").page.locator("#message-1 time")
    expect(time).to_have_text("12:00")
    expect(time).to_have_attribute("title", re.compile("Saturday,? 3 May 2025 at 12:00"))


def test_a_line_marks_where_alice_stopped_reading(house):
    alice, slug = house.alice_in_fresh_room("Line of new")
    alice.say("Seen")
    alice.has_sent(1)
    alice.open_room(house.slug("Days"))
    house.bob_hand.say(slug, "Not seen", "Nor this")
    alice.open_room(slug)
    expect(alice.page.locator("[data-new-line] + #message-3")).to_be_visible()
    expect(alice.page.locator("#message-4:not([data-grouped])")).to_have_count(0)
    alice.counts("Line of new", 0)
    house.bob_hand.say(slug, "Read while she looks")
    alice.has_sent(4)
    expect(alice.page.locator("[data-new-line] + #message-3")).to_be_visible()


def test_the_end_stays_in_sight_for_whoever_is_there(house):
    alice = house.alice_in("History")
    assert alice.is_at_end()
    house.bob_hand.say(house.slug("History"), "Down here\nwith\nmany\nlines")
    alice.page.locator("[data-number]", has_text="Down here").wait_for()
    assert alice.is_at_end()
    expect(alice.page.locator("[data-below]")).to_be_hidden()


def test_who_reads_further_up_is_not_moved_and_told_what_came_below(house):
    alice = house.alice_in("History")
    alice.scroll(-700)
    below = alice.page.locator("[data-below]")
    before = alice.top_of(MANY - 10)
    house.bob_hand.say(house.slug("History"), "First below", "Second below")
    expect(below).to_have_text("2 new messages below")
    assert alice.top_of(MANY - 10) == before
    below.click()
    expect(below).to_be_hidden()
    assert alice.is_at_end()


def test_what_alice_says_herself_brings_her_to_the_end(house):
    alice = house.alice_in("History")
    alice.scroll(-700)
    alice.say("Back to the present")
    alice.page.locator("[data-number]", has_text="Back to the present").wait_for()
    assert alice.is_at_end()


def test_older_messages_come_without_a_jump(house):
    alice = house.alice_in("History")
    held = []
    alice.page.route("**/messages/?before=*", lambda route: held.append(route))
    first = numbers(alice)[0]
    alice.scroll(-20_000)
    expect(alice.page.locator("[data-older]")).to_be_in_viewport()
    before = alice.top_of(first)
    held[0].continue_()
    alice.page.locator(f"#message-{first - 50}").wait_for(state="attached")
    assert alice.top_of(first) == pytest.approx(before, abs=1)


def test_alice_scrolls_up_to_the_first_message(house):
    alice = house.alice_in("History")
    alice.turn_wheel_until(alice.page.locator("#message-1"), pixels=-3000)
    expect(alice.page.locator("[data-older]")).to_be_hidden()
    assert numbers(alice) == list(range(1, numbers(alice)[-1] + 1))


def test_a_link_to_a_message_opens_the_room_around_it(house):
    alice = house.enters().go(f"/rooms/{house.slug('History')}/60/")
    linked = alice.page.locator("#message-60")
    expect(linked).to_be_in_viewport()
    expect(linked).to_be_focused()
    others = alice.page.locator("#message-61").evaluate("one => getComputedStyle(one).backgroundColor")
    expect(linked).not_to_have_css("background-color", others)
    alice.page.get_by_role("button", name="Newer messages below").click()
    expect(alice.page).to_have_url(re.compile(f"/rooms/{house.slug('History')}/$"))
    expect(alice.page.locator(f"#message-{MANY}")).to_be_attached()


def test_from_an_old_message_alice_reads_down_to_the_present(house):
    alice = house.enters().go(f"/rooms/{house.slug('History')}/60/")
    alice.wait_for("connected")
    alice.turn_wheel_until(alice.page.locator("[data-newer][hidden]"), pixels=3000)
    assert numbers(alice) == list(range(numbers(alice)[0], numbers(alice)[-1] + 1))
    house.bob_hand.say(house.slug("History"), "Nothing is older")
    alice.page.locator("[data-number]", has_text="Nothing is older").wait_for()
