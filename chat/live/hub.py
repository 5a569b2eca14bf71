"""All sockets of this process: who watches what, and every change to everyone, once and in order.

Longer than most files: its parts are one machine, and are read together.
"""

import asyncio
import logging
import random
from collections.abc import Coroutine, Iterable
from dataclasses import replace
from typing import Any

from chat import limits, queries
from chat.errors import Busy, NotFound
from chat.live import frames, reads
from chat.live.announcements import Announcement, Change, ReadOn, RoomsChanged, SignedOut, person_group, unpack
from chat.live.closing import RESTARTING, SIGNED_OUT, TOO_MANY_SOCKETS
from chat.live.database import in_database
from chat.live.pointers import ReadPointers
from chat.live.process import announce_through
from chat.live.relay import Relay
from chat.live.sign_in import lapsed
from chat.live.socket import Socket
from chat.live.watched import PresentPerson, Watched, WatchedRoom, kept

logger = logging.getLogger(__name__)


class Hub:
    """One for each process. Everything but announce_from_thread happens on the event loop that made it."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.relay = Relay(self._received)
        self.pointers = ReadPointers()
        self.rooms: dict[int, WatchedRoom] = {}
        self.people: dict[int, PresentPerson] = {}
        self.is_draining = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._works: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to listen to the other processes, and to check what they may not have heard."""
        for work in (self.relay.run_receiver(), self.relay.run_publisher()):
            self._spawn(work)
        for work in (self._run_heartbeat(), self._run_checks(), self._run_pointers()):
            self._spawn(work)

    def stop(self) -> None:
        """End everything that start began, and everything that is being obeyed."""
        for task in self._tasks | self._works:
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
        match announcement:
            case Change():
                self._offer(announcement)
            case ReadOn(reads=reads):
                self._tell_reads(reads)
            case RoomsChanged(person_id=person_id):
                self._spawn(self.refresh(person_id))
            case SignedOut(person_id=person_id, digest=digest):
                sockets = self.people[person_id].open if person_id in self.people else ()
                self._sign_out(socket for socket in sockets if digest in (None, socket.sign_in.digest))

    def _tell_reads(self, reads: Iterable[tuple[int, int, int]]) -> None:
        for person_id, room_id, number in reads:
            person = self.people.get(person_id)
            if person is not None and person.read(room_id, number):
                person.deliver(frames.frame("you", kind="read", room=room_id, number=number))

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
            self.loop.call_later(limits.GAP_MILLISECONDS / 1000, self._mend, room)

    def _fan_out(self, room: WatchedRoom, changes: list[Change]) -> None:
        room.fan_out(changes)
        for change in changes:
            author = self.people.get(change.person_id or 0)
            if author is not None and change.number:
                author.read(change.room_id, change.number)

    def _mend(self, room: WatchedRoom) -> None:
        if room.feed.has_gap and not room.repairing.locked():
            self._spawn(self._repair(room))

    async def _repair(self, room: WatchedRoom) -> None:
        """Read what is missing once for all sockets, and go on from there."""
        async with room.repairing:
            while room.feed.has_gap:
                head = room.feed.head
                await self._read_gap(room)
                if room.feed.head == head:
                    # We have heard of what the database does not know; the heartbeat looks again.
                    return

    async def _read_gap(self, room: WatchedRoom) -> None:
        gap = await in_database(reads.gap, room.feed.room_id, room.feed.head)
        if gap.changes is not None:
            self._fan_out(room, room.feed.repair(gap.changes, gap.to))
            return
        for person_id in {socket.person_id for socket in room.sockets}:
            self._spawn(self.refresh(person_id))
        # Somebody's removal may be among what was not read.
        room.drop({socket for socket in room.sockets if socket.person_id not in gap.people})
        room.deliver(frames.reset(room.feed.room_id, gap.to))
        self._fan_out(room, room.feed.reset(gap.to))

    async def _join(self, socket: Socket, room: WatchedRoom, revision: int) -> None:
        """Let a socket that has a room up to `revision` see all that comes after: nothing missing, nothing twice.

        What the room has had meanwhile comes from the feed's memory or, beyond that, from the database; the socket
        is let in at the same moment, so there is no hole between the two.
        """
        while (missed := await self._missed_since(revision, room)) is None:
            try:
                sync = await in_database(reads.sync, socket.sign_in.person, room.feed.room_id, revision)
            except NotFound:
                return  # removed meanwhile: their new list of rooms is on its way
            for text in sync.texts:
                socket.deliver(text)
            revision = sync.to
        if socket.is_here:
            room.let_in(socket, missed)

    async def _missed_since(self, revision: int, room: WatchedRoom) -> list[Change] | None:
        # The feed comes along first: else the newcomer would get once more what others still have to get.
        room.feed.hear(revision)
        await self._repair(room)
        return room.feed.missed_since(revision)

    # Sockets -------------------------------------------------------------------------------------------------------

    def enter(self, socket: Socket) -> None:
        """Count a socket as its person's; close it when they have too many."""
        person = self.people.setdefault(socket.person_id, PresentPerson(socket.person_id))
        if len(person.open) >= limits.SOCKETS_PER_PERSON:
            socket.close(TOO_MANY_SOCKETS)
            return
        person.open.add(socket)

    def leave(self, socket: Socket) -> None:
        """Forget a socket everywhere. Leaving twice is leaving once."""
        socket.is_here = False
        for room_id in list(socket.rooms):
            self.rooms[room_id].drop({socket})
        if socket.person_id in self.people:
            self.people[socket.person_id].discard(socket)

    def pause(self, socket: Socket) -> None:
        """Send nothing to a socket until it is greeted again."""
        socket.is_here = False
        for room_id in list(socket.rooms):
            self.rooms[room_id].drop({socket})
        if socket.person_id in self.people:
            self.people[socket.person_id].sockets.discard(socket)

    async def drain(self, seconds: float) -> None:
        """Say bye to everybody and close, in slices over this time; each is told when to come back.

        The delays are spread over the same time, so that they do not all come back to the next process at once.
        """
        self.is_draining = True
        sockets = [socket for person in self.people.values() for socket in person.open]
        random.shuffle(sockets)
        slices = [sockets[start : start + limits.DRAIN_SLICE] for start in range(0, len(sockets), limits.DRAIN_SLICE)]
        for number, some in enumerate(slices):
            if number:
                await asyncio.sleep(seconds / len(slices))
            for socket in some:
                # Spreads load, guards nothing.
                delay = random.uniform(limits.DRAIN_RETRY_SECONDS_MIN, limits.DRAIN_RETRY_SECONDS)  # noqa: S311
                socket.close(replace(RESTARTING, retry_after=round(delay, 2)))

    def work_on(self, commands: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Obey a socket's commands. It may go, and what is being obeyed is still finished."""
        work = self.loop.create_task(commands)
        self._works.add(work)
        work.add_done_callback(self._works.discard)
        return work

    async def finish(self) -> None:
        """Obey, write and publish what was begun, for the process ends."""
        if self._works:
            await asyncio.wait(self._works, timeout=limits.BYE_SECONDS)
        await self._guarded(self.pointers.write())
        await self.relay.flush()

    async def greet(self, socket: Socket, ref: str, revisions: dict[int, int]) -> None:
        """Answer hello: who you are, your rooms, what you missed in those you show, and from now on everything."""
        person = self.people[socket.person_id]
        async with person.lock:
            # Only now: whatever began before it lagged has ended, and did not let it in.
            socket.is_here = socket in person.open
            forgotten = {room: revision for room, revision in revisions.items() if not self._remembers(room, revision)}
            entries, syncs = await in_database(reads.hello, socket.sign_in.person, forgotten)
            if not socket.is_here:
                return
            if not person.sockets:
                # Others were told earlier, perhaps something else: the heartbeat compares with that.
                person.note(entries)
            person.add(socket)
            socket.deliver(frames.ready(ref, socket.connection, socket.sign_in.person, entries))
            reached = {entry["id"]: entry["revision"] for entry in entries}
            for sync in syncs:
                reached[sync.room_id] = sync.to
                for text in sync.texts:
                    socket.deliver(text)
            for room_id in (revisions.keys() - forgotten.keys()) & reached.keys():
                reached[room_id] = self._remind(socket, room_id, revisions[room_id])
            await self._watch({socket}, reached)

    def _remembers(self, room_id: int, revision: int) -> bool:
        room = self.rooms.get(room_id)
        # A browser that is ahead has seen what a restored database has not: it shall fetch the room anew.
        return room is not None and revision <= room.feed.head and room.feed.missed_since(revision) is not None

    def _remind(self, socket: Socket, room_id: int, revision: int) -> int:
        """Bring a socket up to date from memory, without the database; return the revision that it has then."""
        room = self.rooms.get(room_id)
        missed = room.remembered_since(revision, socket.person_id) if room is not None else None
        if room is None or missed is None:
            # Forgotten or removed since we looked: whoever joins it to the room finds out which.
            return revision
        socket.deliver(frames.sync_frame(room_id, revision, room.feed.head, missed))
        return room.feed.head

    async def refresh(self, person_id: int) -> None:
        """Tell all sockets of a person their rooms as they are now, and let them watch just these."""
        person = self.people.get(person_id)
        if person is None or not person.sockets:
            return
        async with person.lock:
            entries = await in_database(reads.entries, person_id)
            reached = {entry["id"]: entry["revision"] for entry in entries}
            sockets = set(person.sockets)
            for socket in sockets:
                for room_id in socket.rooms - reached.keys():
                    self.rooms[room_id].drop({socket})
            person.deliver(frames.frame("you", kind="rooms", rooms=entries))
            await self._watch(sockets, reached)
            # Not before: if this fails halfway, the heartbeat shall find the difference.
            person.note(entries)

    async def _watch(self, sockets: set[Socket], reached: dict[int, int]) -> None:
        fresh = [room_id for room_id in reached if room_id not in self.rooms]
        for room_id in fresh:
            self.rooms[room_id] = WatchedRoom(room_id, reached[room_id])
        rooms = {room_id: self.rooms[room_id] for room_id in reached}
        with kept(rooms.values()):
            people = {person_group(socket.person_id) for socket in sockets}
            await self.relay.want(people | {room.group for room in rooms.values()})
            for socket in sockets:
                for room_id in reached.keys() - socket.rooms:
                    await self._join(socket, rooms[room_id], reached[room_id])
            # What happened between reading the rooms and listening to their groups was told to nobody here.
            await self._repair_tails(fresh)

    # Heartbeats ----------------------------------------------------------------------------------------------------

    async def _run_heartbeat(self) -> None:
        while True:
            healthy = self.relay.is_healthy
            await asyncio.sleep(limits.HUB_HEARTBEAT_SECONDS if healthy else limits.HUB_OUTAGE_HEARTBEAT_SECONDS)
            self._forget_idle()
            await self._guarded(self._repair_tails(list(self.rooms)))
            await self._guarded(self._refresh_people())
            # Last: a layer that hangs takes its time.
            await self._guarded(self.relay.check())

    async def _run_checks(self) -> None:
        while True:
            await asyncio.sleep(limits.SIGN_IN_CHECK_SECONDS)
            await self._guarded(self._check_sign_ins())

    async def _run_pointers(self) -> None:
        while True:
            await asyncio.sleep(limits.POINTERS_SECONDS)
            await self._guarded(self.pointers.write())

    async def _repair_tails(self, room_ids: list[int]) -> None:
        """Find rooms whose last change was told to nobody here."""
        if not room_ids:
            return
        for room_id, revision in (await in_database(queries.revisions, room_ids)).items():
            if room_id in self.rooms:
                self.rooms[room_id].feed.hear(revision)
                self._mend(self.rooms[room_id])

    async def _refresh_people(self) -> None:
        """Find people who joined a room, or read on, without our being told."""
        here = [person_id for person_id, person in self.people.items() if person.sockets]
        pointers = await in_database(queries.pointers, here) if here else {}
        for person_id in here:
            person = self.people.get(person_id)
            if person is not None and person.pointers != pointers.get(person_id, (0, 0)):
                await self.refresh(person_id)

    async def _check_sign_ins(self) -> None:
        """Close the sockets of log-ins that ended without our being told."""
        sockets = [socket for person in self.people.values() for socket in person.open]
        ended = await in_database(lapsed, [socket.sign_in.session_key for socket in sockets]) if sockets else set()
        self._sign_out(socket for socket in sockets if socket.sign_in.session_key in ended)

    def _forget_idle(self) -> None:
        gone: list[Watched] = []
        for watched in (self.rooms, self.people):
            idle = [key for key, one in watched.items() if one.is_idle(limits.ROOM_LINGER_SECONDS)]
            gone += [watched.pop(key) for key in idle]
        self.relay.leave({one.group for one in gone})

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        """Await one duty of the hub. A failure is logged, and the heart goes on beating."""
        try:
            await work
        except Busy:
            pass  # already logged; the next heartbeat tries again
        except Exception:
            # A hub that stops is a deaf process: whatever one duty stumbles over, the others go on.
            logger.exception("The hub stumbled")

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = self.loop.create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


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
