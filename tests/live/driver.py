"""A browser's socket without a network: the real ASGI application, fed and read by hand."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from unittest import mock

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client

from chat.live import announce
from chat.live.announcements import Announcement
from chat.live.database import in_database
from chat.models import User
from chatsite.asgi import application

Frame = dict[str, Any]
PATIENCE_SECONDS = 10
HERE = settings.ORIGINS[0]


class Gone(AssertionError):
    """The socket was closed where a frame was expected."""


class Line:
    """One websocket of the application. What the application raises, the next read raises."""

    def __init__(self, headers: list[tuple[bytes, bytes]], path: str = "/ws/") -> None:
        self.code: int | None = None
        self.is_broken = False
        # Cleared: the other side takes nothing, and the server lets the application wait.
        self.reads = asyncio.Event()
        self.reads.set()
        # Signals come when they come, and are no answer to anything: they wait here for whoever asks for one.
        self.signals: list[Frame] = []
        self._refs = 0
        self._events: asyncio.Queue[Any] = asyncio.Queue()
        self._said: asyncio.Queue[Any] = asyncio.Queue()
        self._said.put_nowait({"type": "websocket.connect"})
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": headers, "subprotocols": []}
        scope |= self._offers()
        self.application = asyncio.ensure_future(application(scope, self._said.get, self._take))
        self.application.add_done_callback(self._ended)

    def _offers(self) -> Frame:
        """Return what the server adds to the scope."""
        return {}

    async def _take(self, event: Frame) -> None:
        if self.is_broken:
            raise OSError("the other side is gone")
        await self.reads.wait()
        self._events.put_nowait(event)

    def _ended(self, application: asyncio.Future[None]) -> None:
        error = None if application.cancelled() else application.exception()
        self._events.put_nowait(error or {"type": "end"})

    async def event(self) -> Frame:
        """Return the next thing that the application does with the socket."""
        event = await asyncio.wait_for(self._events.get(), PATIENCE_SECONDS)
        if isinstance(event, BaseException):
            raise event
        return event

    async def next(self) -> Frame:
        """Return the next frame that is no signal."""
        while (frame := await self._frame())["type"] == "signal":
            self.signals.append(frame)
        return frame

    async def signal(self, kind: str) -> Frame:
        """Return the next signal of this kind, forgetting whatever comes before it."""
        while True:
            while self.signals:
                if (frame := self.signals.pop(0))["kind"] == kind:
                    return frame
            if (frame := await self._frame())["type"] == "signal":
                self.signals.append(frame)

    async def _frame(self) -> Frame:
        event = await self.event()
        if event["type"] != "websocket.send":
            self.code = event.get("code", self.code)
            raise Gone(str(event))
        return json.loads(event["text"])

    async def next_of(self, *types: str) -> Frame:
        """Return the next frame of one of these types, forgetting those before."""
        while (frame := await self.next())["type"] not in types:
            pass
        return frame

    def say(self, text: str | bytes) -> None:
        """Send a frame as it is."""
        kind = "text" if isinstance(text, str) else "bytes"
        self._said.put_nowait({"type": "websocket.receive", kind: text})

    def command(self, command: str, **fields: Any) -> str:
        """Send a command; return its ref."""
        self._refs += 1
        ref = fields.pop("ref", str(self._refs))
        self.say(json.dumps({"command": command, "ref": ref, **fields}))
        return ref

    async def ask(self, command: str, **fields: Any) -> Frame:
        """Send a command; return its reply, forgetting what comes before."""
        return (await self.exchange(command, **fields))[-1]

    async def exchange(self, command: str, **fields: Any) -> list[Frame]:
        """Send a command; return what comes, up to its reply."""
        ref = self.command(command, **fields)
        frames = [await self.next()]
        while frames[-1].get("ref") != ref:
            frames.append(await self.next())
        return frames

    async def seen(self) -> list[Frame]:
        """Return what has come until now: a ping is answered after all that."""
        return (await self.exchange("ping"))[:-1]

    async def revisions(self) -> list[int]:
        """Return the revisions of the changes that have come until now."""
        return [frame["revision"] for frame in await self.seen() if frame["type"] == "change"]

    async def revisions_until(self, last: int) -> list[int]:
        """Return the revisions of the changes that come, up to this one."""
        heard: list[int] = []
        while last not in heard:
            heard.append((await self.next_of("change"))["revision"])
        return heard

    async def hello(self, **revisions: int) -> Frame:
        """Say hello, with room revisions as r7=12; return `ready`."""
        rooms = {name.removeprefix("r"): revision for name, revision in revisions.items()}
        return await self.ask("hello", protocol=1, rooms=rooms)

    async def opened(self) -> list[Frame]:
        """Return what has come since the socket was accepted, like `seen`."""
        assert await self.event() == {"type": "websocket.accept"}
        return await self.seen()

    async def bye(self) -> Frame:
        """Return the bye that comes next or after other frames, once the socket was closed with its code."""
        bye = await self.next_of("bye")
        closing = await self.event()
        assert closing == {"type": "websocket.close", "code": bye["code"]}
        self.code = bye["code"]
        self.hang_up()
        await asyncio.wait_for(self.application, PATIENCE_SECONDS)
        return bye

    def read_all(self) -> None:
        """Read what waits, and go on reading."""
        self.reads.set()

    def hang_up(self) -> None:
        """The other side has closed the connection."""
        self._said.put_nowait({"type": "websocket.disconnect", "code": 1001})

    async def gone(self) -> None:
        """Hang up, and return when the application has done with the socket."""
        self.hang_up()
        await asyncio.wait_for(self.application, PATIENCE_SECONDS)


def session_of(person: User) -> str:
    """Return the session key of a new log-in of the person."""
    client = Client()
    client.force_login(person)
    assert client.session[SESSION_KEY] == str(person.pk)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def headers(session: str | None = None, origin: str | None = HERE) -> list[tuple[bytes, bytes]]:
    """Return what a browser sends when it opens a socket."""
    sent = {"host": "127.0.0.1:8000", "origin": origin, "cookie": session and f"sessionid={session}"}
    return [(name.encode(), value.encode("latin-1")) for name, value in sent.items() if value is not None]


async def unannounced(function: Callable[..., object], *arguments: object) -> list[Announcement]:
    """Do something as another process does, and return what it would tell this one."""

    def elsewhere() -> list[Announcement]:
        told: list[Announcement] = []
        with mock.patch.object(announce, "_announce", told.append):
            function(*arguments)
        return told

    return await in_database(elsewhere)
