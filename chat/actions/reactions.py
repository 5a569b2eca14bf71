from chat import limits
from chat.actions.rules import standing
from chat.actions.stream import Unchanged, next_revision
from chat.actions.telling import tell
from chat.emoji import emoji_like
from chat.errors import Invalid, NotFound, RoomArchived
from chat.models import Message, Reaction, Room, User


def add(person: User, message: Message, emoji: str) -> Message:
    """Put the person's emoji under the message. Doing it again changes nothing. Raises Invalid for what is no emoji."""
    emoji, room = _checked(emoji), message.room
    with next_revision(room) as archived:
        _check(person, message, archived=archived)
        kinds = set(Reaction.objects.filter(message=message).values_list("emoji", flat=True))
        if emoji not in kinds and len(kinds) >= limits.REACTION_KINDS:
            raise Invalid(fields={"emoji": "There are enough different ones. Use one that is there."})
        _, added = Reaction.objects.get_or_create(message=message, person=person, emoji=emoji)
        if not added:
            raise Unchanged
        _tell(message, room)
    return message


def remove(person: User, message: Message, emoji: str) -> Message:
    """Take the person's emoji away again; if it is not there, change nothing."""
    emoji, room = _checked(emoji), message.room
    with next_revision(room) as archived:
        _check(person, message, archived=archived)
        removed, _ = Reaction.objects.filter(message=message, person=person, emoji=emoji).delete()
        if not removed:
            raise Unchanged
        _tell(message, room)
    return message


def _checked(typed: str) -> str:
    emoji = emoji_like(typed)
    if emoji is None:
        raise Invalid(fields={"emoji": "Choose an emoji."})
    return emoji


def _check(person: User, message: Message, *, archived: bool) -> None:
    message.refresh_from_db(fields=["deleted_at", "kind"])
    if standing(person, message.room) is None or not message.says_something:
        raise NotFound
    if archived:
        raise RoomArchived


def _tell(message: Message, room: Room) -> None:
    Message.objects.filter(pk=message.pk).update(revision=room.revision)
    message.revision = room.revision
    tell(message)
