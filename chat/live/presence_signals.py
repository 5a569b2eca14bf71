"""What this process says about presence: to the other processes of its own people, to its sockets of everybody."""

import asyncio
import itertools
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from chat import limits
from chat.live import frames
from chat.live.announcements import Announcement, Present
from chat.live.attendance import Attendance
from chat.live.fan_out import Queue
from chat.live.presence import AWAY, HERE, LEFT, OFFLINE, Move, Presence
from chat.live.ready_frame import SoftFrame
from chat.live.socket import Socket
from chat.live.tasks import attempt

KEY_BYTES = 8
Word = tuple[int, str, list[int]]


class PresenceSignals:
    """A beat a second at the most, whatever happens in between. Who hides is never spoken of."""

    def __init__(self, attendance: Attendance, publish: Callable[[Announcement], None]) -> None:
        self._attendance = attendance
        self._publish = publish
        self._presence = Presence()
        # A process that is started again is another one.
        self._process = secrets.token_hex(KEY_BYTES)
        self._serials = itertools.count(1)
        self._snapshot_at = 0.0
        self._queue = Queue(attendance.turns)
        # Frames about everybody in these rooms, as long as nobody moves: many people are in the same ones.
        self._wholes: dict[frozenset[int], str] = {}

    @property
    def people(self) -> set[int]:
        """The ids of all who are here or away, in any process. Database threads ask, too."""
        # A copy: the event loop goes on meanwhile.
        return set(self._presence.seen.copy())

    async def run(self) -> None:
        """Say what is new again and again, for ever."""
        while True:
            await asyncio.sleep(limits.PRESENCE_SECONDS)
            await attempt(self.beat)

    async def beat(self) -> None:
        """Say what is new of the people here, and tell the sockets here what is new of everybody."""
        now = time.monotonic()
        self._say(now)
        moves = self._presence.settle(now)
        if moves:
            self._wholes.clear()
            self._tell(moves)

    def take(self, news: Present) -> None:
        """Take what another process says of its people."""
        if self._presence.take(news, time.monotonic()):
            # Then it has not heard of our people, either.
            self._snapshot_at = 0.0

    def note(self, socket: Socket, state: str) -> None:
        """Somebody has come back to a browser, or gone away from it."""
        socket.is_away = state == AWAY
        self._attendance.stirred.add(socket.person_id)

    def show(self, sockets: Iterable[Socket]) -> None:
        """Tell sockets of everybody whom they may see; from now on they hear what is new."""
        for socket in sockets:
            self._attendance.stirred.add(socket.person_id)
            if socket.is_here:
                socket.deliver(self._whole(frozenset(socket.rooms)))

    def _whole(self, rooms: frozenset[int]) -> str:
        if rooms not in self._wholes:
            people = self._presence.visible_in(rooms)
            self._wholes[rooms] = frames.frame("signal", kind="presence", people=people, whole=True)
        return self._wholes[rooms]

    # To the other processes ------------------------------------------------------------------------------------------

    def _say(self, now: float) -> None:
        stirred, self._attendance.stirred = self._attendance.stirred, set()
        if now >= self._snapshot_at:
            self._snapshot_at = now + limits.PRESENCE_SNAPSHOT_SECONDS
            stirred |= {person_id for person_id, person in self._attendance.people.items() if person.open}
        words = [word for person_id in stirred if (word := self._word(person_id, now)) is not None]
        for start in range(0, len(words), limits.PRESENCE_PIECE):
            news = Present(self._process, next(self._serials), words[start : start + limits.PRESENCE_PIECE])
            self._presence.take(news, now)
            self._publish(news)

    def _word(self, person_id: int, now: float) -> Word | None:
        """Return what there is to say of somebody, if anything."""
        person = self._attendance.people.get(person_id)
        if person is None or not person.open:
            return (person_id, LEFT, []) if self._presence.counts(self._process, person_id, now) else None
        if any(socket.sign_in.person.hides_presence for socket in person.open):
            return (person_id, OFFLINE, []) if self._presence.counts(self._process, person_id, now) else None
        if not person.sockets:
            # Nobody has said hello yet, or they lag: it is as it was.
            return None
        state = AWAY if all(socket.is_away for socket in person.sockets) else HERE
        return person_id, state, sorted(set[int]().union(*(socket.rooms for socket in person.sockets)))

    # To the sockets here ---------------------------------------------------------------------------------------------

    def _tell(self, moves: list[Move]) -> None:
        """Tell each socket of those who share a room with its person, or have just ceased to."""
        gone: dict[int, dict[int, str]] = defaultdict(dict)
        there: dict[int, dict[int, str]] = defaultdict(dict)
        for move in moves:
            for room_id in move.before.rooms - move.after.rooms:
                gone[room_id][move.person_id] = OFFLINE
            for room_id in move.after.rooms:
                there[room_id][move.person_id] = move.after.state
        for rooms, sockets in self._listeners(gone.keys() | there.keys()).items():
            people: dict[int, str] = {}
            # Who left one room may be seen in another.
            for states in (*(gone[room_id] for room_id in rooms), *(there[room_id] for room_id in rooms)):
                people |= states
            self._queue.send([SoftFrame(frames.frame("signal", kind="presence", people=people))], sockets)

    def _listeners(self, rooms: set[int]) -> dict[frozenset[int], set[Socket]]:
        """Return the sockets in these rooms, together with those that are in the same of them."""
        watched = [self._attendance.rooms[room_id] for room_id in rooms if room_id in self._attendance.rooms]
        listeners: dict[frozenset[int], set[Socket]] = defaultdict(set)
        for socket in set[Socket]().union(*(room.sockets for room in watched)):
            listeners[frozenset(socket.rooms & rooms)].add(socket)
        return listeners
