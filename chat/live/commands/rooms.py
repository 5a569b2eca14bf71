from functools import partial
from typing import Any

from chat import access
from chat.actions import reading
from chat.live import frames, reads
from chat.live.commands.command import Command, Id, Revision
from chat.live.database import in_database
from chat.live.hub import Hub
from chat.live.socket import Socket
from chat.models import Pointer, User


class SyncRoom(Command):
    name = "room.sync"
    room: Id
    revision: Revision

    async def obey(self, socket: Socket, hub: Hub) -> None:
        sync = await in_database(reads.sync, socket.sign_in.person, self.room, self.revision)
        for text in sync.texts:
            socket.deliver(text)
        # A page asks for the room that it has opened.
        socket.shown = frozenset([self.room])
        socket.deliver(frames.reply(self.ref, revision=sync.to))


class ReadRoom(Command):
    name = "room.read"
    room: Id
    number: Id
    turned_back: Revision | None = None

    async def obey(self, socket: Socket, hub: Hub) -> None:
        if self.room not in socket.rooms:
            await in_database(partial(access.membership, room_id=self.room), socket.sign_in.person)
        turned_back = self.turned_back
        if turned_back is None:
            turned_back = hub.attendance.people[socket.person_id].places.turned_back(self.room)
        hub.pointers.note(socket.person_id, self.room, Pointer(turned_back, self.number))
        socket.deliver(frames.reply(self.ref, number=self.number))


class UnreadRoom(Command):
    name = "room.unread"
    room: Id
    number: Id

    def run(self, person: User) -> dict[str, Any]:
        pointer = reading.mark_unread(access.membership(person, room_id=self.room), self.number)
        return {"number": self.number, "turned_back": pointer.turned_back}
