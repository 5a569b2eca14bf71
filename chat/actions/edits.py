from django.utils import timezone

from chat import limits
from chat.actions.rules import standing
from chat.actions.stream import Unchanged, next_revision
from chat.actions.telling import quoting, tell
from chat.actions.writing import write
from chat.errors import NotAllowed, NotFound, RoomArchived
from chat.models import Attachment, Edit, Message, User


def edit(person: User, message: Message, text: str, *, confirmed: bool = False) -> Message:
    """Change what one has said; the earlier version is kept for members to see. The same text changes nothing.

    Whoever is named for the first time is mentioned, whoever is named no longer is not. Raises Invalid, NotFound,
    NotAllowed, RoomArchived, ConfirmationNeeded.
    """
    room = message.room
    may_be_empty = not text.strip() and Attachment.objects.of(message).exists()
    written = write(person, room, text, confirmed=confirmed, may_be_empty=may_be_empty)
    with next_revision(room) as archived:
        message = Message.objects.get(pk=message.pk)
        message.room = room
        _check(person, message, archived=archived)
        if message.text == written.text:
            raise Unchanged
        _keep(message)
        message.text, message.html, message.mentions_all = written.text, written.html, written.mentions_all
        message.edited_at, message.revision = timezone.now(), room.revision
        message.save(update_fields=["text", "html", "mentions_all", "edited_at", "revision"])
        written.mention(message)
        tell(message, quoting(message))
    return message


def _check(person: User, message: Message, *, archived: bool) -> None:
    if standing(person, message.room) is None or message.is_deleted:
        raise NotFound
    if message.author_id != person.pk or message.is_system or message.forwarded_from_id:
        # Another's words stay theirs, in a forwarded message too.
        raise NotAllowed
    if archived:
        raise RoomArchived


def _keep(message: Message) -> None:
    """Keep this version, and not more than EDITS_KEPT."""
    written_at = message.edited_at or message.created_at
    Edit.objects.create(message=message, text=message.text, html=message.html, written_at=written_at)
    newest = message.edits.order_by("-pk").values_list("pk", flat=True)[: limits.EDITS_KEPT]
    message.edits.exclude(pk__in=list(newest)).delete()
