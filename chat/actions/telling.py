"""What a room hears when a message is another one: inside the transaction that changed it, under the room's lock."""

from collections.abc import Iterable

from chat.actions.stream import touch
from chat.live.announce import announce_message
from chat.models import Message, Room


def tell(message: Message, showing: Iterable[Message] = ()) -> None:
    """Announce the message as it is stored, and then those that show something of it."""
    announce_message(Message.objects.shown().select_related("room").get(pk=message.pk))
    tell_anew(message.room, showing)


def tell_anew(room: Room, messages: Iterable[Message]) -> None:
    """Announce messages of the room that look different now, each with a revision of its own."""
    messages = list(messages)
    touch(room, messages)
    for message in messages:
        message.room = room
        announce_message(message)


def quoting(message: Message) -> list[Message]:
    """Return the replies that quote the message."""
    return list(Message.objects.shown().filter(answers=message))
