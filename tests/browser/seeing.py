"""What the tests of pictures look at in a page, and how they open one."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.people import Window

PHONE = {"viewport": {"width": 375, "height": 700}, "has_touch": True, "is_mobile": True}
ORIGINAL = re.compile(r"/files/[^/]+/$")
TURNS, TURN_MS = 200, 50
ANY_FILE = re.compile(r"/files/")

Opens = Callable[..., Window]


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
