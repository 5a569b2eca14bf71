"""People and their rooms: the answer to hello, and the word that one's rooms are others now."""

import asyncio
from collections.abc import Iterable

from chat import limits
from chat.live import frames, reads
from chat.live.attendance import Attendance
from chat.live.database import in_database
from chat.live.presence_signals import PresenceSignals
from chat.live.reads import Sync
from chat.live.relay import Relay
from chat.live.socket import Socket
from chat.live.streams import Streams
from chat.live.together import Together
from chat.live.watched import kept
from chat.models import User
from chat.sidebar import Entry, entries_of


class Greeting:
    def __init__(self, attendance: Attendance, streams: Streams, relay: Relay, presence: PresenceSignals) -> None:
        self._attendance = attendance
        self._streams = streams
        self._relay = relay
        self._presence = presence
        # Whoever comes in a storm comes in order, and leaves a database thread to those who are in.
        self._rooms = Together(entries_of)
        self._door = asyncio.Semaphore(limits.CATCH_UPS_AT_ONCE)

    async def greet(self, socket: Socket, ref: str, revisions: dict[int, int]) -> None:
        """Answer hello: who you are, your rooms, what you missed in those you show, and from now on everything."""
        person = self._attendance.people[socket.person_id]
        async with person.lock:
            # Only now: whatever began before it lagged has ended, and did not let it in.
            socket.is_here = socket in person.open
            entries = await self._rooms.answer(socket.person_id) or []
            syncs = await self._syncs(socket.sign_in.person, entries, revisions)
            if not socket.is_here:
                return
            # A room without an answer is the person's no longer.
            entries = [entry for entry in entries if entry["id"] not in revisions or entry["id"] in syncs]
            if not person.sockets:
                # Others were told earlier, perhaps something else: the heartbeat compares with that.
                person.places.note(entries)
            person.add(socket)
            socket.deliver(frames.ready(ref, socket.connection, socket.sign_in.person, entries))
            reached = {entry["id"]: entry["revision"] for entry in entries}
            for sync in syncs.values():
                reached[sync.room_id] = sync.to
                for text in sync.texts:
                    socket.deliver(text)
            await self._watch({socket}, reached, syncs.values())
            self._attendance.describe(entries)
            self._presence.show({socket})

    async def _syncs(self, person: User, entries: list[Entry], revisions: dict[int, int]) -> dict[int, Sync]:
        """Return what the rooms that a browser shows have had: from memory or, beyond that, from the database."""
        syncs, forgotten = {}, {}
        for entry in entries:
            room_id, revision = entry["id"], revisions.get(entry["id"])
            if revision is None:
                continue
            sync = self._remembered(person, room_id, revision)
            if sync is not None:
                syncs[room_id] = sync
            elif revision == entry["revision"]:
                syncs[room_id] = reads.nothing_since(room_id, revision)
            else:
                forgotten[room_id] = revision
        return syncs | await self._read(person, forgotten) if forgotten else syncs

    async def _read(self, person: User, revisions: dict[int, int]) -> dict[int, Sync]:
        async with self._door:
            # What was read for somebody before is remembered by now.
            again = [self._remembered(person, room_id, revision) for room_id, revision in revisions.items()]
            syncs = {sync.room_id: sync for sync in again if sync is not None}
            rest = {room_id: revision for room_id, revision in revisions.items() if room_id not in syncs}
            read = await in_database(reads.missed, person, rest) if rest else []
        return syncs | {sync.room_id: sync for sync in read}

    def _remembered(self, person: User, room_id: int, revision: int) -> Sync | None:
        room = self._attendance.rooms.get(room_id)
        missed = room.remembered_since(revision, person.pk) if room is not None else None
        if room is None or missed is None or sum(len(change.text) for change in missed) > limits.SYNC_BYTES:
            return None
        head = room.feed.head
        return Sync(room_id, revision, head, list(frames.sync_frames(room_id, revision, head, missed)))

    async def refresh(self, person_id: int) -> None:
        """Tell all sockets of a person their rooms as they are now, and let them watch just these."""
        person = self._attendance.people.get(person_id)
        if person is None or not person.sockets:
            return
        async with person.lock:
            entries = await self._rooms.answer(person_id) or []
            reached = {entry["id"]: entry["revision"] for entry in entries}
            sockets = set(person.sockets)
            for socket in sockets:
                for room_id in socket.rooms - reached.keys():
                    self._attendance.rooms[room_id].drop({socket})
            person.deliver(frames.frame("you", kind="rooms", rooms=entries))
            await self._watch(sockets, reached)
            self._attendance.describe(entries)
            self._presence.show(sockets)
            # Not before: if this fails halfway, the heartbeat shall find the difference.
            person.places.note(entries)

    async def _watch(self, sockets: set[Socket], reached: dict[int, int], syncs: Iterable[Sync] = ()) -> None:
        fresh = [room_id for room_id in reached if room_id not in self._attendance.rooms]
        rooms = {room_id: self._attendance.watch(room_id, revision) for room_id, revision in reached.items()}
        for sync in syncs:
            if sync.changes is not None:
                rooms[sync.room_id].feed.recall(sync.start, sync.changes, sync.to)
        with kept(rooms.values()):
            await self._relay.want({room.group for room in rooms.values()})
            for socket in sockets:
                for room_id in reached.keys() - socket.rooms:
                    await self._streams.join(socket, rooms[room_id], reached[room_id])
            # What happened between reading the rooms and listening to their groups was told to nobody here.
            self._streams.check_soon(fresh)
