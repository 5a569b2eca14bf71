from django.utils import timezone

from chat import limits
from chat.actions.rules import moderates, standing
from chat.actions.stream import Unchanged, next_revision
from chat.errors import Invalid, NotAllowed, NotFound, RoomArchived
from chat.live.announce import announce_message
from chat.models import Message, User


def pin(person: User, message: Message) -> Message:
    """Put a message into the room's bar of pins: moderators do, and both in a direct room. Twice is once."""
    return _set(person, message, pinned=True)


def unpin(person: User, message: Message) -> Message:
    """Take a message out of the bar of pins."""
    return _set(person, message, pinned=False)


def _set(person: User, message: Message, *, pinned: bool) -> Message:
    room = message.room
    with next_revision(room) as archived:
        message = Message.objects.shown().select_related("author").get(pk=message.pk)
        message.room = room
        if standing(person, room) is None or not message.says_something:
            raise NotFound
        if not (room.is_direct or moderates(person, room)):
            raise NotAllowed
        if archived:
            raise RoomArchived
        if message.is_pinned == pinned:
            raise Unchanged
        if pinned and room.messages.pinned().count() >= limits.PINS:
            raise Invalid(fields={"number": "This room has too many pins. Unpin one first."})
        message.pinned_at, message.pinned_by = (timezone.now(), person) if pinned else (None, None)
        message.revision = room.revision
        message.save(update_fields=["pinned_at", "pinned_by", "revision"])
        announce_message(message)
    return message
