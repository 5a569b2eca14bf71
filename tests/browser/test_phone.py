"""A phone, a narrow window, big letters, long words: nothing overlaps, nothing is cut off, everything can be tapped."""

import pytest
from playwright.sync_api import expect

from tests.browser.measures import double_text, overflowing, too_small_to_tap

pytestmark = [pytest.mark.browser, pytest.mark.servers]
PHONE = {"viewport": {"width": 375, "height": 660}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
NARROW = {"viewport": {"width": 320, "height": 568}}


def pages(house):
    slug = house.slug("Words")
    about = [f"/rooms/{slug}/{page}" for page in ("", "members/", "invitations/", "settings/")]
    return [*about, "/rooms/", "/rooms/new/", "/rooms/direct/", "/profile/", "/accounts/password/change/"]


def test_the_sidebar_slides_over_the_room_and_away(house):
    alice = house.alice_in("Days", **PHONE)
    expect(alice.entry("Words")).to_be_hidden()
    alice.page.locator("main [data-sidebar-toggle]").tap()
    expect(alice.entry("Days").locator("a")).to_be_focused()
    alice.page.keyboard.press("Escape")
    expect(alice.entry("Words")).to_be_hidden()
    expect(alice.page.locator("main [data-sidebar-toggle]:visible")).to_be_focused()


def test_a_tap_on_a_room_opens_it_and_closes_the_sidebar(house):
    alice = house.alice_in("Days", **PHONE)
    alice.page.locator("main [data-sidebar-toggle]").tap()
    alice.entry("Words").locator("a").tap()
    expect(alice.page.locator("main [data-room-name]")).to_have_text("Words")
    expect(alice.entry("Words")).to_be_hidden()


def test_a_tap_beside_the_sidebar_closes_it(house):
    alice = house.alice_in("Days", **PHONE)
    alice.page.locator("main [data-sidebar-toggle]").tap()
    expect(alice.entry("Words")).to_be_visible()
    alice.page.touchscreen.tap(365, 300)
    expect(alice.entry("Words")).to_be_hidden()


def test_everything_is_big_enough_for_a_finger(house):
    alice = house.enters(**PHONE)
    for path in pages(house):
        assert too_small_to_tap(alice.go(path).page) == [], path


def test_the_composer_stands_at_the_bottom_and_enter_breaks_the_line(house):
    alice, _slug = house.alice_in_fresh_room("Thumbs", **PHONE)
    box = alice.composer.bounding_box()
    assert box["y"] + box["height"] < 660
    alice.composer.tap()
    alice.composer.press_sequentially("One")
    alice.composer.press("Enter")
    alice.composer.press_sequentially("Two")
    alice.page.get_by_role("button", name="Send message").tap()
    alice.has_sent(1)
    assert alice.texts() == ["One\nTwo"]


@pytest.mark.parametrize("username", ["alice", "maximiliane"])
def test_nothing_needs_scrolling_sideways_at_320_pixels(house, username):
    window = house.enters(username, **NARROW)
    for path in pages(house):
        if username == "alice" or "invitations" not in path:
            assert overflowing(window.go(path).page) == [], path


@pytest.mark.parametrize("width", [375, 1440])
def test_letters_of_twice_the_size_fit(house, width):
    alice = house.enters(viewport={"width": width, "height": 800})
    for path in pages(house):
        double_text(alice.go(path).page)
        assert overflowing(alice.page) == [], path


def test_the_name_of_a_room_can_be_read_in_letters_of_twice_the_size(house):
    alice = house.alice_in("History", **PHONE)
    double_text(alice.page)
    name = alice.page.locator("main [data-room-name]")
    expect(name).to_have_css("font-size", "34px")
    assert name.evaluate("name => name.clientWidth / name.scrollWidth") > 0.7


def test_a_visitors_pages_fit_a_narrow_window(house):
    window = house.enter(house.home.site, **NARROW)
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"):
        assert overflowing(window.go(path).page) == [], path


def test_right_to_left_words_stand_at_the_right(house):
    alice = house.alice_in("Words")
    left, right = (alice.page.locator(f"#message-{number} [data-body] p") for number in (1, 3))
    assert left.evaluate("one => getComputedStyle(one).direction") == "ltr"
    edges = "one => { const range = document.createRange(); range.selectNodeContents(one);"
    edges += (
        "const [words, box] = [range, one].map((it) => it.getBoundingClientRect()); return box.right - words.right; }"
    )
    assert right.evaluate(edges) == pytest.approx(0, abs=1)
