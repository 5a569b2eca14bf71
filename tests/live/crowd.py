"""One big room by hand: sockets whose outlets keep what they are given, and what each should have been given."""

import asyncio
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from chat import limits
from chat.live.announcements import Change
from chat.live.attendance import Attendance
from chat.live.ready_frame import ReadyFrame
from chat.live.socket import Socket

LAGGED = json.dumps({"type": "lagged"}, separators=(",", ":"))
# More than anything here takes.
TURNS = 2_000


class Outlet:
    """Keeps what it is given; lags and breaks when it is told to."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.waiting = 0
        self.error: Exception | None = None
        self.drained: Callable[[], None] | None = None

    def put(self, frame: ReadyFrame) -> int:
        if self.error is not None:
            raise self.error
        self.taken.append(frame.text)
        return self.waiting

    def when_drained(self, callback: Callable[[], None]) -> None:
        self.drained = callback

    def close(self, bye: ReadyFrame, code: int) -> None:
        self.taken.append(f"close {code}")


class Crowd:
    """One room. `expected` is what each socket would have if every frame went to everybody at once."""

    def __init__(self) -> None:
        self.attendance = Attendance()
        self.room = self.attendance.watch(1, 0)
        self.sockets: list[Socket] = []
        self.outlets: dict[Socket, Outlet] = {}
        self.expected: dict[Socket, list[str]] = {}
        self.inside: set[Socket] = set()
        self.outside: dict[Socket, int] = {}

    def open(self, person_id: int) -> Socket:
        outlet = Outlet()
        sign_in: Any = SimpleNamespace(person=SimpleNamespace(pk=person_id))
        socket = Socket(sign_in, outlet, self.attendance.pause, self.attendance.turns.catch_up, {})  # type: ignore[arg-type]
        self.attendance.enter(socket)
        self.sockets.append(socket)
        self.outlets[socket], self.expected[socket] = outlet, []
        return socket

    def come(self, person_id: int, missed: int) -> None:
        """A socket comes that has the room but for the last few changes."""
        self._let_in(self.open(person_id), max(0, self.room.feed.head - missed))

    def _let_in(self, socket: Socket, revision: int) -> None:
        missed = self.room.feed.missed_since(revision) or []
        self.room.let_in(socket, missed)
        self.inside.add(socket)
        for change in missed:
            self.expected[socket].append(change.text)
            if change.removes(socket.person_id):
                self.inside.discard(socket)
                return

    def happen(self, *removed: int) -> None:
        """So many changes are announced together; 0 is a message, a person's id their removal."""
        head = self.room.feed.head
        changes = [
            Change(1, head + place, f"revision {head + place}", person_id or None, removed=bool(person_id))
            for place, person_id in enumerate(removed, 1)
        ]
        self.room.fan_out([ready for change in changes for ready in self.room.feed.offer(change)])
        for change in changes:
            for socket in self.inside:
                self.expected[socket].append(change.text)
            self.inside = {socket for socket in self.inside if not change.removes(socket.person_id)}

    def answer(self, place: int) -> None:
        """Somebody's command is answered."""
        if self.sockets:
            socket = self.sockets[place % len(self.sockets)]
            socket.deliver("an answer")
            self.expected[socket].append("an answer")

    def leave(self, place: int) -> None:
        if self.sockets:
            socket = self.sockets[place % len(self.sockets)]
            self.attendance.leave(socket)
            self.inside.discard(socket)
            self.outside.pop(socket, None)

    def go_out(self, place: int) -> None:
        """Somebody's rooms were read anew, and this one was not among them."""
        here = [socket for socket in self.sockets if socket in self.inside]
        if here:
            socket = here[place % len(here)]
            self.room.drop({socket})
            self.inside.discard(socket)
            self.outside[socket] = self.room.feed.head

    def come_back(self) -> None:
        """All who went out come in again, and miss what was in between."""
        while self.outside:
            self._let_in(*self.outside.popitem())

    def lag(self, place: int) -> None:
        """Somebody does not read."""
        self.outlets[self.sockets[place % len(self.sockets)]].waiting = limits.LAGGING_BYTES + 1

    def recover(self, place: int) -> None:
        """Somebody has read everything; who was told to say hello again comes back with what they have seen."""
        socket = self.sockets[place % len(self.sockets)]
        outlet = self.outlets[socket]
        outlet.waiting = 0
        if outlet.drained is not None:
            outlet.drained()
            outlet.drained = None
            changes = [text for text in outlet.taken if text != LAGGED]
            self._let_in(socket, int(changes[-1].removeprefix("revision ")))

    def everything(self) -> list[str]:
        return [f"revision {number}" for number in range(1, self.room.feed.head + 1)]

    async def settle(self) -> None:
        """Return when nothing is on its way."""
        for _ in range(TURNS):
            await asyncio.sleep(0)
        assert not self.attendance.turns._queues

    @property
    def taken(self) -> dict[Socket, list[str]]:
        return {socket: outlet.taken for socket, outlet in self.outlets.items()}
