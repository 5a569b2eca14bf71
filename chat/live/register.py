"""The register: every socket of this process as a row that all processes see, written beside everything else.

Nothing is done when a socket opens, says something or closes. Once a second the sockets are compared with what is
written, and all differences are written together.
"""

import asyncio
import time
from copy import copy
from datetime import datetime, timedelta

from django.utils import timezone

from chat import limits
from chat.actions import connections
from chat.live.arrival import address_of, agent_of
from chat.live.attendance import Attendance
from chat.live.database import in_database
from chat.live.socket import Socket
from chat.live.tasks import attempt
from chat.models import Connection
from chat.models.connection import this_process


class Register:
    """A process that is killed leaves rows: the others remove them once it has been silent for a while."""

    def __init__(self, attendance: Attendance) -> None:
        self.process = this_process()
        self._attendance = attendance
        self._written: dict[str, Connection] = {}
        self._said_at: float | None = None

    async def run(self) -> None:
        """Write what is new again and again, for ever."""
        while True:
            await asyncio.sleep(limits.CONNECTIONS_SECONDS)
            await attempt(self.beat)

    async def beat(self) -> None:
        """Say that this process lives, when it is time, and write what is new of its sockets."""
        if self._said_at is None or time.monotonic() - self._said_at >= limits.PROCESS_SECONDS:
            if not await in_database(connections.keep_alive, self.process):
                # New, or taken for dead: the others have removed what was written.
                self._written.clear()
            self._said_at = time.monotonic()
        await self._write()

    async def end(self) -> None:
        """Leave nothing behind."""
        await in_database(connections.forget, self.process)

    async def _write(self) -> None:
        now, ago = timezone.now(), time.monotonic()
        here = {socket.connection: socket for socket in self._attendance.sockets() if socket.closing is None}
        came = [self._row(socket, now, ago) for name, socket in here.items() if name not in self._written]
        gone = [name for name in self._written if name not in here]
        stale = [row for name, row in self._written.items() if name in here and _differs(row, here[name], now, ago)]
        # Copies: only what was written counts as written.
        changed = [_describe(copy(row), here[row.pk], now, ago) for row in stale[: limits.CONNECTIONS_PIECE]]
        if not (came or gone or changed):
            return
        await in_database(connections.note, came, changed, gone)
        self._written |= {row.pk: row for row in (*came, *changed)}
        for name in gone:
            del self._written[name]

    def _row(self, socket: Socket, now: datetime, ago: float) -> Connection:
        row = Connection(
            id=socket.connection,
            person_id=socket.person_id,
            process=self.process,
            log_in=socket.sign_in.digest,
            address=address_of(socket.scope),
            agent=agent_of(socket.scope),
            since=now - timedelta(seconds=ago - socket.opened_at),
        )
        return _describe(row, socket, now, ago)


def _describe(row: Connection, socket: Socket, now: datetime, ago: float) -> Connection:
    row.last_active = now - timedelta(seconds=ago - socket.heard_at)
    row.rooms = sorted(socket.shown & socket.rooms)
    row.is_lagging = socket.is_lagging
    return row


def _differs(row: Connection, socket: Socket, now: datetime, ago: float) -> bool:
    """Tell whether what stands in the row is wrong, or the time in it too old."""
    heard = now - timedelta(seconds=ago - socket.heard_at)
    stale = (heard - row.last_active).total_seconds() >= limits.CONNECTION_ACTIVE_SECONDS
    return stale or row.is_lagging != socket.is_lagging or row.rooms != sorted(socket.shown & socket.rooms)
