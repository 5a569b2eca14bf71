"""The shape of a command, and of the fields that many have."""

from abc import abstractmethod
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from chat import access, limits
from chat.live import frames
from chat.live.database import in_database
from chat.live.hub import Hub
from chat.live.socket import Socket
from chat.models import Message, User

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


class MessageCommand(Command):
    """A command about one message of one of the person's rooms; it is answered with the message's revision."""

    room: Id
    number: Id

    def run(self, person: User) -> dict[str, Any]:
        mine, message = access.message(person, self.number, room_id=self.room)
        return {"revision": self.change(mine.person, message).revision}

    @abstractmethod
    def change(self, person: User, message: Message) -> Message:
        """Do what is asked with the message; return it as it is then."""
