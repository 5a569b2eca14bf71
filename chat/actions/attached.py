"""What an owner does to a file that waits, or that hangs at a message."""

from chat import limits
from chat.actions.attaching import discard
from chat.actions.deletion import withdraw
from chat.actions.rules import standing
from chat.actions.stream import next_revision
from chat.actions.sweeping import remove_at_once
from chat.actions.telling import quoting, tell
from chat.errors import Invalid, NotAllowed, NotFound, RoomArchived
from chat.models import Attachment, Message, Room, User
from chat.models.attachment import AttachmentQuerySet
from chat.validators import NUL_OR_SURROGATE

TOO_LONG = f"This is too long. {limits.ALT_CHARACTERS} characters are the most."
UNSTORABLE = "This text holds a character that cannot be stored. Remove it."


def describe(person: User, attachment: Attachment, alt: str) -> Attachment:
    """Say what one's picture shows, for those who do not see it. Raises Invalid, NotAllowed, RoomArchived."""
    alt = " ".join(alt.split())
    if len(alt) > limits.ALT_CHARACTERS:
        raise Invalid(fields={"alt": TOO_LONG})
    if NUL_OR_SURROGATE.search(alt):
        raise Invalid(fields={"alt": UNSTORABLE})
    _check_owner(person, attachment)
    if attachment.room is None:
        if not _waiting(attachment).update(alt=alt):
            raise NotFound
    elif alt != attachment.alt:
        _describe_posted(person, attachment, attachment.room, alt)
    attachment.alt = alt
    return attachment


def take_away(person: User, attachment: Attachment) -> None:
    """Remove one's own file, as in `remove`. Raises NotAllowed: nobody else's, not even a moderator."""
    _check_owner(person, attachment)
    remove(person, attachment)


def remove(by: User, attachment: Attachment) -> None:
    """What waits is gone at once; what was posted leaves its message. Who may is the caller's to ask.

    A message that would then say nothing is deleted by this person, and that can be undone as any deletion.
    Raises NotFound for what is gone already.
    """
    if attachment.room is not None:
        _take_out(by, attachment, attachment.room)
    elif discard(_waiting(attachment)):
        remove_at_once([attachment])
    else:
        raise NotFound


def _take_out(by: User, attachment: Attachment, room: Room) -> None:
    with next_revision(room):
        message = _message_of(attachment, room)
        if not message.text and not Attachment.objects.of(message).exclude(pk=attachment.pk).exists():
            withdraw(by, message)
            return
        discard(Attachment.objects.filter(pk=attachment.pk))
        _tell(message)


def _describe_posted(person: User, attachment: Attachment, room: Room, alt: str) -> None:
    with next_revision(room) as archived:
        if standing(person, room) is None:
            raise NotFound
        if archived:
            raise RoomArchived
        message = _message_of(attachment, room)
        Attachment.objects.filter(pk=attachment.pk).update(alt=alt)
        _tell(message)


def _message_of(attachment: Attachment, room: Room) -> Message:
    """Inside the room's lock, return the message that it hangs at now."""
    message = Message.objects.shown().filter(room=room, attachments=attachment).first()
    if message is None:
        raise NotFound
    message.room = room
    return message


def _tell(message: Message) -> None:
    """Announce a message that has its attachments otherwise, and what quotes it."""
    message.revision = message.room.revision
    message.save(update_fields=["revision"])
    tell(message, quoting(message))


def _check_owner(person: User, attachment: Attachment) -> None:
    if attachment.owner_id != person.pk:
        raise NotAllowed


def _waiting(attachment: Attachment) -> AttachmentQuerySet:
    return Attachment.objects.waiting(attachment.owner).filter(pk=attachment.pk)
