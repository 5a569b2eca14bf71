"""axe-core finds nothing serious on any screen: light and dark, on a phone and on a desk."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.house import House

pytestmark = pytest.mark.browser

GRAVE = {"serious", "critical"}
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 375, "height": 700}
LOOKS = [(size, scheme) for size in (DESK, PHONE) for scheme in ("light", "dark")]
AXE = Axe()

VISITOR = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/invitations/none/", "/nothing/"]
PAGES = [
    "/rooms/",
    "/rooms/new/",
    "/rooms/direct/",
    "/profile/",
    "/people/bob/",
    "/saved/",
    "/mentions/",
    "/search/",
    "/search/?q=a",
    "/accounts/password/change/",
    "/nothing/",
]
ROOM_PAGES = ["", "members/", "settings/", "invitations/", "pins/"]


def graves(page: Page) -> list[str]:
    """Return what axe-core calls serious or worse, with the elements."""
    found: list[dict[str, Any]] = AXE.run(page).response["violations"]
    return [
        f"{one['id']}: {node['html']} {node['failureSummary']}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


def settle(page: Page) -> None:
    """Wait until no colour is on its way to another one."""
    page.evaluate("Promise.allSettled(document.getAnimations().map((animation) => animation.finished))")


def check(page: Page) -> None:
    """The page is fine in every look."""
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        settle(page)
        assert graves(page) == [], f"{page.url} {size['width']} {scheme}"


@pytest.mark.parametrize("path", VISITOR)
def test_what_a_visitor_sees(house: House, path: str) -> None:
    window = house.enter(house.home.site)
    window.forgive("40[0-9]|410")
    window.page.goto(path)
    check(window.page)


@pytest.mark.parametrize("path", PAGES)
def test_pages(house: House, path: str) -> None:
    window = house.enters()
    window.forgive("404")
    window.page.goto(path)
    check(window.page)


@pytest.mark.parametrize("part", ROOM_PAGES)
def test_a_room_and_its_pages(house: House, part: str) -> None:
    slug = house.bob_hand.make_room(f"Clinic {part}", kind="open")
    house.bob_hand.say(slug, "Hello **all** of `you`, see https://harbour.example", "> quoted\n\n- one\n- two")
    window = house.enters("bob").open_room(slug)
    if part:
        window.page.goto(f"/rooms/{slug}/{part}")
    check(window.page)


def press(*keys: str) -> Callable[[Page], None]:
    return lambda page: [page.keyboard.press(key) for key in keys] and None


def on_message(*keys: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.locator("[data-timeline] [data-number]").last.focus()
        press(*keys)(page)

    return act


def click(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.click()


OPENED: dict[str, tuple[Callable[[Page], None], str]] = {
    "the switcher": (press("Control+k"), "dialog[open]"),
    "the help sheet": (on_message("?"), "dialog[open]"),
    "the emoji picker": (click("[data-emoji-button]"), ".emoji:popover-open"),
    "the formatting bar": (click("[data-formatting-toggle]"), "[data-formatting]:not([hidden])"),
    "the room's menu": (click("[popovertarget=room-menu]"), "#room-menu:popover-open"),
    "the person's menu": (click("[popovertarget=person-menu]"), "#person-menu:popover-open"),
    "the toolbar": (on_message(), ".toolbar"),
    "a thread": (click("[data-replies]"), "[data-panel] [data-thread]"),
    "a card": (click("[data-author-name]"), "[data-panel] [data-person-card]"),
    "a reply": (on_message("r"), "[data-strip]:not([hidden])"),
}


@pytest.mark.parametrize("name", OPENED)
def test_what_opens_over_and_beside_a_room(house: House, name: str) -> None:
    slug = house.bob_hand.make_room(f"Clinic {name}", kind="open")
    house.bob_hand.say(slug, "Where is the winch?")
    window = house.enters("bob").open_room(slug)
    window.page.locator("[data-timeline] [data-number]").last.focus()
    window.page.keyboard.press("r")
    window.say("In the shed")
    act, shown = OPENED[name]
    act(window.page)
    window.page.locator(shown).first.wait_for()
    for scheme in ("light", "dark"):
        window.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        settle(window.page)
        assert graves(window.page) == [], scheme


def test_axe_finds_what_is_wrong(house: House) -> None:
    window = house.enters()
    window.page.goto("/rooms/")
    window.page.evaluate("document.querySelector('#main').innerHTML += '<img src=\"data:,\"><input>'")
    assert {one.partition(":")[0] for one in graves(window.page)} >= {"image-alt", "label"}
