"""A message with files, for the tests of what becomes of them."""

import uuid
from collections.abc import Sequence

from chat.actions import messages
from chat.models import Attachment, Message, Room, User


def show(person: User, room: Room, attachments: Sequence[Attachment], text: str = "Look") -> Message:
    keys = [attachment.key for attachment in attachments]
    return messages.post(person, room, uuid.uuid4(), text, attachments=keys)


def shown(message: Message) -> list[Attachment]:
    return list(Attachment.objects.of(Message.objects.get(pk=message.pk)))
