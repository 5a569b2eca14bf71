"""Sockets in this process, each test with a hub and a channel layer of its own."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
from channels.layers import channel_layers

from chat import limits, throttle
from chat.actions import messages
from chat.live import hub as hubs
from chat.live import reads
from chat.live.announcements import Announcement
from chat.live.attendance import Attendance
from chat.live.database import in_database
from chat.live.hub import Hub
from chat.models import Message, User
from tests.cast import Cast
from tests.live.driver import HERE, Line, headers, session_of, unannounced

POLL_SECONDS = 0.01
SOON_SECONDS = 10


class Live:
    """The cast, and the sockets that they open."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.room = cast.room
        self.lines: list[Line] = []
        # What the next sockets are like: whether their server offers its transport.
        self.kind = Line

    @property
    def hub(self) -> Hub:
        return hubs.ensure_hub()

    @property
    def attendance(self) -> Attendance:
        return self.hub.attendance

    def line(self, session: str | None = None, origin: str | None = HERE) -> Line:
        """Open a socket with just these headers; nothing is read of it."""
        self.lines.append(self.kind(headers(session, origin)))
        return self.lines[-1]

    async def connect(self, person: User) -> Line:
        """Return an accepted socket of the person, newly logged in, that has not said hello."""
        line = self.line(await in_database(session_of, person))
        assert await line.event() == {"type": "websocket.accept"}
        return line

    async def greeted(self, person: User) -> Line:
        """Return a socket that has said hello, and hears all that happens from now on."""
        line = await self.connect(person)
        assert (await line.hello())["type"] == "ready"
        await line.seen()
        return line

    async def post(self, person: User, text: str = "Hello", client_id: uuid.UUID | None = None) -> Message:
        """Say something in the room, as a page does."""
        return await in_database(messages.post, person, self.room, client_id or uuid.uuid4(), text)

    async def posted_elsewhere(self, count: int) -> list[Any]:
        """Alice posts in another process, which tells nobody; return what it would have told."""

        def post() -> None:
            for number in range(count):
                messages.post(self.cast.alice, self.room, uuid.uuid4(), f"Message {number}")

        return await unannounced(post)

    def tell(self, *announcements: Announcement) -> None:
        """Announce here what was done elsewhere."""
        for announcement in announcements:
            self.hub._take(announcement)

    async def revision(self) -> int:
        """Return the room's revision in the database."""
        await in_database(self.room.refresh_from_db)
        return self.room.revision

    async def close(self) -> None:
        """Everybody hangs up, the hub stops, and nothing works in a database thread any more."""
        for line in self.lines:
            line.hang_up()
        await asyncio.gather(*(line.application for line in self.lines), return_exceptions=True)
        self.hub.stop()
        await in_database(lambda: None)


@pytest.fixture
async def live(live_cast: Cast) -> AsyncIterator[Live]:
    """Return the cast in a closed room, ready to open sockets."""
    live = Live(live_cast)
    yield live
    await live.close()
    channel_layers.backends.clear()
    hubs._hub = None


@pytest.fixture
def gaps_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list into which the hub's reading of a gap writes where the gap began."""
    began: list[int] = []
    read = reads.gap

    def counted(room_id: int, revision: int) -> reads.Gap:
        began.append(revision)
        return read(room_id, revision)

    monkeypatch.setattr(reads, "gap", counted)
    return began


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody says too much at once."""
    monkeypatch.setattr(throttle, "spend_send", lambda author, room: None)
    monkeypatch.setattr(limits, "FRAMES_PER_WINDOW", 10_000)


@pytest.fixture
def quick_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub looks into the database and after its layer twenty times a second, and forgets at once."""
    quick = {"HUB_HEARTBEAT_SECONDS": 0.05, "HUB_OUTAGE_HEARTBEAT_SECONDS": 0.05, "SIGN_IN_CHECK_SECONDS": 0.05}
    for name, seconds in (quick | {"ROOM_LINGER_SECONDS": 0.05, "PUBLISH_SECONDS": 0.1}).items():
        monkeypatch.setattr(limits, name, seconds)


@pytest.fixture
def written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far people have read is collected for a fiftieth of a second."""
    monkeypatch.setattr(limits, "POINTERS_SECONDS", 0.02)


@pytest.fixture
def presence_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is told but when a test lets it; who has left is gone at once."""
    monkeypatch.setattr(limits, "PRESENCE_SECONDS", 3_600)
    monkeypatch.setattr(limits, "PRESENCE_LINGER_SECONDS", 0)


async def eventually(condition: Any, what: str) -> None:
    """Return once `condition()` is true; fail, naming `what`, when it does not come true."""
    for _ in range(int(SOON_SECONDS / POLL_SECONDS)):
        if condition():
            return
        await asyncio.sleep(POLL_SECONDS)
    raise AssertionError(f"{what}: not within {SOON_SECONDS} s")
