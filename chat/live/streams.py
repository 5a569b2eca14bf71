"""The streams of the rooms that somebody here watches: every change to everyone, once and in order."""

import asyncio
from collections.abc import Callable, Collection

from chat import limits, queries
from chat.errors import NotFound
from chat.live import frames, reads
from chat.live.announcements import Change
from chat.live.attendance import Attendance
from chat.live.database import in_database
from chat.live.socket import Socket
from chat.live.tasks import Tasks
from chat.live.watched import WatchedRoom


class Streams:
    """`refresh` is told of people whose list of rooms may be another one, unheard."""

    def __init__(self, attendance: Attendance, tasks: Tasks, refresh: Callable[[int], None]) -> None:
        self._attendance = attendance
        self._tasks = tasks
        self._refresh = refresh
        self._unchecked: set[int] = set()

    def offer(self, change: Change) -> None:
        """Deliver a change when its turn has come, and what waited for it."""
        room = self._attendance.rooms.get(change.room_id)
        if room is None:
            return
        self._fan_out(room, room.feed.offer(change))
        if room.feed.has_gap:
            # The missing one may be on its way: announcements overtake each other.
            asyncio.get_running_loop().call_later(limits.GAP_MILLISECONDS / 1000, self._mend, room)

    def _fan_out(self, room: WatchedRoom, changes: list[Change]) -> None:
        room.fan_out(changes)
        for change in changes:
            if change.quiet:
                self._pass_line(room, change.number)
            elif change.number and (author := self._attendance.people.get(change.person_id or 0)) is not None:
                author.places.say(change.room_id, change.number)

    def _pass_line(self, room: WatchedRoom, number: int) -> None:
        for person_id in {socket.person_id for socket in room.sockets}:
            self._attendance.people[person_id].places.pass_line(room.feed.room_id, number)

    # What got lost -------------------------------------------------------------------------------------------------

    def check_soon(self, room_ids: Collection[int]) -> None:
        """Find, with one question for all who come in this moment, what of these rooms was told to nobody here."""
        if room_ids and not self._unchecked:
            loop = asyncio.get_running_loop()
            loop.call_later(limits.GAP_MILLISECONDS / 1000, self._tasks.begin, self._check_tails)
        self._unchecked |= set(room_ids)

    async def _check_tails(self) -> None:
        room_ids, self._unchecked = list(self._unchecked), set()
        await self.repair_tails(room_ids)

    async def repair_tails(self, room_ids: list[int]) -> None:
        """Find rooms whose last change was told to nobody here."""
        if not room_ids:
            return
        for room_id, revision in (await in_database(queries.revisions, room_ids)).items():
            if room_id in self._attendance.rooms:
                room = self._attendance.rooms[room_id]
                room.feed.hear(revision)
                self._mend(room)

    def _mend(self, room: WatchedRoom) -> None:
        if room.feed.has_gap and not room.repairing.locked():
            self._tasks.begin(self._repair, room)

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
            self._refresh(person_id)
        # Somebody's removal may be among what was not read.
        room.drop({socket for socket in room.sockets if socket.person_id not in gap.people})
        room.deliver(frames.reset(room.feed.room_id, gap.to))
        self._fan_out(room, room.feed.reset(gap.to))

    # Who comes in the middle ---------------------------------------------------------------------------------------

    async def join(self, socket: Socket, room: WatchedRoom, revision: int) -> None:
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
