"""Browsers that are connected to this process: the real consumer and hub, without a server between."""

import asyncio
import itertools
import json
import random
from collections.abc import Callable, Iterable
from typing import Any

from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.test import Client

from chat import queries
from chat.live import frames
from chat.live.database import in_database
from chat.live.routing import sockets
from chat.models import User
from tests.flow.client import Browser, Frame, ShownRoom

SETTLE_SECONDS = 5
POLL_SECONDS = 0.01
SHUFFLES = 5


def session_key(person: User) -> str:
    """Return the key of a new log-in."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Tab:
    """A browser and its socket. It shows every room that the person is in, and remembers all while it sleeps."""

    def __init__(self, person: User, session: str) -> None:
        self.person = person
        self.session = session
        self.browser = Browser(person.pk)
        # Hellos and room.syncs: what it took to know what is known.
        self.asked = 0
        self._refs = itertools.count(1)
        self._communicator: WebsocketCommunicator | None = None
        self._listening: asyncio.Task[None] | None = None

    async def wake(self) -> None:
        """It is connected, and has said hello, unless it was awake already."""
        if self.is_awake:
            return
        cookie = f"{settings.SESSION_COOKIE_NAME}={self.session}"
        headers = [(b"origin", settings.ORIGINS[0].encode()), (b"cookie", cookie.encode())]
        self._communicator = WebsocketCommunicator(sockets, "/ws/", headers=headers)
        connected, _ = await self._communicator.connect(timeout=SETTLE_SECONDS)
        assert connected
        self._listening = asyncio.create_task(self._listen())
        await self.send("hello", protocol=1, rooms=self.browser.hello())
        self.asked += 1

    async def sleep(self) -> None:
        """It is cut off."""
        if self._communicator is None or self._listening is None:
            return
        await self._communicator.disconnect(timeout=SETTLE_SECONDS)
        self._listening.cancel()
        self._communicator = None

    @property
    def is_awake(self) -> bool:
        return self._communicator is not None

    async def send(self, command: str, **fields: Any) -> None:
        assert self._communicator is not None
        await self._communicator.send_to(json.dumps({"command": command, "ref": str(next(self._refs)), **fields}))

    async def _listen(self) -> None:
        assert self._communicator is not None
        while (event := await self._communicator.output_queue.get())["type"] == "websocket.send":
            self.browser.take(json.loads(event["text"]))
            for room_id in self.browser.unopened:
                self.browser.open(room_id)
                await self.send("room.sync", room=room_id, revision=0)
                self.asked += 1


def fetch(person: User) -> Frame:
    """Return what the person would see in a browser that was opened just now."""
    browser = Browser(person.pk)
    browser.take({"type": "ready", "rooms": queries.entries(person)})
    for room_id in browser.unopened:
        browser.open(room_id)
        for text in frames.sync(queries.changes_since(room_id, 0)):
            browser.take(json.loads(text))
    return browser.picture()


async def settle(tabs: Iterable[Tab], seconds: float = SETTLE_SECONDS) -> None:
    """Every tab that is awake shows what a browser opened just now would show; fails with the difference."""
    for tab in tabs:
        if tab.is_awake:
            anew = await in_database(fetch, tab.person)
            await until(lambda tab=tab, anew=anew: tab.browser.picture() == anew, seconds)
            assert tab.browser.picture() == anew, tab.person.username


async def until(condition: Callable[[], bool], seconds: float) -> None:
    """Return when the condition is true, or when the time is over: the caller asserts, and shows what is wrong."""
    deadline = asyncio.get_running_loop().time() + seconds
    # What is waited for is a state of many parts, which has no event.
    while not condition() and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110
        await asyncio.sleep(POLL_SECONDS)


def check_any_order(tab: Tab) -> None:
    """What a tab heard, all of it twice and in any order, leads to what it shows."""
    for room_id, shown in tab.browser.rooms.items():
        for seed in range(SHUFFLES):
            changes = [change for change in tab.browser.heard if change["room"] == room_id] * 2
            random.Random(seed).shuffle(changes)
            assert picture_of(shown, changes) == shown.picture(), f"seed {seed}"


def picture_of(shown: ShownRoom, changes: list[Frame]) -> Frame:
    again = ShownRoom(shown.first_state)
    for change in changes:
        again.apply(change)
    return again.picture()
