"""Pictures and files in the conversation, and one picture over everything."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.house import House
from tests.browser.people import Window
from tests.browser.pictures import ALT
from tests.browser.test_accessibility import LOOKS, graves, settle

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 375, "height": 700}, "has_touch": True, "is_mobile": True}
ORIGINAL = re.compile(r"/files/[^/]+/$")
TURNS, TURN_MS = 200, 50
ANY_FILE = re.compile(r"/files/")

REACT = """
from chat.actions import reactions
from chat.models import Message
message = Message.objects.select_related("room", "author").get(room__slug=slug, kind="said")
reactions.add(message.author, message, "👍️")
"""
DELETE = """
from chat.actions import deletion
from chat.models import Message
message = Message.objects.select_related("room", "author").get(room__slug=slug, kind="said")
deletion.delete(message.author, message)
"""

Opens = Callable[..., Window]


@pytest.fixture
def opens(house: House, request: pytest.FixtureRequest) -> Opens:
    """Return a function that opens Alice's window on a new room in which Bob has sent these messages."""

    def open_window(*sent: list[str], before: Callable[[Page], object] | None = None, **options: object) -> Window:
        code = "from tests.browser.pictures import picture_room; answer = picture_room(name, sent)"
        made = house.home.site.run(code, name=request.node.name[:60], sent=sent)
        window = house.enters(**options)
        if before:
            before(window.page)
        return window.open_room(made["slug"])

    return open_window


def pictures(page: Page) -> Locator:
    return page.locator("[data-timeline] a[data-width]")


def viewer(page: Page) -> Locator:
    return page.locator("dialog.viewer")


def shown(page: Page) -> Locator:
    return viewer(page).locator("[data-stage] img")


def opened(window: Window, place: int = 0) -> Page:
    """The window's picture at this place is open."""
    pictures(window.page).nth(place).click()
    expect(viewer(window.page)).to_be_visible()
    return window.page


def slug_of(page: Page) -> str:
    """Return the slug of the room that is open."""
    return page.url.split("/rooms/")[1].split("/")[0]


def until(page: Page, script: str) -> None:
    """What the script says of the page is true, soon."""
    for _turn in range(TURNS):
        if page.evaluate(script):
            return
        page.wait_for_timeout(TURN_MS)
    raise AssertionError(script)


class Held:
    """What a page asks for at such an address waits until it is released."""

    def __init__(self, page: Page, address: re.Pattern[str]) -> None:
        self.waiting: list[Route] = []
        self._is_over = False
        page.route(address, self._take)

    def _take(self, route: Route) -> None:
        if self._is_over:
            route.continue_()
        else:
            self.waiting.append(route)

    def release(self) -> None:
        self._is_over = True
        for route in self.waiting:
            route.continue_()


def box(found: Locator) -> tuple[float, float]:
    """Return an element's width and height."""
    size: dict[str, float] | None = found.bounding_box()
    assert size
    return round(size["width"]), round(size["height"])


# In the conversation --------------------------------------------------------------------------------------------------

PLACES = """() => [...document.querySelectorAll("[data-timeline] :is([data-number], a[data-width])")]
    .map((element) => [element.getBoundingClientRect().top, element.getBoundingClientRect().height])
    .concat([[document.querySelector("[data-timeline]").scrollTop, 0]])"""


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_nothing_moves_when_pictures_come(opens: Opens, options: dict[str, object]) -> None:
    held: list[Held] = []
    sent = [["photo"], ["tower", "=Words"], ["0", "1", "2", "3", "4"], ["panorama"], ["dot"], ["=The end"]]
    window = opens(*sent, before=lambda page: held.append(Held(page, ANY_FILE)), **options)
    page = window.page
    until(page, "document.images.length > 0")
    window.log.evaluate("log => log.scrollTo(0, log.scrollHeight)")
    page.wait_for_timeout(300)
    before = page.evaluate(PLACES)
    assert held[0].waiting
    held[0].release()
    until(page, "[...document.images].filter((image) => image.naturalWidth).length > 3")
    page.wait_for_timeout(300)
    assert page.evaluate(PLACES) == before
    assert window.is_at_end()


@pytest.mark.parametrize(
    ("name", "desk", "phone"),
    [
        ("photo", (480, 320), (None, None)),
        ("portrait", (240, 320), (240, 320)),
        ("tower", (120, 320), (120, 320)),
        ("panorama", (480, 60), (None, None)),
    ],
)
def test_a_picture_fits_the_column(
    opens: Opens, name: str, desk: tuple[int, int], phone: tuple[int | None, int | None]
) -> None:
    page = opens([name]).page
    assert box(pictures(page)) == desk
    page.set_viewport_size({"width": 375, "height": 700})
    width, height = box(pictures(page))
    assert width <= 375 - 60
    assert abs(width / height - desk[0] / desk[1]) < 0.1
    if phone[0]:
        assert (width, height) == phone


def test_a_tiny_picture_is_not_blown_up_and_has_room_for_a_finger(opens: Opens) -> None:
    page = opens(["dot"]).page
    assert box(pictures(page).locator("img")) == (24, 24)
    assert min(box(pictures(page))) >= 44


