"""The first people of a new site arrive, and what they type is never taken from them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hand
from tests.servers.embedded import Embedded
from tests.servers.site import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.fixture(scope="module")
def new_site(make_folder):
    """Return a site that nobody has set up."""
    site = Embedded(make_folder())
    site.start(founded=False)
    yield site
    site.stop()


@pytest.fixture(scope="module")
def club(make_folder):
    """Return a site which only invited people may join."""
    site = Embedded(make_folder(), SIGNUP="invite")
    site.start()
    yield site
    site.stop()


@pytest.fixture
def invitation(club):
    """Return the link into a closed room called Cellar."""
    (admin,) = club.people("admin")
    hand = Hand(club, admin)
    page = f"/rooms/{hand.make_room('Cellar', kind='closed')}/invitations/"
    form = {"days": 7, "uses": 2, "csrfmiddlewaretoken": hand.client.cookies["csrftoken"]}
    return re.search(r"/invitations/[\w-]{20,}/", hand.client.post(page, data=form).text)[0]


def fill(window, fields):
    for label, value in fields.items():
        window.page.get_by_label(label).fill(value)


def test_the_first_visitor_becomes_the_administrator_of_a_room(new_site, enter):
    ada = enter(new_site).go("/rooms/")
    expect(ada.page).to_have_url(re.compile("/setup/$"))
    fill(ada, {"Name of your community": "Harbour", "First room": "Pier", "Username": "x"})
    fill(ada, {"Display name": "Ada L", "E-mail": "ada@example.org", "Password": PASSWORD})
    ada.page.get_by_role("button", name="Start the chat").click()
    expect(ada.page.get_by_label("Username")).to_have_attribute("aria-invalid", "true")
    expect(ada.page.get_by_label("First room")).to_have_value("Pier")
    fill(ada, {"Username": "ada", "Password": PASSWORD})
    ada.page.get_by_role("button", name="Start the chat").click()
    expect(ada.page.locator("main [data-room-name]")).to_have_text("Pier")
    ada.say("Is this on?")
    ada.has_sent(1)
    ada.page.get_by_role("button", name="Ada L").click()
    expect(ada.page.get_by_role("link", name="Administration")).to_be_visible()


def test_nobody_sets_a_site_up_twice(club, enter):
    visitor = enter(club).go("/setup/")
    expect(visitor.page.get_by_role("heading", name="Log in")).to_be_visible()


def test_who_was_invited_signs_up_and_comes_to_the_room(club, invitation, enter):
    eve = enter(club).go(invitation)
    expect(eve.page.get_by_role("heading", name="You are invited to Cellar")).to_be_visible()
    eve.page.get_by_role("link", name="Create account").click()
    fill(eve, {"Username": "eve", "E-mail": "eve@example.org"})
    for field in eve.page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    eve.page.get_by_role("button", name="Create account").click()
    eve.entry("Cellar").locator("a").click()
    expect(eve.page).to_have_url(re.compile("/rooms/cellar"))
    eve.wait_for("connected")
    eve.say("So this is it")
    eve.has_sent(1)


def test_who_was_not_invited_reads_how_to_come_in(club, enter):
    visitor = enter(club).go("/accounts/signup/")
    expect(visitor.page.locator("input[type=password]")).to_have_count(0)
    expect(visitor.page.locator("main")).to_contain_text(re.compile("invit", re.IGNORECASE))


def test_a_sign_up_that_is_refused_keeps_what_was_typed(club, invitation, enter):
    eve = enter(club).go(invitation).go("/accounts/signup/")
    fill(eve, {"Username": "admin", "E-mail": "eve2@example.org"})
    for field in eve.page.locator("input[type=password]").all():
        field.fill("12345678")
    eve.page.get_by_role("button", name="Create account").click()
    expect(eve.page.get_by_label("E-mail")).to_have_value("eve2@example.org")
    expect(eve.page.get_by_label("Username")).to_have_value("admin")
    expect(eve.page.get_by_text("This username is taken.")).to_be_visible()


def test_a_wrong_password_keeps_the_name(club, enter):
    visitor = enter(club).go("/accounts/login/")
    visitor.page.get_by_label("Username or e-mail").fill("admin")
    visitor.page.get_by_label("Password").fill("not this one")
    visitor.page.get_by_role("button", name="Log in").click()
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    expect(visitor.page.get_by_label("Username or e-mail")).to_have_value("admin")


def test_a_room_that_cannot_be_made_keeps_its_topic(club, enter):
    (admin,) = club.people("admin")
    window = enter(club, admin).go("/rooms/new/")
    window.page.get_by_label("Name").fill("   ")
    window.page.get_by_label("Topic").fill("Everything and nothing")
    window.page.get_by_role("button", name="Create room").click()
    expect(window.page.locator(".field__error")).to_be_visible()
    expect(window.page.get_by_label("Topic")).to_have_value("Everything and nothing")


def test_a_link_that_was_used_up_says_so(club, enter):
    visitor = enter(club)
    visitor.forgive("404")
    visitor.go("/invitations/aaaaaaaaaaaaaaaaaaaaaa/")
    expect(visitor.page.get_by_role("heading", name="This invitation is not valid")).to_be_visible()
