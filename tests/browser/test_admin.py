"""What an administrator does in Django admin shows in open windows at once."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers]
AT_ONCE_MS = 2000


@pytest.fixture
def admin(house):
    """Return the administrator's window."""
    (admin,) = house.home.site.people("admin")
    return house.enter(house.home.site, admin)


def does(admin, action, rows, query):
    """Choose all rows that a search finds, and have something done to them."""
    admin.go(f"/admin/chat/{rows}/?q={query}")
    admin.page.locator("#action-toggle").check()
    admin.page.locator("select[name=action]").select_option(action)
    admin.page.locator("button[name=index]").click()
    expect(admin.page.locator(".errornote, .messagelist .error")).to_have_count(0)


def test_a_deleted_message_is_gone_at_once(house, admin):
    alice, _slug = house.alice_in_fresh_room("Watched")
    alice.say("Something regrettable")
    alice.has_sent(1)
    does(admin, "delete_to_tombstone", "message", "regrettable")
    expect(alice.message("Message deleted by admin")).to_be_visible(timeout=AT_ONCE_MS)


def test_a_room_has_its_new_name_at_once(house, admin):
    alice, _slug = house.alice_in_fresh_room("Misspelt")
    admin.go("/admin/chat/room/?q=Misspelt").page.get_by_role("link", name="Misspelt", exact=True).click()
    admin.page.locator("#id_name").fill("Well spelt")
    admin.page.locator("[name=_save]").click()
    expect(alice.page.locator("main [data-room-name]")).to_have_text("Well spelt", timeout=AT_ONCE_MS)
    expect(alice.entry("Well spelt")).to_be_visible(timeout=AT_ONCE_MS)


def test_a_member_who_is_removed_is_told_at_once(house, admin):
    alice, _slug = house.alice_in_fresh_room("Exclusive")
    does(admin, "remove", "membership", "alice+Exclusive")
    expect(alice.page.get_by_text("You are no longer in this room.")).to_be_visible(timeout=AT_ONCE_MS)
    expect(alice.entry("Exclusive")).to_have_count(0)


def test_a_person_who_is_deactivated_is_out_at_once_and_for_good(house, admin):
    (mallory,) = house.home.site.people("mallory")
    slug = house.bob_hand.make_room("Last seen here", "mallory")
    window = house.enter(house.home.site, mallory).open_room(slug)
    does(admin, "deactivate", "user", "mallory")
    expect(window.page).to_have_url(re.compile("/accounts/login/"), timeout=AT_ONCE_MS)
    window.go(f"/rooms/{slug}/")
    expect(window.page).to_have_url(re.compile("/accounts/login/"))
