"""One person, several tabs: they agree on what is read, and end together."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hand
from tests.servers.site import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.fixture(scope="module")
def browser_arguments(doors):
    return [doors.browser_argument]


def test_what_bob_reads_in_one_tab_is_read_in_the_other(stage):
    here, there = stage.room(), stage.alice_hand.make_room("Far away", "bob")
    one = stage.bob_enters().open_room(here)
    other = one.tab().open_room(here)
    stage.alice_hand.say(there, "One", "Two", "Three")
    for tab in (one, other):
        tab.counts("Far away", 3)
        expect(tab.page).to_have_title(re.compile(r"^\(\d+\) "))
    one.entry("Far away").locator("a").click()
    one.sees("One", "Two", "Three")
    for tab in (one, other):
        tab.counts("Far away", 0)


def test_what_alice_reads_at_home_is_read_at_work(stage):
    slug = stage.room()
    home, work = stage.alice_enters().open_room(slug), stage.bob_enters()
    slug_elsewhere = stage.alice_hand.make_room("Elsewhere", "bob")
    stage.alice_hand.say(slug_elsewhere, "I wrote this")
    home.counts("Elsewhere", 0)
    work.open_room(slug_elsewhere).say("An answer")
    home.counts("Elsewhere", 1)
    home.entry("Elsewhere").locator("a").click()
    home.sees("I wrote this", "An answer")
    home.counts("Elsewhere", 0)


def test_both_tabs_show_what_is_written_in_one(stage):
    slug = stage.room()
    one = stage.bob_enters().open_room(slug)
    other = one.tab().open_room(slug)
    one.say("Written once")
    for tab in (one, other):
        tab.sees("Written once")
        tab.has_sent(1)


def test_bob_logs_out_in_one_tab_and_the_other_leads_to_the_login_page(stage):
    slug = stage.room()
    window = stage.enter(stage.site, url=stage.doors.urls[1]).go("/accounts/login/")
    window.page.get_by_label("Username or e-mail").fill("bob")
    window.page.get_by_label("Password").fill(PASSWORD)
    window.page.get_by_role("button", name="Log in").click()
    other = window.open_room(slug).tab().open_room(slug)
    window.page.get_by_role("button", name="bob").click()
    window.page.get_by_role("button", name="Log out").click()
    expect(other.page).to_have_url(re.compile(f"/accounts/login/\\?next=.*{slug}"))
    expect(other.page.get_by_role("heading", name="Log in")).to_be_visible()


def test_a_conversation_that_was_left_open_ends_with_a_new_password(stage):
    (charlie,) = stage.site.people("charlie")
    home = Hand(stage.site, charlie)
    window = stage.enter(stage.site, charlie).open_room(home.make_room("Desk"))
    fresh = "another long phrase"
    home.post("/accounts/password/change/", oldpassword=PASSWORD, password1=fresh, password2=fresh)
    expect(window.page).to_have_url(re.compile("/accounts/login/"))
