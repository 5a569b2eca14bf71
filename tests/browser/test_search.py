"""Search in a browser: as one types, by keyboard, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import Home, House

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.fixture(scope="module")
def harbour(home: Home) -> str:
    """Return the slug of a room with a few messages about boats, which Bob owns and Alice is in."""
    slug = home.bob_hand.make_room("Harbour search", "alice")
    home.bob_hand.say(slug, "The ferryboat leaves at ten", "Is the *ferryboat* late? foo_bar()", "東京から来ました")
    return slug


def box(window):
    return window.page.get_by_role("searchbox", name="Search your rooms")


def found(window):
    return window.page.locator("#search-results li")


def test_alice_finds_while_she_types_and_goes_there(house: House, harbour: str) -> None:
    alice = house.enters().open_room(harbour)
    alice.page.get_by_role("link", name="Search your rooms").click()
    expect(box(alice)).to_be_focused()
    box(alice).press_sequentially("ferryb")
    expect(found(alice)).to_have_count(2)
    expect(alice.page.locator("mark").first).to_have_text("ferryb")
    expect(alice.page).to_have_url(re.compile(r"/search/\?q=ferryb$"))
    expect(box(alice)).to_be_focused()
    found(alice).last.get_by_role("link").click()
    expect(alice.page).to_have_url(re.compile(rf"/rooms/{harbour}/2/$"))
    expect(alice.page.locator("#message-2")).to_have_attribute("data-anchored", "")
    # The socket lives on: this was no new page.
    alice.wait_for("connected")
    alice.page.go_back()
    expect(box(alice)).to_have_value("ferryb")
    expect(found(alice)).to_have_count(2)


def test_the_keyboard_alone_is_enough(house: House, harbour: str) -> None:
    alice = house.enters().open_room(harbour)
    alice.page.keyboard.press("Control+Shift+F")
    expect(box(alice)).to_be_focused()
    alice.page.keyboard.type("ferryboat")
    expect(found(alice)).to_have_count(2)
    for _ in range(3):
        alice.page.keyboard.press("ArrowDown")
    expect(found(alice).last.get_by_role("link")).to_be_focused()
    alice.page.keyboard.press("ArrowUp")
    expect(found(alice).first.get_by_role("link")).to_be_focused()
    alice.page.keyboard.press("Control+Shift+F")
    expect(box(alice)).to_be_focused()
    alice.page.keyboard.press("ArrowDown")
    alice.page.keyboard.press("Enter")
    expect(alice.page).to_have_url(re.compile(rf"/rooms/{harbour}/3/$"))


def test_enter_asks_at_once_and_an_empty_box_explains(house: House, harbour: str) -> None:
    alice = house.enters().go("/search/")
    expect(alice.page.get_by_text("What you can look for")).to_be_visible()
    box(alice).fill("東京")
    box(alice).press("Enter")
    expect(found(alice)).to_have_count(1)
    expect(alice.page.locator("#search-status")).to_have_text("1 message found")
    box(alice).fill("")
    expect(alice.page.get_by_text("What you can look for")).to_be_visible()


def test_what_was_asked_before_does_not_come_after(house: House, harbour: str) -> None:
    alice = house.enters().go("/search/")
    answers: list[str] = []
    alice.page.route(
        re.compile(r"/search/\?q=ferry$"),
        lambda route: (answers.append("late"), alice.page.wait_for_timeout(1500), route.continue_()),
    )
    box(alice).fill("ferry")
    alice.page.wait_for_timeout(400)
    box(alice).fill("foo_bar()")
    expect(found(alice)).to_have_count(1)
    expect(alice.page.locator("mark")).to_have_text("foo_bar()")
    assert answers == ["late"]
    alice.page.wait_for_timeout(500)
    expect(found(alice)).to_have_count(1)


def test_older_messages_come_below(house: House) -> None:
    alice = house.enters().go("/search/?q=message+in:history")
    expect(found(alice)).to_have_count(20)
    more = alice.page.get_by_role("link", name="Older messages")
    more.click()
    expect(found(alice)).to_have_count(40)
    more.click()
    expect(found(alice)).to_have_count(60)
    links = found(alice).get_by_role("link").evaluate_all("links => links.map((link) => link.href)")
    assert len(set(links)) == 60


def test_a_refusal_is_shown_in_the_page(house: House, harbour: str) -> None:
    alice = house.enters().go("/search/")
    alice.forgive("422")
    box(alice).evaluate("field => { field.removeAttribute('maxlength'); }")
    box(alice).fill("x" * 201)
    expect(alice.page.get_by_role("alert")).to_contain_text("This is too long")
    box(alice).fill("ferryboat")
    expect(found(alice)).to_have_count(2)


def test_one_room_is_searched_beside_its_conversation(house: House, harbour: str) -> None:
    alice = house.enters().open_room(harbour)
    alice.page.get_by_role("button", name="Room menu").click()
    alice.page.get_by_role("link", name="Search this room").click()
    expect(box(alice)).to_be_focused()
    expect(box(alice)).to_have_value(f"in:{harbour} ")
    expect(alice.page.get_by_role("link", name="Search this room")).to_be_hidden()
    expect(found(alice)).to_have_count(3)
    expect(found(alice).first.locator("time")).to_contain_text("Today")
    alice.page.keyboard.type("late")
    expect(found(alice)).to_have_count(1)
    expect(alice.page).to_have_url(re.compile(rf"/rooms/{harbour}/$"))
    found(alice).get_by_role("link").click()
    expect(alice.page).to_have_url(re.compile(rf"/rooms/{harbour}/3/$"))
    expect(alice.page.locator("#message-3")).to_have_attribute("data-anchored", "")


def test_it_works_without_scripts(house: House, harbour: str) -> None:
    alice = house.enters(java_script_enabled=False).go("/search/")
    box(alice).fill("ferryboat")
    alice.page.get_by_role("button", name="Search").click()
    expect(found(alice)).to_have_count(2)
    found(alice).first.get_by_role("link").click()
    expect(alice.page).to_have_url(re.compile(rf"/rooms/{harbour}/3/$"))
