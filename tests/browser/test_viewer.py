"""One picture over everything. Longer than most files: it is one dialog."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pictures import ALT
from tests.browser.seeing import (
    ORIGINAL,
    PHONE,
    Held,
    Opens,
    box,
    opened,
    pictures,
    shown,
    slug_of,
    until,
    viewer,
)

pytestmark = pytest.mark.browser

DELETE = """
from chat.actions import deletion
from chat.models import Message
message = Message.objects.select_related("room", "author").get(room__slug=slug, kind="said")
deletion.delete(message.author, message)
"""


def test_a_picture_opens_with_all_that_is_known_of_it(opens: Opens) -> None:
    page = opened(opens([f"photo|{ALT}", "=Look"]))
    dialog = viewer(page)
    expect(dialog.locator("[data-author]")).to_have_text("bob")
    expect(dialog.locator("[data-time]")).to_contain_text(re.compile(r"20\d\d"))
    expect(dialog.locator("[data-caption]")).to_have_text(ALT)
    expect(shown(page)).to_have_attribute("alt", ALT)
    expect(shown(page)).to_have_attribute("src", ORIGINAL)
    expect(dialog.locator("[data-steps]")).to_be_hidden()
    assert re.search(r"/files/[^/]+/\?download$", dialog.locator("[data-download]").get_attribute("href") or "")


def test_the_thumbnail_is_there_before_the_original(opens: Opens) -> None:
    window = opens(["photo"])
    until(window.page, "[...document.images].some((image) => image.naturalWidth)")
    held = Held(window.page, ORIGINAL)
    page = opened(window)
    expect(shown(page)).to_have_attribute("src", re.compile("webp$"))
    before = box(shown(page))
    held.release()
    expect(shown(page)).to_have_attribute("src", ORIGINAL)
    assert box(shown(page)) == before


def test_one_goes_through_all_pictures_by_buttons_and_keys(opens: Opens) -> None:
    page = opened(opens(["0", "1"], ["=words"], ["photo"]))
    place, told = viewer(page).locator("[data-place]"), viewer(page).locator("[data-told]")
    expect(place).to_have_text("1 of 3")
    page.get_by_role("button", name="Next picture").click()
    expect(place).to_have_text("2 of 3")
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text("3 of 3")
    expect(told).to_have_text("3 of 3")
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text("3 of 3")
    expect(page.get_by_role("button", name="Next picture")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("ArrowLeft")
    expect(place).to_have_text("2 of 3")


def test_enter_opens_and_escape_leads_back_to_the_picture_seen_last(opens: Opens) -> None:
    window = opens(["0", "1"])
    page = window.page
    address = page.url
    pictures(page).first.focus()
    page.keyboard.press("Enter")
    expect(viewer(page)).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(viewer(page)).to_have_count(0)
    expect(pictures(page).nth(1)).to_be_focused()
    assert page.url == address
    window.wait_for("connected")


def test_the_back_button_closes_it_and_nothing_else(opens: Opens) -> None:
    window = opens(["photo"])
    page = opened(window)
    asked = len(window.asked)
    page.go_back()
    expect(viewer(page)).to_have_count(0)
    expect(pictures(page)).to_have_count(1)
    assert not [url for url in window.asked[asked:] if "/rooms/" in url]


@pytest.mark.parametrize("closes", ["Escape", "back"])
def test_after_going_from_room_to_room_closing_leaves_the_page_as_it_is(opens: Opens, closes: str) -> None:
    page = opens(["photo"]).page
    here = page.url
    for address in ("/rooms/days/", f"/rooms/{slug_of(page)}/"):
        page.locator(f"[data-sidebar] a[href='{address}']").click()
        expect(page).to_have_url(re.compile(address))
    opened_at = page.evaluate("() => document.querySelector('[data-timeline]').mark = 'as it was'")
    pictures(page).first.click()
    expect(viewer(page)).to_be_visible()
    page.keyboard.press("Escape") if closes == "Escape" else page.go_back()
    expect(viewer(page)).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => document.querySelector('[data-timeline]').mark") == opened_at
    assert page.url == here


def test_a_click_shows_every_pixel_and_another_one_all_of_it(opens: Opens) -> None:
    page = opened(opens(["portrait"]))
    fitted = box(shown(page))
    assert fitted[1] < 720
    shown(page).click()
    assert box(shown(page)) == (900, 1200)
    page.mouse.move(640, 360)
    page.mouse.down()
    page.mouse.move(640, 260)
    page.mouse.up()
    moved = shown(page).bounding_box()
    assert moved
    assert box(shown(page)) == (900, 1200)
    page.keyboard.press("ArrowDown")
    further = shown(page).bounding_box()
    assert further
    assert further["y"] < moved["y"]
    shown(page).click()
    assert box(shown(page)) == fitted


def test_keys_and_the_wheel_zoom(opens: Opens) -> None:
    page = opened(opens(["portrait"]))
    fitted = box(shown(page))
    page.keyboard.press("+")
    assert box(shown(page))[0] == pytest.approx(fitted[0] * 1.5, abs=2)
    page.keyboard.press("0")
    assert box(shown(page)) == fitted
    page.mouse.move(640, 360)
    page.mouse.wheel(0, -300)
    expect(viewer(page).locator("[data-stage]")).to_have_attribute("data-large", "")
    page.keyboard.press("-")
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert box(shown(page)) == fitted


SWIPE = """([x, y]) => {
    const stage = document.querySelector("[data-stage]");
    const finger = { pointerId: 1, pointerType: "touch", isPrimary: true, bubbles: true };
    const at = (type, clientX, clientY) => stage.dispatchEvent(new PointerEvent(type, { ...finger, clientX, clientY }));
    stage.setPointerCapture = () => {};
    at("pointerdown", 180, 300);
    at("pointermove", 180 + x / 2, 300 + y / 2);
    at("pointermove", 180 + x, 300 + y);
    at("pointerup", 180 + x, 300 + y);
}"""


def test_a_finger_goes_on_by_swiping(opens: Opens) -> None:
    page = opened(opens(["0", "1"], **PHONE))
    place = viewer(page).locator("[data-place]")
    page.evaluate(SWIPE, [-120, 5])
    expect(place).to_have_text("2 of 2")
    page.evaluate(SWIPE, [-10, 120])
    expect(place).to_have_text("2 of 2")
    page.evaluate(SWIPE, [120, 5])
    expect(place).to_have_text("1 of 2")


def test_on_a_phone_everything_is_where_the_thumb_is(opens: Opens) -> None:
    page = opened(opens(["0", "1"], **PHONE))
    tools = viewer(page).locator("button:visible, a:visible")
    for found in tools.all():
        place = found.bounding_box()
        assert place
        assert place["y"] > 600
        assert min(place["width"], place["height"]) >= 44
    page.touchscreen.tap(187, 60)
    expect(viewer(page)).to_have_count(0)


def test_what_is_deleted_is_gone_from_the_viewer(house: House, opens: Opens) -> None:
    window = opens(["photo"])
    page = opened(window)
    house.home.site.run(DELETE, slug=slug_of(page))
    expect(viewer(page)).to_have_count(0, timeout=15_000)
    expect(page.locator("[data-timeline] img")).to_have_count(0)


def test_in_lists_and_search_pictures_open_too(opens: Opens, house: House) -> None:
    opens(["photo", "=An uncommonword"])
    window = house.enters().go("/search/?q=uncommonword")
    page = window.page
    link = page.locator("main a[data-width]")
    link.click()
    expect(viewer(page).locator("[data-author]")).to_have_text("bob")
    page.keyboard.press("Escape")
    expect(viewer(page)).to_have_count(0)
    expect(link).to_be_focused()
    assert "/search/" in page.url


def test_a_picture_opens_beside_the_conversation_too(opens: Opens) -> None:
    window = opens(["photo"], ["0"])
    window.page.locator("[data-timeline] [data-number]").last.focus()
    window.page.keyboard.press("r")
    window.say("Nice")
    window.page.locator("[data-timeline] [data-replies]").click()
    link = window.page.locator("[data-panel] a[data-width]")
    link.click()
    # The thread holds one picture; those of the room are not among them.
    expect(viewer(window.page).locator("[data-steps]")).to_be_hidden()
    window.page.keyboard.press("Escape")
    expect(link).to_be_focused()
