"""Pictures and files in the conversation."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.pictures import ALT
from tests.browser.seeing import ANY_FILE, ORIGINAL, PHONE, Held, Opens, box, opened, pictures, slug_of, until
from tests.browser.test_accessibility import LOOKS, graves, settle

pytestmark = pytest.mark.browser

REACT = """
from chat.actions import reactions
from chat.models import Message
message = Message.objects.select_related("room", "author").get(room__slug=slug, kind="said")
reactions.add(message.author, message, "👍️")
"""


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


def test_without_a_script_the_link_is_the_original(opens: Opens, house: House) -> None:
    slug = slug_of(opens(["photo"]).page)
    page = house.enters(java_script_enabled=False).go(f"/rooms/{slug}/").page
    link = pictures(page)
    expect(link.locator("img")).to_be_visible()
    link.click()
    page.wait_for_url(ORIGINAL)