def test_a_picture_is_fetched_as_a_thumbnail_that_suits_the_screen(opens: Opens) -> None:
    page = opens(["photo"], device_scale_factor=1).page
    chosen = pictures(page).locator("img")
    until(page, "[...document.images].some((image) => image.naturalWidth)")
    assert chosen.evaluate("image => image.currentSrc").endswith("/720.webp")


@pytest.mark.parametrize("count", range(2, 11))
def test_a_gallery_is_one_block_without_holes(opens: Opens, count: int) -> None:
    page = opens([str(number) for number in range(count)]).page
    expect(pictures(page)).to_have_count(count)
    gallery = page.locator(".gallery").bounding_box()
    assert gallery
    covered = sum(width * height for width, height in map(box, pictures(page).all()))
    assert covered > 0.93 * gallery["width"] * gallery["height"]


def test_a_message_of_pictures_alone_has_no_empty_line(opens: Opens) -> None:
    page = opens(["photo"], ["portrait"]).page
    second = page.locator("[data-timeline] [data-number]").last
    expect(second).to_have_attribute("data-grouped", "")
    gap = second.evaluate(
        "article => article.querySelector('.gallery').getBoundingClientRect().top - article.getBoundingClientRect().top"
    )
    assert gap < 12


def test_what_moves_stops_and_goes_on(opens: Opens) -> None:
    page = opens(["moving"]).page
    image, button = pictures(page).locator("img"), page.locator("[data-motion]")
    expect(image).to_have_js_property("naturalWidth", 400)
    assert ORIGINAL.search(image.evaluate("image => image.currentSrc"))
    expect(button).to_have_accessible_name("Pause GIF")
    button.click()
    expect(button).to_have_accessible_name("Play GIF")
    until(page, "document.querySelector('.picture__image').currentSrc.endsWith('.webp')")
    button.press("Enter")
    until(page, "document.querySelector('.picture__image').currentSrc.endsWith('/')")


def test_who_wants_less_motion_gets_a_still_and_a_button(opens: Opens) -> None:
    window = opens(["moving"], reduced_motion="reduce")
    page = window.page
    button = page.locator("[data-motion]")
    expect(button).to_have_accessible_name("Play GIF")
    until(page, "document.querySelector('.picture__image').currentSrc.endsWith('.webp')")
    assert not [url for url in window.asked if ORIGINAL.search(url)]
    button.click()
    until(page, "document.querySelector('.picture__image').currentSrc.endsWith('/')")
    expect(button).to_have_accessible_name("Pause GIF")


def test_a_file_is_downloaded_under_its_name(opens: Opens) -> None:
    page = opens(["minutes"]).page
    card = page.locator(".file")
    expect(card).to_contain_text("PDF document, 15 bytes")
    with page.expect_download() as download:
        card.click()
    assert download.value.suggested_filename.startswith("Minutes of the harbour meeting")


def test_a_sound_can_be_played(opens: Opens) -> None:
    page = opens(["tone"]).page
    until(page, "document.querySelector('audio').duration > 0")


def test_what_plays_goes_on_when_somebody_reacts(house: House, opens: Opens) -> None:
    page = opens(["tone", "moving"]).page
    page.locator("[data-motion]").click()
    page.evaluate("Object.assign(document.querySelector('audio'), { loop: true, muted: true }).play()")
    house.home.site.run(REACT, slug=slug_of(page))
    expect(page.locator("[data-timeline] [data-react]")).to_have_count(1)
    assert page.evaluate("[...document.querySelectorAll('audio')].map((player) => player.paused)") == [False]
    expect(page.locator("[data-motion]")).to_have_accessible_name("Play GIF")


def test_a_message_without_words_is_answered_and_found_by_what_it_has(opens: Opens) -> None:
    window = opens(["0", "1"], ["minutes"])
    page = window.page
    for words in ("2 pictures", "Minutes of the harbour meeting"):
        with_words = page.locator(f"[data-attachments^='{words}']")
        page.locator("[data-timeline] [data-number]").filter(has=with_words).focus()
        page.keyboard.press("r")
        expect(page.locator("[data-strip-text]")).to_contain_text(words)
        window.say(f"About {words}")
        expect(page.locator("[data-quote]").last).to_contain_text(words)


# The viewer -----------------------------------------------------------------------------------------------------------


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


def test_without_a_script_the_link_is_the_original(opens: Opens, house: House) -> None:
    slug = slug_of(opens(["photo"]).page)
    page = house.enters(java_script_enabled=False).go(f"/rooms/{slug}/").page
    link = pictures(page)
    expect(link.locator("img")).to_be_visible()
    link.click()
    page.wait_for_url(ORIGINAL)


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


def test_axe_finds_nothing_grave(opens: Opens) -> None:
    sent = [[f"photo|{ALT}"], ["0", "1", "2"], ["moving"], ["minutes", "tone"], ["dot"]]
    window = opens(*sent)
    for is_open in (False, True):
        page = opened(window) if is_open else window.page
        for size, scheme in LOOKS:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            settle(page)
            assert graves(page) == [], f"{is_open} {size['width']} {scheme}"


def test_on_paper_pictures_fit_the_sheet(opens: Opens) -> None:
    page = opens(["photo"], ["0", "1", "2"]).page
    page.set_viewport_size({"width": 600, "height": 800})
    page.emulate_media(media="print")
    for picture in pictures(page).all():
        size = picture.bounding_box()
        assert size
        assert 0 < size["width"] <= 600
