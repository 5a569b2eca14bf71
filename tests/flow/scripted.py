"""A client that behaves as the browser does: reconnects, resumes, and sends again until it is answered."""

import asyncio
import itertools
import json
import random
import re
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import websockets

from tests.flow.client import Frame, ShownRoom
from tests.flow.history import History, Said
from tests.servers.site import Person, Site

BACKOFF_SECONDS = 0.25
BACKOFF_SECONDS_MAX = 2.0
ANSWER_SECONDS = 30
BODY = re.compile(r"<div class=\"message__body[^>]*><p>(.*?)</p></div>", re.DOTALL)
# What somebody said; lines of the system have another kind.
ARTICLE = re.compile(
    r'data-number="(\d+)" data-revision="\d+" data-kind="said" data-author="(\d+)" data-client-id="([^"]+)"'
    r"(.*?)</article>",
    re.DOTALL,
)


class Scripted:
    """One socket of one person in one room; `path` leads past nginx to one process."""

    def __init__(self, site: Site, person: Person, room_id: int, history: History, path: Path | None = None) -> None:
        self.site, self.person, self.room_id, self.history, self.path = site, person, room_id, history, path
        self.random = random.Random(person.username)
        self.room = ShownRoom({})
        self.greeted = asyncio.Event()
        self.frames: list[Frame] = []
        # How often it was connected, and how each connection ended.
        self.connections = 0
        self.endings: list[int] = []
        self.refusals: list[str] = []
        self.answer_seconds: list[float] = []
        self.seen_at: dict[str, float] = {}
        self._socket: Any = None
        self._refs = itertools.count(1)
        self._replies: dict[str, asyncio.Future[Frame]] = {}

    async def live(self) -> None:
        """Be connected, for ever."""
        attempt = 0
        while True:
            self.retry_after: float | None = None
            connections = self.connections
            # Whatever ends a connection, the next one is tried.
            with suppress(OSError, EOFError, TimeoutError, websockets.WebSocketException):
                await self._connection()
            attempt = attempt + 1 if connections == self.connections else 0
            longest = min(BACKOFF_SECONDS_MAX, BACKOFF_SECONDS * 2**attempt)
            await asyncio.sleep(self.retry_after or self.random.uniform(0, longest))

    async def say(self, text: str) -> Frame:
        """Send until it is answered; return what the answer says of the message."""
        client_id = str(uuid.uuid4())
        self.history.send(self.person.id, client_id, text)
        begin = time.monotonic()
        while True:
            reply = await self.ask("message.post", room=self.room_id, client_id=client_id, text=text)
            if reply["ok"]:
                self.history.acknowledge(client_id, reply["message"]["number"])
                self.answer_seconds.append(time.monotonic() - begin)
                return reply["message"]
            error = reply["error"]
            assert error["code"] in {"busy", "slow_down"}, error
            self.refusals.append(error["code"])
            await asyncio.sleep(error["retry_after"])

    async def ask(self, command: str, **fields: Any) -> Frame:
        """Return the reply to a command, asked again on the next connection when one is lost."""
        while True:
            await self.greeted.wait()
            with suppress(ConnectionError, websockets.WebSocketException):
                return await asyncio.wait_for(await self._send(command, **fields), ANSWER_SECONDS)
            await asyncio.sleep(0)  # the connection's own task must hear of its end

    async def _connection(self) -> None:
        async with self.site.socket(self.person, self.path) as socket:
            self._socket = socket
            hello = {} if self.room.revision == 0 else {str(self.room_id): self.room.revision}
            self.room.is_caught_up = not hello
            try:
                await self._send("hello", protocol=1, rooms=hello)
                async for text in socket:
                    self._take(json.loads(text))
            finally:
                self.greeted.clear()
                for reply in self._replies.values():
                    if not reply.done():
                        reply.set_exception(ConnectionError())
                self._replies.clear()
                await socket.close()
                self.endings.append(socket.close_code)

    async def _send(self, command: str, **fields: Any) -> asyncio.Future[Frame]:
        ref = str(next(self._refs))
        reply = self._replies[ref] = asyncio.get_running_loop().create_future()
        # A lost connection may find nobody waiting.
        reply.add_done_callback(lambda done: done.cancelled() or done.exception())
        await self._socket.send(json.dumps({"command": command, "ref": ref, **fields}))
        return reply

    def _take(self, frame: Frame) -> None:
        self.frames.append(frame)
        match frame:
            case {"type": "ready"}:
                self.connections += 1
                if self.room.revision == 0:
                    self.room.revision = next(one["revision"] for one in frame["rooms"] if one["id"] == self.room_id)
                self.greeted.set()
            case {"type": "reply", "ref": ref} if ref in self._replies:
                self._replies.pop(ref).set_result(frame)
            case {"type": "bye"}:
                self.retry_after = frame["retry_after"]
            case {"type": "change" | "sync", "room": self.room_id}:
                self._show(frame)

    def _show(self, frame: Frame) -> None:
        known = set(self.room.messages)
        self.room.take(frame)
        fresh = [self.room.messages[number] for number in sorted(self.room.messages.keys() - known)]
        for said in [said_of(message) for message in fresh if not message["system"]]:
            self.history.see(self.person.username, said)
            self.seen_at[said.client_id] = time.monotonic()


async def say_often(client: Scripted, times: int) -> None:
    """Say one thing after the other."""
    for count in range(times):
        await client.say(f"{client.person.username} dreams {count}")


async def answers_to_hello(site: Site, person: Person, rooms: dict[str, int]) -> list[dict[str, Any]]:
    """Return everything but signals that comes before the answer to what is said next: one hello must be enough."""
    async with site.socket(person) as socket:
        await socket.send(json.dumps({"command": "hello", "ref": "1", "protocol": 1, "rooms": rooms}))
        await socket.send(json.dumps({"command": "ping", "ref": "2"}))
        frames: list[dict[str, Any]] = []
        while not frames or frames[-1].get("ref") != "2":
            frames.append(json.loads(await asyncio.wait_for(socket.recv(), ANSWER_SECONDS)))
        assert frames[0]["type"] == "ready"
        return [frame for frame in frames if frame["type"] != "signal"]


def said_of(message: Frame) -> Said:
    """Return a message of a frame as the history has it."""
    body = BODY.search(message["html"])
    return Said(message["number"], message["author"], message["client_id"], body[1] if body else "")


def said_in(page: str) -> list[Said]:
    """Return the messages of a page of markup."""
    return [
        Said(int(number), int(author), client_id, BODY.search(rest)[1])  # type: ignore[index]
        for number, author, client_id, rest in ARTICLE.findall(page)
    ]
