"""The board of a room's pictures, the list of its files, and one's own uploads."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import House
from tests.browser.pictures import ALT
from tests.browser.test_accessibility import check, graves

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 375, "height": 700}, "has_touch": True, "is_mobile": True}
SENT = [["0"], ["1", "2"], ["=Look", "minutes", "tone"], [f"portrait|{ALT}"], ["panorama"], ["moving"]]

Makes = Callable[..., str]


@pytest.fixture
def makes(house: House, request: pytest.FixtureRequest) -> Makes:
    """Return a function that makes a room of Alice and Bob in which Bob has sent these messages; returns its slug."""

    def make(*sent: list[str]) -> str:
        code = "from tests.browser.pictures import picture_room; answer = picture_room(name, sent)"
        slug: str = house.home.site.run(code, name=request.node.name[:60], sent=list(sent))["slug"]
        return slug

    return make


def pictures_drawn(page: Page, count: int) -> None:
    """So many pictures are on the board, and each has come."""
    expect(page.locator(".board__image")).to_have_count(count)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.board__image')].every((image) => image.complete && image.naturalWidth)"
    )


def test_the_board_shows_every_picture_newest_first(house: House, makes: Makes) -> None:
    alice = house.enters().go(f"/rooms/{makes(*SENT)}/pictures/")
    pictures_drawn(alice.page, 6)
    expect(alice.page.locator(".board__picture").nth(2)).to_have_accessible_name(ALT)
    names = [link.get_attribute("data-name") for link in alice.page.locator(".board__picture").all()]
    assert names == ["waves.gif", "panorama.jpg", "portrait.jpg", "day-1.jpg", "day-2.jpg", "day-0.jpg"]


def test_nothing_moves_while_pictures_come(house: House, makes: Makes) -> None:
    slug = makes(*SENT)
    alice = house.enters()
    alice.page.route("**/files/**", lambda route: (alice.page.wait_for_timeout(150), route.continue_()))
    alice.go(f"/rooms/{slug}/pictures/")
    before = [box.bounding_box() for box in alice.page.locator(".board__item").all()]
    pictures_drawn(alice.page, 6)
    assert [box.bounding_box() for box in alice.page.locator(".board__item").all()] == before


def test_who_and_when_are_told_when_one_points_at_a_picture_or_has_the_focus(house: House, makes: Makes) -> None:
    alice = house.enters().go(f"/rooms/{makes(['0'])}/pictures/")
    words = alice.page.locator(".board__words")
    expect(words).to_have_css("opacity", "0")
    alice.page.locator(".board__picture").hover()
    expect(words).to_have_css("opacity", "1")
    expect(words).to_contain_text("bob")
    alice.page.mouse.move(0, 0)
    alice.page.locator(".board__picture").focus()
    expect(words).to_have_css("opacity", "1")


def test_on_a_phone_who_and_when_stand_below(house: House, makes: Makes) -> None:
    alice = house.enters(**PHONE).go(f"/rooms/{makes(['0'], ['1'])}/pictures/")
    for words in alice.page.locator(".board__words").all():
        expect(words).to_have_css("opacity", "1")
        expect(words).to_contain_text("bob")
    assert alice.page.evaluate("document.documentElement.scrollWidth") == 375


def test_a_date_leads_to_the_message(house: House, makes: Makes) -> None:
    alice = house.enters().go(f"/rooms/{makes(['=First', '0'], ['=Second', '1'])}/pictures/")
    alice.page.locator(".board__when").last.focus()
    alice.page.keyboard.press("Enter")
    alice.wait_for("connected")
    expect(alice.page.locator("[data-anchored]")).to_contain_text("First")


def test_from_the_board_one_goes_through_the_pictures(house: House, makes: Makes) -> None:
    alice = house.enters().go(f"/rooms/{makes(*SENT)}/pictures/")
    alice.page.locator(".board__picture").nth(1).click()
    viewer = alice.page.locator("dialog.viewer")
    expect(viewer).to_be_visible()
    expect(viewer).to_contain_text("bob")
    expect(viewer).to_contain_text("2 of 6")
    alice.page.keyboard.press("ArrowRight")
    expect(viewer).to_contain_text("3 of 6")
    alice.page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    expect(alice.page.locator(".board__picture").nth(2)).to_be_focused()


def test_beside_the_talk_pictures_and_files_open_from_the_menu(house: House, makes: Makes) -> None:
    alice = house.enters().open_room(makes(*SENT))
    alice.page.locator("[popovertarget=room-menu]").click()
    alice.page.locator("#room-menu").get_by_role("link", name="Pictures").click()
    panel = alice.page.locator("[data-panel]")
    expect(panel.locator(".board__item")).to_have_count(6)
    panel.get_by_role("link", name="Files", exact=True).click()
    expect(panel.locator(".files__name")).to_have_count(2)
    panel.locator(".files__when").first.click()
    expect(alice.page.locator("[data-anchored]")).to_contain_text("Look")


def test_a_file_is_downloaded_under_its_name(house: House, makes: Makes) -> None:
    alice = house.enters().go(f"/rooms/{makes(*SENT)}/files/")
    with alice.page.expect_download() as download:
        alice.page.get_by_role("link", name="Download horn.wav").click()
    assert download.value.suggested_filename == "horn.wav"
    assert download.value.path().read_bytes()[:4] == b"RIFF"


def test_bob_deletes_what_he_has_sent_from_his_uploads(house: House, makes: Makes) -> None:
    slug = makes(["=Look", "0"])
    bob = house.enters("bob").go("/uploads/")
    rows = bob.page.locator(".list__row")
    before = rows.count()
    rows.first.get_by_role("button", name="Delete day-0.jpg").click()
    expect(rows).to_have_count(before - 1)
    bob.open_room(slug)
    expect(bob.message("Look").locator("[data-attachment]")).to_have_count(0)


@pytest.mark.parametrize("part", ["pictures", "files"])
@pytest.mark.parametrize("sent", [SENT, []], ids=["full", "empty"])
def test_axe_finds_nothing_on_the_lists(house: House, makes: Makes, part: str, sent: list[list[str]]) -> None:
    window = house.enters().go(f"/rooms/{makes(*sent)}/{part}/")
    check(window.page)


def test_axe_finds_nothing_on_my_uploads_and_in_the_panel(house: House, makes: Makes) -> None:
    slug = makes(*SENT)
    bob = house.enters("bob").go("/uploads/")
    check(bob.page)
    bob.open_room(slug)
    bob.page.locator("[popovertarget=room-menu]").click()
    bob.page.locator("#room-menu").get_by_role("link", name="Pictures").click()
    bob.page.locator("[data-panel] .board__item").first.wait_for()
    assert graves(bob.page) == []
