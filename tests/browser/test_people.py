"""The card of somebody, and one's own profile."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def test_the_button_fills_in_the_time_zone_of_this_browser(house):
    alice = house.enters().go("/profile/")
    alice.page.get_by_role("button", name="time zone").click()
    expect(alice.page.locator("[data-timezone]")).to_have_value("Europe/Berlin")
    expect(alice.page.locator("[data-timezone]")).to_be_focused()


def test_a_name_in_the_list_of_members_leads_to_the_card_without_a_new_page(house):
    alice = house.alice_in("Days")
    alice.page.locator(".bar__faces").click()
    alice.page.locator(".list").get_by_role("link", name="bob", exact=True).click()
    expect(alice.page.locator("[data-person-card]")).to_contain_text("@bob")
    expect(alice.page).to_have_url("/people/bob/", timeout=5_000)
    alice.page.locator("[data-person-card]").get_by_role("link", name="Days").click()
    alice.wait_for("connected")
    assert len([address for address in alice.asked if address.endswith("/people/bob/")]) == 1
    assert alice.page.evaluate("performance.getEntriesByType('navigation').length") == 1
    assert alice.page.evaluate("performance.getEntriesByType('navigation')[0].name").endswith("/rooms/days/")


def test_a_face_in_the_list_of_people_leads_to_the_card_and_the_row_still_chooses(house):
    alice = house.enters().go("/rooms/direct/")
    row = alice.page.locator("label", has_text="@bob")
    row.locator(".list__words").click()
    expect(row.get_by_role("checkbox")).to_be_checked()
    row.get_by_role("link", name="About bob").click()
    expect(alice.page.locator("[data-person-card]")).to_be_visible()


def test_in_a_room_the_card_opens_beside_the_talk(house):
    alice = house.alice_in("Days")
    alice.message("Coming").locator("[data-author-name]").click()
    card = alice.page.locator("[data-panel] [data-person-card]")
    expect(card).to_contain_text("@bob")
    card.get_by_role("button", name="Message").click()
    expect(alice.page.locator("#main [data-room-name]")).to_have_text("bob")
