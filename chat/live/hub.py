"""All sockets of this process: who watches what, and every change to everyone, once and in order.

Longer than most files: its parts are one machine, and are read together.
"""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from chat import limits, queries
from chat.errors import Busy
from chat.live import frames
from chat.live.announcements import Announcement, Change, ReadOn, RoomsChanged, SignedOut, unpack
from chat.live.closing import SIGNED_OUT, TOO_MANY_SOCKETS
from chat.live.database import in_database
from chat.live.relay import Relay
from chat.live.sign_in import lapsed
from chat.live.socket import Socket
from chat.live.watched import PresentPerson, Watched, WatchedRoom
from chat.models import User

logger = logging.getLogger(__name__)
Entry = dict[str, Any]


class Hub:
    """One for each process. Everything but announce_from_thread happens on the event loop that made it."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.relay = Relay(self._received)
        self.rooms: dict[int, WatchedRoom] = {}
        self.people: dict[int, PresentPerson] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to listen to the other processes, and to check what they may not have heard."""
        for work in (self.relay.run_receiver(), self.relay.run_publisher(), self._run_heartbeat(), self._run_checks()):
            self._spawn(work)

    def stop(self) -> None:
        """End everything that start began."""
        for task in self._tasks:
            task.cancel()

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
        if isinstance(announcement, Change):
            self._offer(announcement)
            return
        person = self.people.get(announcement.person_id)
        if person is None:
            return
        match announcement:
            case ReadOn(room_id=room_id, number=number, text=text):
                person.read(room_id, number)
                person.deliver(text)
            case RoomsChanged(person_id=person_id):
                self._spawn(self.refresh(person_id))
            case SignedOut(digest=digest):
                self._sign_out(socket for socket in person.sockets if digest in (None, socket.sign_in.digest))

    def _sign_out(self, sockets: Any) -> None:
        for socket in list(sockets):
            socket.close(SIGNED_OUT)
            self.leave(socket)

    # Rooms ---------------------------------------------------------------------------------------------------------

    def _offer(self, change: Change) -> None:
        room = self.rooms.get(change.room_id)
        if room is None:
            return
        self._fan_out(room, room.feed.offer(change))
        if room.feed.has_gap:
            # The missing one may be on its way: announcements overtake each other.
            self.loop.call_later(limits.GAP_MILLISECONDS / 1000, self._repair_gap, room)

    def _fan_out(self, room: WatchedRoom, changes: list[Change]) -> None:
        room.fan_out(changes)
        for change in changes:
            author = self.people.get(change.person_id or 0)
            if author is not None and change.number:
                author.read(change.room_id, change.number)

    def _repair_gap(self, room: WatchedRoom) -> None:
        if room.feed.has_gap and not room.repairing:
            self._spawn(self._repair(room))

    async def _repair(self, room: WatchedRoom) -> None:
        """Read what is missing once for all sockets, and go on from there."""
        room.repairing = True
        try:
            while room.feed.has_gap:
                await self._read_gap(room)
        except Busy:
            pass  # the heartbeat comes again
        finally:
            room.repairing = False

    async def _read_gap(self, room: WatchedRoom) -> None:
        found, changes = await in_database(_changes_with_frames, room.feed.room_id, room.feed.head)
        if found.rows is not None:
            self._fan_out(room, room.feed.repair(changes, found.to))
            return
        for text in frames.sync(found):
            room.deliver(text)
        self._fan_out(room, room.feed.reset(found.to))
        # Somebody's removal may be among what was not read: their list of rooms tells.
        for person_id in {socket.person_id for socket in room.sockets}:
            self._spawn(self.refresh(person_id))

    async def join(self, socket: Socket, room_id: int, revision: int) -> None:
        """Let a socket that has a room up to `revision` see all that comes after: nothing missing, nothing twice.

        What the room has had meanwhile comes from the feed's memory or, beyond that, from the database; the socket
        is let in at the same moment, so there is no hole between the two.
        """
        room = self.rooms[room_id]
        while (missed := room.feed.missed_since(revision)) is None:
            found, texts = await in_database(_changes_as_sync, room_id, revision)
            for text in texts:
                socket.deliver(text)
            revision = found.to
        for change in missed:
            socket.deliver(change.text)
        if socket.closing is None:
            room.add(socket)
            socket.rooms.add(room_id)
        room.feed.hear(revision)
        self._repair_gap(room)

    # Sockets -------------------------------------------------------------------------------------------------------

    def enter(self, socket: Socket) -> None:
        """Count a socket as its person's; close it when they have too many."""
        person = self.people.setdefault(socket.person_id, PresentPerson(socket.person_id))
        if len(person.sockets) >= limits.SOCKETS_PER_PERSON:
            socket.close(TOO_MANY_SOCKETS)
            return
        person.add(socket)

    def leave(self, socket: Socket) -> None:
        """Forget a socket everywhere. Leaving twice is leaving once."""
        for room_id in list(socket.rooms):
            self.rooms[room_id].drop({socket})
        if socket.person_id in self.people:
            self.people[socket.person_id].discard(socket)

    async def greet(self, socket: Socket, ref: str, revisions: dict[int, int]) -> None:
        """Answer hello: who you are, your rooms, what you missed in those you show, and from now on everything."""
        person = self.people[socket.person_id]
        async with person.lock:
            entries, missed = await in_database(_read_hello, socket.sign_in.person, revisions)
            self._note_rooms(person, entries)
            socket.deliver(
                frames.frame(
                    "ready",
                    ref=ref,
                    protocol=frames.PROTOCOL,
                    connection=socket.connection,
                    person=socket.sign_in.person.as_dict(),
                    rooms=entries,
                    heartbeat_seconds=limits.HEARTBEAT_SECONDS,
                )
            )
            reached = {entry["id"]: entry["revision"] for entry in entries}
            for found, texts in missed:
                reached[found.room_id] = found.to
                for text in texts:
                    socket.deliver(text)
            await self._watch({socket}, reached)

    async def refresh(self, person_id: int) -> None:
        """Tell all sockets of a person their rooms as they are now, and let them watch just these."""
        person = self.people.get(person_id)
        if person is None or not person.sockets:
            return
        async with person.lock:
            try:
                entries = await in_database(_entries_of, person_id)
            except Busy:
                return  # the heartbeat finds the difference
            self._note_rooms(person, entries)
            reached = {entry["id"]: entry["revision"] for entry in entries}
            sockets = set(person.sockets)
            for socket in sockets:
                for room_id in socket.rooms - reached.keys():
                    self.rooms[room_id].drop({socket})
            person.deliver(frames.frame("you", kind="rooms", rooms=entries))
            await self._watch(sockets, reached)

    def _note_rooms(self, person: PresentPerson, entries: list[Entry]) -> None:
        person.read_numbers = {entry["id"]: entry["read_number"] for entry in entries}

    async def _watch(self, sockets: set[Socket], reached: dict[int, int]) -> None:
        fresh = [room_id for room_id in reached if room_id not in self.rooms]
        for room_id in fresh:
            self.rooms[room_id] = WatchedRoom(room_id, reached[room_id])
        groups = {self.rooms[room_id].group for room_id in reached}
        await self.relay.want(groups | {self.people[socket.person_id].group for socket in sockets})
        for socket in sockets:
            for room_id, revision in reached.items():
                if room_id not in socket.rooms:
                    await self.join(socket, room_id, revision)
        # What happened between reading the rooms and listening to their groups was told to nobody here.
        await self._repair_tails(fresh)

    # Heartbeats ----------------------------------------------------------------------------------------------------

    async def _run_heartbeat(self) -> None:
        while True:
            healthy = self.relay.is_healthy
            await asyncio.sleep(limits.HUB_HEARTBEAT_SECONDS if healthy else limits.HUB_OUTAGE_HEARTBEAT_SECONDS)
            await self._guarded(self.relay.check())
            await self._guarded(self._forget_idle())
            await self._guarded(self._repair_tails(list(self.rooms)))
            await self._guarded(self._refresh_people())

    async def _run_checks(self) -> None:
        while True:
            await asyncio.sleep(limits.SIGN_IN_CHECK_SECONDS)
            await self._guarded(self._check_sign_ins())

    async def _repair_tails(self, room_ids: list[int]) -> None:
        """Find rooms whose last change was told to nobody here."""
        if not room_ids:
            return
        for room_id, revision in (await in_database(queries.revisions, room_ids)).items():
            if room_id in self.rooms:
                self.rooms[room_id].feed.hear(revision)
                self._repair_gap(self.rooms[room_id])

    async def _refresh_people(self) -> None:
        """Find people who joined a room, or read on, without our being told."""
        here = [person_id for person_id, person in self.people.items() if person.sockets]
        pointers = await in_database(queries.pointers, here) if here else {}
        for person_id in here:
            person = self.people.get(person_id)
            if person is not None and person.pointers != pointers.get(person_id, 0):
                await self.refresh(person_id)

    async def _check_sign_ins(self) -> None:
        """Close the sockets of log-ins that ended without our being told."""
        sockets = [socket for person in self.people.values() for socket in person.sockets]
        ended = await in_database(lapsed, [socket.sign_in.session_key for socket in sockets]) if sockets else set()
        self._sign_out(socket for socket in sockets if socket.sign_in.session_key in ended)

    async def _forget_idle(self) -> None:
        gone: list[Watched] = []
        for watched in (self.rooms, self.people):
            idle = [key for key, one in watched.items() if one.is_idle(limits.ROOM_LINGER_SECONDS)]
            gone += [watched.pop(key) for key in idle]
        await self.relay.leave({one.group for one in gone})

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        """Await one duty of the heartbeat. A failure is logged, and the heart goes on beating."""
        try:
            await work
        except Busy:
            pass  # already logged; the next beat tries again
        except Exception:
            logger.exception("The hub's heartbeat stumbled")

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _changes_with_frames(room_id: int, revision: int) -> tuple[queries.Changes, list[Change]]:
    found = queries.changes_since(room_id, revision)
    return found, frames.changes(found)


def _changes_as_sync(room_id: int, revision: int) -> tuple[queries.Changes, list[str]]:
    found = queries.changes_since(room_id, revision)
    return found, list(frames.sync(found))


def _entries_of(person_id: int) -> list[Entry]:
    return queries.entries(User.objects.get(pk=person_id))


def _read_hello(person: User, revisions: dict[int, int]) -> tuple[list[Entry], list[tuple[queries.Changes, list[str]]]]:
    """Read the person's rooms, and what each of theirs among `revisions` has had since."""
    entries = queries.entries(person)
    mine = {entry["id"] for entry in entries}
    return entries, [_changes_as_sync(room_id, revision) for room_id, revision in revisions.items() if room_id in mine]


_hub: Hub | None = None


def ensure_hub() -> Hub:
    """Return the hub of the running event loop, made and started at the first call."""
    global _hub
    if _hub is None or _hub.loop is not asyncio.get_running_loop():
        _hub = Hub()
        _hub.start()
    return _hub


def serving_hub() -> Hub | None:
    """Return the hub if this process serves sockets; None in a management command."""
    return _hub if _hub is not None and _hub.loop.is_running() else None
