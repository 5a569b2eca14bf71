"""The pictures in docs/screenshots, taken of the demo: `python -m tests.browser.screenshots`.

People, words and times are always the same, so that a picture changes only when the look does.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium
from tests.servers.embedded import Embedded, Serve
from tests.servers.process import ROOT

PICTURES = ROOT / "docs" / "screenshots"
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
TALL = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 375, "height": 660}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DARK = {"color_scheme": "dark"}
# The picker draws its emoji from a database that it fills first.
EMOJI_DRAWN_MS = 1_500
NOW = "2026-03-03T10:42:00Z"
# The talk of the demo happened on the morning of NOW, a message every other minute.
DATE_THE_TALK = f"""
from datetime import datetime, timedelta
from chat.models import Message
for place, message in enumerate(Message.objects.order_by("-pk")):
    at = datetime.fromisoformat({NOW!r}) - timedelta(minutes=2 * place + 3)
    Message.objects.filter(pk=message.pk).update(created_at=at)
"""


# What the demo's people have seen on their ways, and how they look: pictures made by code, each time the same.
SEND_PICTURES = """
import uuid
from chat.actions import attached, avatars, messages, uploads
from chat.models import Room, User
from tests.browser.landscapes import jpeg, landscape, portrait
people = {person.username: person for person in User.objects.all()}
for place, name in enumerate(["alice", "bob", "charlie"]):
    avatars.choose(people[name], [jpeg(portrait(place))])
TALK = [
    ("charlie", "", [("noon", "Green hills under a clear sky"), ("autumn", "The same hills in autumn")]),
    ("dina", "", [("dusk", "Blue hills after sunset"), ("morning", "Pale hills before noon")]),
    ("bob", "", [("noon", "Hills on the way to the north pier")]),
    ("alice", "Who was on the first ferry this morning?", []),
    ("bob", "I was. The whole bay was like this:", [("evening", "The sun low over violet hills")]),
    ("alice", "That goes on the wall of the waiting room.", []),
    ("charlie", "Three from the way back:", [("morning", "Mist"), ("autumn", "Brown hills"), ("dusk", "Night falls")]),
]
seed = 0
for name, text, moods in TALK:
    keys = []
    for mood, alt in moods:
        seed += 1
        upload = uploads.upload(people[name], f"{mood}.jpg", [jpeg(landscape(mood, seed=seed))], None)
        keys.append(attached.describe(people[name], upload, alt).key)
    messages.post(people[name], Room.objects.get(slug="general"), uuid.uuid4(), text, attachments=keys)
"""


class DemoServe(Serve):
    def command(self) -> list[str]:
        return [*super().command(), "--demo"]


class Studio:
    """Opens windows on a site, and takes pictures of them."""

    def __init__(self, site: Embedded, browser: Browser, pictures: Path) -> None:
        self.site = site
        self.browser = browser
        self.pictures = pictures
        self.sessions: dict[str, str] = {}

    def sign_in(self, *usernames: str) -> None:
        self.sessions |= {person.username: person.session for person in self.site.people(*usernames)}

    @contextmanager
    def window(self, path: str, username: str = "", **options: Any) -> Iterator[Page]:
        """Yield the page at `path`, live if it is a room."""
        context: BrowserContext = self.browser.new_context(base_url=self.site.url, locale="en-GB", **options)
        context.clock.set_fixed_time(NOW)
        if username:
            context.add_cookies([{"name": "sessionid", "value": self.sessions[username], "url": self.site.url}])
        page = context.new_page()
        assert page.goto(path).ok, f"{path} cannot be shown"
        page.wait_for_function("() => !document.querySelector('[data-connection-dot]:not([data-state=connected])')")
        yield page
        context.close()

    def take(self, name: str, path: str, username: str = "", **options: Any) -> None:
        with self.window(path, username, **options) as page:
            self.save(page, name)

    def save(self, page: Page, name: str) -> None:
        # The blink of a caret, and a focus ring that nobody caused, are no part of the look.
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=self.pictures / f"{name}.png", animations="disabled")


def take_all(studio: Studio) -> None:
    """Every picture is taken anew."""
    studio.take("login", "/accounts/login/", **DESKTOP)
    studio.sign_in("alice", "charlie")
    studio.take("room-light", "/rooms/general/", "alice", **DESKTOP)
    studio.take("room-dark", "/rooms/general/", "alice", **DESKTOP, **DARK)
    studio.take("room-phone", "/rooms/general/", "alice", **PHONE)
    studio.take("empty-room", "/rooms/kitchen/", "charlie", **DESKTOP)
    studio.take("directory", "/rooms/", "alice", **DESKTOP)
    studio.take("members", "/rooms/general/members/", "alice", **DESKTOP)
    with studio.window("/rooms/general/", "alice", **PHONE) as page:
        page.locator("main [data-sidebar-toggle]").click()
        studio.save(page, "sidebar-phone")
    with studio.window("/rooms/general/", "alice", **DESKTOP) as page:
        page.locator("[data-replies]").click()
        page.locator("[data-thread] [data-quote]").wait_for(state="attached")
        studio.save(page, "thread")
    studio.take("search", "/search/?q=ferry", "alice", **DESKTOP)
    with studio.window("/rooms/workshop/", "alice", **DESKTOP, **DARK) as page:
        page.locator("[data-emoji-button]").click()
        page.locator(".emoji:popover-open").wait_for()
        page.wait_for_timeout(EMOJI_DRAWN_MS)
        studio.save(page, "emoji")
    with studio.window("/rooms/general/", "alice", **DESKTOP) as page:
        page.keyboard.press("Control+k")
        page.keyboard.type("bo")
        page.locator("dialog[open]").wait_for()
        studio.save(page, "switcher")
    with studio.window("/rooms/general/", "alice", **DESKTOP) as page:
        page.context.set_offline(True)
        page.locator("[data-offline]").wait_for()
        page.locator("[data-composer-text]").fill("I am on the ferry, back at eleven.")
        page.locator("[data-composer-text]").press("Enter")
        studio.save(page, "offline")


def take_pictures(studio: Studio) -> None:
    """The same room, with pictures in it."""
    with studio.window("/rooms/general/", "alice", **DESKTOP) as page:
        wait_for_images(page)
        studio.save(page, "pictures")
    with studio.window("/rooms/general/pictures/", "alice", **DESKTOP, **DARK) as page:
        wait_for_images(page)
        studio.save(page, "board")
    with studio.window("/rooms/general/", "alice", **PHONE) as page:
        wait_for_images(page)
        studio.save(page, "pictures-phone")


def wait_for_images(page: Page) -> None:
    """Whatever is in sight has come."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => [...document.images].every((image) => image.loading === 'lazy' || image.complete)")


def main(pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="chatsite-") as folder, sync_playwright() as playwright:
        site = Embedded(Path(folder))
        studio = Studio(site, chromium.launch(playwright), pictures)
        try:
            site.start(founded=False)
            studio.take("setup", "/setup/", **TALL)
            site.server.stop()
            site.server = DemoServe(site.folder, site.settings)
            site.start(founded=False)
            site.run(DATE_THE_TALK)
            take_all(studio)
            site.run(SEND_PICTURES)
            site.run(DATE_THE_TALK)
            take_pictures(studio)
        finally:
            site.stop()


if __name__ == "__main__":
    main(Path(*sys.argv[1:2]) if sys.argv[1:] else PICTURES)
