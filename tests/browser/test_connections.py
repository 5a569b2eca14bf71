"""What an administrator says to a window shows there; a window that is closed stays closed; one sees one's own."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers]
# A window is listed a second after it has opened.
LISTED_MS = 5_000
AT_ONCE_MS = 2_000


@pytest.fixture
def admin(house):
    """Return the administrator's window."""
    (admin,) = house.home.site.people("admin")
    return house.enter(house.home.site, admin)


def choose(admin, action, words=""):
    """Have something done to every window of alice, once it is listed."""
    rows = admin.page.locator("#result_list tbody tr")
    admin.page.wait_for_timeout(LISTED_MS / 2)
    admin.go("/admin/chat/connection/?q=alice")
    expect(rows.first).to_be_visible(timeout=LISTED_MS)
    admin.page.locator("#action-toggle").check()
    admin.page.locator("input[name=notice]").fill(words)
    admin.page.locator("select[name=action]").select_option(action)
    admin.page.locator("button[name=index]").click()
    expect(admin.page.locator(".errornote, .messagelist .error")).to_have_count(0)


def test_a_notice_is_shown_and_a_closed_window_says_so_and_stays_closed(house, admin):
    alice, _slug = house.alice_in_fresh_room("Notices")
    choose(admin, "send_notice", "Lunch is <b>ready</b>")
    toast = alice.page.locator("[data-toasts]")
    expect(toast).to_contain_text("An administrator says: ⁨Lunch is <b>ready</b>⁩", timeout=AT_ONCE_MS)
    choose(admin, "close")
    expect(alice.page.get_by_text("This connection was closed. Reload the page to come back.")).to_be_visible(
        timeout=AT_ONCE_MS
    )


def test_one_sees_ones_own_windows(house):
    alice, _slug = house.alice_in_fresh_room("Windows")
    alice.page.wait_for_timeout(LISTED_MS / 2)
    alice.go("/profile/connections/")
    expect(alice.page.get_by_role("heading", name="This browser")).to_be_visible()
