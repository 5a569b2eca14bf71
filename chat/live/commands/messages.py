from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from chat import access, limits
from chat.actions import deletion, edits, forwarding, messages, pins
from chat.live.commands.command import Command, Id, MessageCommand
from chat.models import Message, User

ClientId = Annotated[UUID, Field(strict=False)]
AttachmentKey = Annotated[str, Field(pattern=r"^[-\w]{22}$")]


class PostMessage(Command):
    name = "message.post"
    room: Id
    client_id: ClientId
    text: str
    answers: Id | None = None
    confirmed: bool = False
    attachments: Annotated[list[AttachmentKey], Field(max_length=limits.ATTACHMENTS)] = []

    def run(self, person: User) -> dict[str, Any]:
        answers = None
        if self.answers is None:
            mine = access.membership(person, room_id=self.room)
        else:
            mine, answers = access.message(person, self.answers, room_id=self.room)
        said = messages.post(
            mine.person,
            mine.room,
            self.client_id,
            self.text,
            answers=answers,
            confirmed=self.confirmed,
            attachments=self.attachments,
        )
        return {"message": _place(said), "outsiders": list(said.outsiders)}


class ForwardMessage(Command):
    name = "message.forward"
    room: Id
    number: Id
    to: Id
    client_id: ClientId

    def run(self, person: User) -> dict[str, Any]:
        _, message = access.message(person, self.number, room_id=self.room)
        there = access.membership(person, room_id=self.to)
        return {"message": _place(forwarding.forward(there.person, message, there.room, self.client_id))}


class EditMessage(MessageCommand):
    name = "message.edit"
    text: str
    confirmed: bool = False

    def change(self, person: User, message: Message) -> Message:
        return edits.edit(person, message, self.text, confirmed=self.confirmed)


class DeleteMessage(MessageCommand):
    name = "message.delete"

    def change(self, person: User, message: Message) -> Message:
        return deletion.delete(person, message)


class RestoreMessage(MessageCommand):
    name = "message.restore"

    def change(self, person: User, message: Message) -> Message:
        return deletion.restore(person, message)


class PinMessage(MessageCommand):
    name = "message.pin"

    def change(self, person: User, message: Message) -> Message:
        return pins.pin(person, message)


class UnpinMessage(MessageCommand):
    name = "message.unpin"

    def change(self, person: User, message: Message) -> Message:
        return pins.unpin(person, message)


def _place(message: Message) -> dict[str, Any]:
    return {
        "id": message.pk,
        "room": message.room_id,
        "number": message.number,
        "client_id": str(message.client_id),
        "revision": message.revision,
    }
