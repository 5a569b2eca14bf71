from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from chat import limits, throttle
from chat.actions.rules import moderates
from chat.actions.stream import Unchanged, next_message, next_revision
from chat.errors import Conflict, Invalid, NotAllowed, NotFound, RoomArchived, SlowDown
from chat.live.announce import announce_message
from chat.models import Membership, Message, Room, User
from chat.rendering import render
from chat.validators import NUL_OR_SURROGATE


def post(author: User, room: Room, client_id: UUID, text: str) -> Message:
    """Say something in a room; return the message, committed.

    The same author and client_id return the first message, whatever has happened since, so a post may be repeated
    until it is answered. Raises Invalid, NotFound, RoomArchived, SlowDown.
    """
    text = _checked(text)
    html = render(text).html
    try:
        throttle.spend_send(author, room)
        return _write(author, room, client_id, text, html)
    except (IntegrityError, RoomArchived, SlowDown):
        earlier = Message.objects.filter(author=author, client_id=client_id).select_related("author", "room").first()
        if earlier is None:
            raise
        if earlier.room_id != room.pk:
            raise Conflict from None
        return earlier


def delete(person: User, message: Message) -> Message:
    """Turn a message into a tombstone: its place stays, nothing of what it said does. Repeating changes nothing."""
    room = message.room
    with next_revision(room):
        if message.author_id != person.pk and (room.is_direct or not moderates(person, room)):
            raise NotAllowed
        message = Message.objects.select_related("author").get(pk=message.pk)
        message.room = room
        if message.is_deleted:
            raise Unchanged
        message.text = message.html = ""
        message.deleted_at, message.deleted_by, message.revision = timezone.now(), person, room.revision
        message.save(update_fields=["text", "html", "deleted_at", "deleted_by", "revision"])
        announce_message(message)
    return message


def _checked(text: str) -> str:
    """Return the text as it will be stored, or raise Invalid with what to do."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid(fields={"text": "Write something first."})
    if NUL_OR_SURROGATE.search(text):
        raise Invalid(fields={"text": "This text holds a character that cannot be stored. Remove it."})
    if len(text) > limits.MESSAGE_CHARACTERS or len(text.encode()) > limits.MESSAGE_BYTES:
        raise Invalid(fields={"text": f"This is too long. {limits.MESSAGE_CHARACTERS:,} characters are the most."})
    return text


def _write(author: User, room: Room, client_id: UUID, text: str, html: str) -> Message:
    with next_message(room) as archived:
        # Under the room's lock: being a member and having read one's own message are one statement.
        mine = Membership.objects.present().filter(room=room, person=author)
        if not mine.update(read_number=room.last_number):
            raise NotFound
        if archived:
            raise RoomArchived
        message = Message.objects.create(
            room=room,
            author=author,
            number=room.last_number,
            revision=room.revision,
            client_id=client_id,
            text=text,
            html=html,
        )
        announce_message(message)
    return message
