"""What the hub looks after again and again, for any announcement may get lost."""

import asyncio

from chat import limits, queries
from chat.actions import deletion
from chat.live.attendance import Attendance
from chat.live.database import in_database
from chat.live.greeting import Greeting
from chat.live.pointers import ReadPointers
from chat.live.relay import Relay
from chat.live.sign_in import sign_ins_of
from chat.live.socket import Socket
from chat.live.streams import Streams
from chat.live.sweeping import sweep_files
from chat.live.tasks import Tasks, attempt


class Heartbeat:
    """Faster while the layer is away: then the database is the only way between processes."""

    def __init__(self, attendance: Attendance, streams: Streams, greeting: Greeting, relay: Relay) -> None:
        self._attendance = attendance
        self._streams = streams
        self._greeting = greeting
        self._relay = relay

    def start(self, tasks: Tasks, pointers: ReadPointers) -> None:
        """Begin all that is done again and again."""
        tasks.begin(self._run)
        tasks.begin(self._run_checks)
        tasks.begin(self._run_sweeps)
        tasks.begin(self._run_pointers, pointers)

    async def _run(self) -> None:
        while True:
            healthy = self._relay.is_healthy
            await asyncio.sleep(limits.HUB_HEARTBEAT_SECONDS if healthy else limits.HUB_OUTAGE_HEARTBEAT_SECONDS)
            self._relay.leave(self._attendance.forget_idle())
            await attempt(self._streams.repair_tails, list(self._attendance.rooms))
            await attempt(self._refresh_people)
            # Last: a layer that hangs takes its time.
            await attempt(self._relay.check)

    async def _run_checks(self) -> None:
        while True:
            await asyncio.sleep(limits.SIGN_IN_CHECK_SECONDS)
            await attempt(self.check_sign_ins, self._attendance.sockets())
            await attempt(in_database, deletion.sweep)

    async def _run_sweeps(self) -> None:
        while True:
            await asyncio.sleep(limits.SIGN_IN_CHECK_SECONDS)
            await attempt(sweep_files)

    async def _run_pointers(self, pointers: ReadPointers) -> None:
        while True:
            await asyncio.sleep(limits.POINTERS_SECONDS)
            await attempt(pointers.write)

    async def _refresh_people(self) -> None:
        """Find people whose list of rooms is another one without our being told."""
        people = self._attendance.people
        here = [person_id for person_id, person in people.items() if person.sockets]
        pointers = await in_database(queries.pointers, here) if here else {}
        for person_id in here:
            person = people.get(person_id)
            if person is not None and person.places.sums != pointers.get(person_id, (0, 0, 0)):
                await self._greeting.refresh(person_id)

    async def check_sign_ins(self, sockets: list[Socket]) -> None:
        """Close sockets whose log-in has ended, and know the people of the others as they are now."""
        if not sockets:
            return
        found = await in_database(sign_ins_of, [socket.sign_in.session_key for socket in sockets])
        self._attendance.sign_out([socket for socket in sockets if socket.sign_in.session_key not in found])
        for socket in sockets:
            fresh = found.get(socket.sign_in.session_key, socket.sign_in)
            if fresh.person.hides_presence != socket.sign_in.person.hides_presence:
                self._attendance.stirred.add(socket.person_id)
            socket.sign_in = fresh
