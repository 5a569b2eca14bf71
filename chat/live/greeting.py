"""People and their rooms: the answer to hello, and the word that one's rooms are others now."""

from chat.live import frames, reads
from chat.live.announcements import person_group
from chat.live.attendance import Attendance
from chat.live.database import in_database
from chat.live.relay import Relay
from chat.live.socket import Socket
from chat.live.streams import Streams
from chat.live.watched import kept


class Greeting:
    def __init__(self, attendance: Attendance, streams: Streams, relay: Relay) -> None:
        self._attendance = attendance
        self._streams = streams
        self._relay = relay

    async def greet(self, socket: Socket, ref: str, revisions: dict[int, int]) -> None:
        """Answer hello: who you are, your rooms, what you missed in those you show, and from now on everything."""
        person = self._attendance.people[socket.person_id]
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
        room = self._attendance.rooms.get(room_id)
        # A browser that is ahead has seen what a restored database has not: it shall fetch the room anew.
        return room is not None and revision <= room.feed.head and room.feed.missed_since(revision) is not None

    def _remind(self, socket: Socket, room_id: int, revision: int) -> int:
        """Bring a socket up to date from memory, without the database; return the revision that it has then."""
        room = self._attendance.rooms.get(room_id)
        missed = room.remembered_since(revision, socket.person_id) if room is not None else None
        if room is None or missed is None:
            # Forgotten or removed since we looked: whoever joins it to the room finds out which.
            return revision
        socket.deliver(frames.sync_frame(room_id, revision, room.feed.head, missed))
        return room.feed.head

    async def refresh(self, person_id: int) -> None:
        """Tell all sockets of a person their rooms as they are now, and let them watch just these."""
        person = self._attendance.people.get(person_id)
        if person is None or not person.sockets:
            return
        async with person.lock:
            entries = await in_database(reads.entries, person_id)
            reached = {entry["id"]: entry["revision"] for entry in entries}
            sockets = set(person.sockets)
            for socket in sockets:
                for room_id in socket.rooms - reached.keys():
                    self._attendance.rooms[room_id].drop({socket})
            person.deliver(frames.frame("you", kind="rooms", rooms=entries))
            await self._watch(sockets, reached)
            # Not before: if this fails halfway, the heartbeat shall find the difference.
            person.note(entries)

    async def _watch(self, sockets: set[Socket], reached: dict[int, int]) -> None:
        fresh = [room_id for room_id in reached if room_id not in self._attendance.rooms]
        rooms = {room_id: self._attendance.watch(room_id, revision) for room_id, revision in reached.items()}
        with kept(rooms.values()):
            people = {person_group(socket.person_id) for socket in sockets}
            await self._relay.want(people | {room.group for room in rooms.values()})
            for socket in sockets:
                for room_id in reached.keys() - socket.rooms:
                    await self._streams.join(socket, rooms[room_id], reached[room_id])
            # What happened between reading the rooms and listening to their groups was told to nobody here.
            await self._streams.repair_tails(fresh)
