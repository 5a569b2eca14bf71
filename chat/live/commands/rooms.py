from functools import partial
from typing import Any

from chat import access
from chat.actions import reading
from chat.live import frames, reads
from chat.live.commands.command import Command, Id, Revision
from chat.live.database import in_database
from chat.live.hub import Hub
from chat.live.socket import Socket
from chat.models import User


class SyncRoom(Command):
    name = "room.sync"
    room: Id
    revision: Revision

    async def obey(self, socket: Socket, hub: Hub) -> None:
        sync = await in_database(reads.sync, socket.sign_in.person, self.room, self.revision)
        for text in sync.texts:
            socket.deliver(text)
        socket.deliver(frames.reply(self.ref, revision=sync.to))


class ReadRoom(Command):
    name = "room.read"
    room: Id
    number: Id

    async def obey(self, socket: Socket, hub: Hub) -> None:
        if self.room not in socket.rooms:
            await in_database(partial(access.membership, room_id=self.room), socket.sign_in.person)
        hub.pointers.note(socket.person_id, self.room, self.number)
        socket.deliver(frames.reply(self.ref, number=self.number))


class UnreadRoom(Command):
    name = "room.unread"
    room: Id
    number: Id

    async def obey(self, socket: Socket, hub: Hub) -> None:
        # What was noted of this person would go forward again a moment later.
        hub.pointers.forget(socket.person_id, self.room)
        await super().obey(socket, hub)

    def run(self, person: User) -> dict[str, Any]:
        reading.mark_unread(access.membership(person, room_id=self.room), self.number)
        return {"number": self.number}
