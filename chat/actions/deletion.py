from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from chat import limits
from chat.actions.attaching import attach_again, detach
from chat.actions.rules import moderates
from chat.actions.stream import Unchanged, next_revision
from chat.actions.telling import quoting, tell
from chat.errors import NotAllowed, NotFound
from chat.models import Edit, Mention, Message, Reaction, Room, User, Withdrawn

# What a tombstone has lost, beside its reactions, mentions, attachments and earlier versions.
LOST = ("text", "html", "mentions_all", "edited_at", "pinned_at", "pinned_by_id")


def delete(person: User, message: Message) -> Message:
    """Turn a message into a tombstone: its place stays, nothing of what it said does. Repeating changes nothing.

    For UNDO_SECONDS what it held lies aside, where nothing but `restore` looks.
    """
    room = message.room
    with next_revision(room):
        if message.author_id != person.pk and (room.is_direct or not moderates(person, room)):
            raise NotAllowed
        message = _as_it_is(message, room)
        if message.is_system:
            raise NotAllowed
        if message.is_deleted:
            raise Unchanged
        withdraw(person, message)
    return message


def withdraw(person: User, message: Message) -> None:
    """Inside the room's lock, with its next revision taken: lay aside what the message held, and announce it empty."""
    now = timezone.now()
    until = now + timedelta(seconds=limits.UNDO_SECONDS)
    Withdrawn.objects.create(message=message, content=_content(message), until=until)
    _empty(message)
    message.deleted_at, message.deleted_by, message.revision = now, person, message.room.revision
    message.save()
    _tell_all(message, replies=-1)


def restore(person: User, message: Message) -> Message:
    """Undo a deletion, by who deleted it and within UNDO_SECONDS; NotFound afterwards. Repeating changes nothing."""
    room = message.room
    with next_revision(room):
        message = _as_it_is(message, room)
        if not message.is_deleted:
            raise Unchanged
        withdrawn = Withdrawn.objects.filter(message=message, until__gt=timezone.now()).first()
        if withdrawn is None or message.deleted_by_id != person.pk:
            raise NotFound
        _fill(message, withdrawn.content)
        withdrawn.delete()
        message.deleted_at = message.deleted_by = None
        message.revision = room.revision
        message.save()
        _tell_all(message, replies=+1)
    return message


def sweep() -> None:
    """Forget for good what can no longer be brought back. The hub's heartbeat does it, so it takes no asking."""
    Withdrawn.objects.filter(until__lt=timezone.now()).delete()


def _as_it_is(message: Message, room: Room) -> Message:
    message = Message.objects.shown().get(pk=message.pk)
    message.room = room
    return message


def _tell_all(message: Message, replies: int) -> None:
    """Announce the message, and those that show something of it: its thread's first message, and what quotes it."""
    showing = quoting(message)
    if message.root_id:
        Message.objects.filter(pk=message.root_id).update(replies_count=F("replies_count") + replies)
        showing += [root for root in Message.objects.shown().filter(pk=message.root_id) if root not in showing]
    tell(message, showing)


def _content(message: Message) -> dict[str, Any]:
    """Return all that a deletion takes away, as JSON."""
    return {
        **{name: _plain(getattr(message, name)) for name in LOST},
        "edits": [[edit.text, edit.html, _plain(edit.written_at)] for edit in message.edits.all()],
        "reactions": [[reaction.person_id, reaction.emoji] for reaction in message.reactions.all()],
        "mentions": [mention.person_id for mention in message.mentions.all()],
        "attachments": [attachment.pk for attachment in message.attachments.all()],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _empty(message: Message) -> None:
    message.text = message.html = ""
    message.mentions_all, message.edited_at, message.pinned_at, message.pinned_by = False, None, None, None
    for rows in (message.edits, message.reactions, message.mentions, message.saved):
        rows.all().delete()
    detach(message)


def _fill(message: Message, content: dict[str, Any]) -> None:
    for name in LOST:
        value = content[name]
        setattr(message, name, parse_datetime(value) if name.endswith("_at") and value else value)
    place = {"message": message, "room_id": message.room_id, "number": message.number}
    versions = [Edit(message=message, text=text, html=html, written_at=at) for text, html, at in content["edits"]]
    Edit.objects.bulk_create(versions)
    Reaction.objects.bulk_create(Reaction(message=message, person_id=one, emoji=it) for one, it in content["reactions"])
    Mention.objects.bulk_create(Mention(person_id=person, **place) for person in content["mentions"])
    attach_again(message, content["attachments"])
