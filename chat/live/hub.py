"""The hub of this process: what is announced goes to the sockets here, and to the other processes."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from chat import limits
from chat.live import frames
from chat.live.announcements import (
    Announcement,
    Change,
    CloseConnection,
    PersonChanged,
    Present,
    ReadOn,
    RoomsChanged,
    SignedOut,
    ToConnection,
    Typing,
    unpack,
)
from chat.live.attendance import Attendance
from chat.live.closing import CLOSED, CLOSED_BY_OWNER
from chat.live.farewell import say_bye
from chat.live.greeting import Greeting
from chat.live.heartbeat import Heartbeat
from chat.live.pointers import ReadPointers
from chat.live.presence_signals import PresenceSignals
from chat.live.process import announce_through
from chat.live.register import Register
from chat.live.relay import Relay
from chat.live.socket import Socket
from chat.live.streams import Streams
from chat.live.tasks import Tasks, attempt
from chat.live.typing_signals import TypingSignals
from chat.models import Pointer


class Hub:
    """One for each process. Everything but announce_from_thread happens on the event loop that made it."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.is_draining = False
        self.duties = Tasks()
        # What sockets asked for. They may go, and what is being obeyed is still finished.
        self.commands = Tasks()
        self.attendance = Attendance()
        self.pointers = ReadPointers()
        self.relay = Relay(self._received)
        self.streams = Streams(self.attendance, self.duties, self._refresh)
        self.presence = PresenceSignals(self.attendance, self.relay.publish)
        self.typing = TypingSignals(self.attendance, self.relay.publish)
        self.greeting = Greeting(self.attendance, self.streams, self.relay, self.presence)
        self.register = Register(self.attendance)
        self.heartbeat = Heartbeat(self.attendance, self.streams, self.greeting, self.relay)

    def start(self) -> None:
        """Begin to listen to the other processes, and to check what they may not have heard."""
        self.duties.begin(self.relay.run_receiver)
        self.duties.begin(self.relay.run_publisher)
        self.duties.begin(self.presence.run)
        self.duties.begin(self.register.run)
        self.heartbeat.start(self.duties, self.pointers)

    def stop(self) -> None:
        """End everything that start began, and everything that is being obeyed."""
        self.duties.stop()
        self.commands.stop()

    async def drain(self, seconds: float) -> None:
        """Let nobody in any more, and say bye to everybody over this time."""
        self.is_draining = True
        await say_bye(self.attendance.sockets(), seconds)

    async def finish(self) -> None:
        """Obey, write and publish what was begun, for the process ends."""
        await self.commands.finish(limits.BYE_SECONDS)
        await attempt(self.pointers.write)
        await attempt(self.presence.beat)
        await attempt(self.register.end)
        await self.relay.flush()

    @property
    def present_people(self) -> set[int]:
        """The ids of the people who are here or away, in any process, and do not hide. Database threads ask, too."""
        return self.presence.people

    async def greet(self, socket: Socket, ref: str, revisions: dict[int, int]) -> None:
        """Answer a socket's hello, and let it watch its person's rooms."""
        await self.greeting.greet(socket, ref, revisions)

    # Announcements: from this process' actions, and from the other processes -------------------------------------

    def announce_from_thread(self, announcement: Announcement) -> None:
        """Serve this process' sockets at once, then tell the other processes. Returns before either has happened."""
        self.loop.call_soon_threadsafe(self._announce, announcement)

    def _announce(self, announcement: Announcement) -> None:
        self._take(announcement)
        self.relay.publish(announcement)

    def _received(self, message: dict[str, Any]) -> None:
        self._take(unpack(message))

    def _take(self, announcement: Announcement) -> None:
        match announcement:
            case Change():
                self.streams.offer(announcement)
            case ReadOn(reads=reads, seen=seen):
                self._tell_reads(reads)
                self._tell_seen(seen)
            case Present():
                self.presence.take(announcement)
            case Typing():
                self.typing.tell(announcement)
            case PersonChanged(person_id=person_id):
                self.duties.begin(self.heartbeat.check_sign_ins, self.attendance.sockets_of(person_id))
            case RoomsChanged(person_id=person_id):
                self._refresh(person_id)
            case SignedOut() | CloseConnection() | ToConnection():
                self._reach(announcement)

    def _reach(self, announcement: SignedOut | CloseConnection | ToConnection) -> None:
        match announcement:
            case SignedOut(person_id=person_id, digest=digest):
                sockets = self.attendance.sockets_of(person_id)
                self.attendance.sign_out([one for one in sockets if digest in (None, one.sign_in.digest)])
            case CloseConnection(person_id=person_id, connection=name, by_owner=by_owner):
                self.attendance.close(person_id, name, CLOSED_BY_OWNER if by_owner else CLOSED)
            case ToConnection(person_id=person_id, connection=name, text=text):
                self.attendance.hand(person_id, name, text)

    def _refresh(self, person_id: int) -> None:
        self.duties.begin(self.greeting.refresh, person_id)

    def _tell_reads(self, reads: Iterable[tuple[int, int, int, int]]) -> None:
        for person_id, room_id, turned_back, number in reads:
            person = self.attendance.people.get(person_id)
            if person is None or not person.sockets:
                continue
            if turned_back > person.places.turned_back(room_id):
                # They went back first, which we have not heard yet: then there is more to tell.
                self._refresh(person_id)
            elif person.places.read(room_id, Pointer(turned_back, number)):
                place = {"number": number, "turned_back": turned_back}
                person.deliver(frames.frame("you", kind="read", room=room_id, **place))

    def _tell_seen(self, seen: Iterable[tuple[int, int, int]]) -> None:
        rooms: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for person_id, room_id, number in seen:
            rooms[room_id].append((person_id, number))
        for room_id in rooms.keys() & self.attendance.rooms.keys():
            text = frames.frame("signal", room=room_id, kind="seen", reads=rooms[room_id])
            self.attendance.rooms[room_id].signal(text)


_hub: Hub | None = None


def ensure_hub() -> Hub:
    """Return the hub of the running event loop, made and started at the first call."""
    global _hub
    if _hub is None or _hub.loop is not asyncio.get_running_loop():
        _hub = Hub()
        _hub.start()
        announce_through(_hub)
    return _hub


def serving_hub() -> Hub | None:
    """Return the hub if this process serves sockets; None in a management command."""
    return _hub if _hub is not None and _hub.loop.is_running() else None
