from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction

from chat import throttle
from chat.actions.attaching import attach
from chat.actions.stream import append
from chat.actions.telling import tell_anew
from chat.actions.writing import Written, write
from chat.errors import Conflict, Invalid, RoomArchived, SlowDown
from chat.live.announce import announce_message
from chat.models import Attachment, Message, Room, User

Attaching = Callable[[Message], list[Attachment]]


def post(
    author: User,
    room: Room,
    client_id: UUID,
    text: str,
    *,
    answers: Message | None = None,
    confirmed: bool = False,
    attachments: Sequence[str] = (),
) -> Message:
    """Say something in a room; return the message, committed.

    The same author and client_id return the first message, whatever has happened since, so a post may be repeated
    until it is answered. `answers` is the message in the same room that it replies to. `confirmed`: the author has
    been asked whether to call everybody. `attachments` are the keys of what the author has uploaded, in their order;
    with some, the text may be empty. Raises Invalid, NotFound, RoomArchived, SlowDown, ConfirmationNeeded.
    """
    written = write(author, room, text, confirmed=confirmed, may_be_empty=bool(attachments))
    _check_answered(answers)
    message = Message(
        room=room, author=author, client_id=client_id, answers=answers, root=answers and (answers.root or answers)
    )
    message.text, message.html, message.mentions_all = written.text, written.html, written.mentions_all
    message.outsiders = written.outsiders
    return say(message, written, partial(attach, keys=attachments) if attachments else None)


def _check_answered(answers: Message | None) -> None:
    if answers is not None and not answers.says_something:
        raise Invalid(fields={"answers": "The message is gone. Send this without it."})


def say(message: Message, written: Written, attaching: Attaching | None = None) -> Message:
    """Write a message that is ready, once for its author and client_id; return it, or the one that was there.

    `attaching` gives the message its attachments, in the same transaction.
    """
    try:
        throttle.spend_send(message.author, message.room)
        _write(message, written, attaching)
    except (IntegrityError, RoomArchived, SlowDown):
        earlier = Message.objects.filter(author=message.author, client_id=message.client_id).shown()
        found = earlier.select_related("author", "room").first()
        if found is None:
            raise
        if found.room_id != message.room_id:
            raise Conflict from None
        return found
    return message


def _write(message: Message, written: Written, attaching: Attaching | None) -> None:
    if not (message.root or written.mentioned or attaching):
        # Nothing else is written: the statement is its own transaction.
        append(message)
        message.begin()
        announce_message(message)
        return
    with transaction.atomic():
        append(message)
        message.begin(written.mentioned, attaching(message) if attaching else ())
        written.mention(message)
        announce_message(message)
        if message.root:
            _count_reply(message.root, message.room)


def _count_reply(root: Message, room: Room) -> None:
    """Show under the first message of a thread that it has one more."""
    root = Message.objects.shown().get(pk=root.pk)
    root.replies_count += 1
    root.save(update_fields=["replies_count"])
    tell_anew(room, [root])
