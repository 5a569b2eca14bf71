"""What a browser may ask: name -> checked fields -> action. docs/protocol.md lists the same, and a test compares."""

from functools import partial
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chat import access, limits
from chat.actions import messages
from chat.errors import Busy, Invalid, UnknownCommand
from chat.live import frames, reads
from chat.live.closing import BUSY, RELOAD
from chat.live.database import in_database
from chat.live.hub import Hub
from chat.live.socket import Socket
from chat.models import User

BIGGEST_ID = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=BIGGEST_ID)]
Revision = Annotated[int, Field(ge=0, le=BIGGEST_ID)]
# JSON's names are strings.
RoomName = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,17}$")]


class Command(BaseModel):
    """A frame from a browser. Unknown fields are refused, and no value is bent into another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    name: ClassVar[str]

    ref: Annotated[str, Field(min_length=1, max_length=limits.REF_CHARACTERS)]

    async def obey(self, socket: Socket, hub: Hub) -> None:
        """Do what is asked and deliver exactly one reply, or raise ChatError."""
        fields = await in_database(self.run, socket.sign_in.person)
        socket.deliver(frames.reply(self.ref, **fields))

    def run(self, person: User) -> dict[str, Any]:
        """Do what is asked, in a database thread; return the reply's fields."""
        return {}


class Hello(Command):
    name = "hello"
    protocol: int
    rooms: Annotated[dict[RoomName, Revision], Field(max_length=limits.HELLO_ROOMS)] = {}

    async def obey(self, socket: Socket, hub: Hub) -> None:
        if self.protocol != frames.PROTOCOL:
            socket.close(RELOAD)
            return
        try:
            await hub.greet(socket, self.ref, {int(room): revision for room, revision in self.rooms.items()})
        except Busy:
            # Hello is said once: who could not be served is let go, and comes back.
            socket.close(BUSY)


class PostMessage(Command):
    name = "message.post"
    room: Id
    client_id: Annotated[UUID, Field(strict=False)]
    text: str

    def run(self, person: User) -> dict[str, Any]:
        mine = access.membership(person, room_id=self.room)
        message = messages.post(mine.person, mine.room, self.client_id, self.text)
        fields = ("id", "room", "number", "client_id")
        return {"message": {name: message.as_dict()[name] for name in fields} | {"revision": message.revision}}


class DeleteMessage(Command):
    name = "message.delete"
    room: Id
    number: Id

    def run(self, person: User) -> dict[str, Any]:
        mine = access.membership(person, room_id=self.room)
        message = access.message(mine.person, self.number, room_id=self.room)
        return {"revision": messages.delete(mine.person, message).revision}


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


class Ping(Command):
    name = "ping"

    async def obey(self, socket: Socket, hub: Hub) -> None:
        socket.deliver(frames.reply(self.ref))


COMMANDS: dict[str, type[Command]] = {
    command.name: command for command in (Hello, PostMessage, DeleteMessage, SyncRoom, ReadRoom, Ping)
}


def parse(body: dict[str, Any]) -> Command:
    """Return the command in a frame's body, its fields checked; raise UnknownCommand or Invalid."""
    name = body.get("command")
    if not isinstance(name, str) or name not in COMMANDS:
        raise UnknownCommand
    fields = {field: value for field, value in body.items() if field != "command"}
    try:
        return COMMANDS[name](**fields)
    except ValidationError as error:
        raise Invalid(fields=_sentences(COMMANDS[name], error)) from None


def _sentences(command: type[Command], error: ValidationError) -> dict[str, str]:
    """Return a sentence for each wrong field. What the browser sent is not repeated."""
    known = command.model_fields
    wrong = [(str(fault["loc"][0]) if fault["loc"] else "", fault["msg"]) for fault in error.errors()]
    return {(field if field in known else "unknown field"): message for field, message in wrong}
