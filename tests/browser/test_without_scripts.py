"""A browser that runs no scripts: the last page reads, and a form posts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.seeds import MANY
from tests.servers.site import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def plain(house, username="alice"):
    return house.enters(username, java_script_enabled=False)


def test_alice_logs_in_and_out(house):
    window = house.enter(house.home.site, java_script_enabled=False).go("/")
    window.page.get_by_label("Username or e-mail").fill("bob")
    window.page.get_by_label("Password").fill(PASSWORD)
    window.page.get_by_role("button", name="Log in").click()
    window.page.get_by_role("button", name="bob").click()
    window.page.get_by_role("button", name="Log out").click()
    expect(window.page.get_by_role("heading", name="Log in")).to_be_visible()


def test_the_last_page_of_a_room_reads_with_days_and_times(house):
    alice = plain(house).go(f"/rooms/{house.slug('Days')}/")
    alice.sees("Good morning", "Coffee is ready", "Still warm", "Coming", "Slept well")
    expect(alice.page.locator("#message-5")).to_be_in_viewport()
    expect(alice.page.locator("#message-5 .message__day")).to_have_text("4 May 2025")


def test_alice_posts_with_the_form_and_lands_at_her_message(house):
    slug = house.bob_hand.make_room("Plain", "alice")
    alice = plain(house).go(f"/rooms/{slug}/")
    alice.composer.fill("Written by hand")
    alice.page.get_by_role("button", name="Send message").click()
    alice.sees("Written by hand")
    expect(alice.page).to_have_url(re.compile(rf"/rooms/{slug}/#message-2$"))
    alice.page.reload()
    alice.sees("Written by hand")


def test_a_form_that_is_refused_keeps_the_words(house):
    slug = house.bob_hand.make_room("Refused", "alice")
    alice = plain(house).go(f"/rooms/{slug}/")
    alice.forgive("422")
    alice.composer.fill("y" * 10_001)
    alice.page.get_by_role("button", name="Send message").click()
    expect(alice.page.get_by_role("alert")).to_contain_text("too long")
    expect(alice.composer).to_have_value("y" * 10_001)


def test_a_link_leads_to_earlier_messages(house):
    alice = plain(house).go(f"/rooms/{house.slug('History')}/")
    first = int(alice.page.locator("[data-number]").first.get_attribute("data-number"))
    assert first > MANY - 50
    alice.page.get_by_role("link", name="Earlier messages").click()
    expect(alice.page.locator(f"#message-{first - 1}")).to_be_visible()


def test_the_sidebar_of_a_phone_opens_by_a_link(house):
    alice = house.enters(java_script_enabled=False, viewport={"width": 375, "height": 660})
    alice.go(f"/rooms/{house.slug('Days')}/")
    expect(alice.entry("Words")).to_be_hidden()
    alice.page.get_by_role("link", name="Rooms", exact=True).click()
    alice.entry("Words").locator("a").click()
    expect(alice.page).to_have_url(re.compile(f"/rooms/{house.slug('Words')}/"))
    expect(alice.entry("Words")).to_be_hidden()
