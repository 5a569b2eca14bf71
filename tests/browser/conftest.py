"""The fixtures of the browser tests: one browser a file, and windows in which nothing may break."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.browser import chromium
from tests.browser.doors import Doors
from tests.browser.house import Home, House, furnish
from tests.browser.people import Window
from tests.browser.seeing import Opens
from tests.browser.stage import Stage
from tests.servers.embedded import Embedded
from tests.servers.site import Person, Site
from tests.servers.topology import Topology

SEEN_WITHIN_MS = 10_000
Enter = Callable[..., Window]


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Return Playwright. It ends with this package, for it keeps an event loop that others' tests cannot run beside."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser_arguments() -> list[str]:
    """Return what the browser of a file is started with, beside the usual."""
    return []


@pytest.fixture(scope="module")
def chrome(playwright: Playwright, browser_arguments: list[str]) -> Iterator[Browser]:
    """Return the running browser."""
    browser = chromium.launch(playwright, *browser_arguments)
    yield browser
    browser.close()


@pytest.fixture
def enter(chrome: Browser) -> Iterator[Enter]:
    """Return a function that opens a window on a site, for a person who is signed in or for a visitor.

    Afterwards the test fails if a page logged an error, threw, or asked for something in vain, unless it said before
    that this would happen (`Window.forgive`).
    """
    windows: list[Window] = []

    def open_window(site: Site, person: Person | None = None, *, url: str = "", **options: object) -> Window:
        url = url or site.url
        context = new_context(chrome, base_url=url, **options)
        if person is not None:
            context.add_cookies([{"name": "sessionid", "value": person.session, "url": url}])
        windows.append(Window(context))
        return windows[-1]

    yield open_window
    for window in windows:
        window.close()
    troubles = [trouble for window in windows for trouble in window.troubles]
    assert not troubles, "\n".join(troubles)


@pytest.fixture(scope="package")
def doors(topology: Topology) -> Iterator[Doors]:
    """Return the open doors of the production site's web processes."""
    doors = Doors(topology)
    doors.open()
    yield doors
    doors.close()


@pytest.fixture(scope="package")
def pair(topology: Topology) -> list[Person]:
    """Return Alice and Bob, signed in."""
    return topology.people("alice", "bob")


@pytest.fixture
def stage(topology: Topology, doors: Doors, pair: list[Person], enter: Enter) -> Stage:
    """Return the production site with Alice and Bob before their doors."""
    return Stage(topology, doors, enter, *pair)


@pytest.fixture(scope="package")
def home(embedded: Embedded) -> Home:
    """Return the furnished embedded site."""
    return furnish(embedded)


@pytest.fixture
def house(home: Home, enter: Enter) -> House:
    """Return the furnished embedded site, with windows to open on it."""
    return House(home, enter)


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


def new_context(chrome: Browser, **options: object) -> BrowserContext:
    """Return a browser profile of its own: nothing is shared with other people's windows."""
    usual = {"locale": "en-GB", "timezone_id": "Europe/Berlin", "viewport": {"width": 1280, "height": 720}}
    context = chrome.new_context(**(usual | options))
    context.set_default_timeout(SEEN_WITHIN_MS)
    return context
