"""How files become part of a message, and leave it. Inside the transaction that writes the message."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from chat import limits
from chat.errors import Invalid
from chat.models import Attachment, Community, Message
from chat.models.attachment import AttachmentQuerySet

GONE = "A file is missing: it was removed, or sent already. Choose it again."
TOO_MANY = f"These are too many files. {limits.ATTACHMENTS} are the most."

READY, DISCARDED = Attachment.State.READY, Attachment.State.DISCARDED


def attach(message: Message, keys: Sequence[str]) -> list[Attachment]:
    """Make the author's uploads with these keys part of their message, in this order, and return them.

    An upload becomes part of one message: where two ask for the same, the second is refused. Raises Invalid.
    """
    if not keys:
        return []
    if len(keys) > limits.ATTACHMENTS:
        raise Invalid(fields={"attachments": TOO_MANY})
    waiting = Attachment.objects.waiting(message.author).filter(key__in=keys)
    # The condition is looked at again under the rows' locks.
    if len(set(keys)) != len(keys) or waiting.update(message=message, room=message.room_id) != len(keys):
        raise Invalid(fields={"attachments": GONE})
    attached = sorted(Attachment.objects.filter(message=message), key=lambda one: keys.index(one.key))
    for position, attachment in enumerate(attached):
        attachment.position, attachment.message = position, message
    Attachment.objects.bulk_update(attached, ["position"])
    return attached


def detach(message: Message) -> None:
    """Take away what a message has: nobody sees it from now on, and after a while its files are removed."""
    discard(Attachment.objects.filter(message=message))


def discard(attachments: AttachmentQuerySet) -> int:
    """Nobody sees these from now on; the hub's heartbeat removes their files. Return how many they were."""
    # The condition is looked at again under the rows' locks: what is posted in this moment is not discarded.
    return attachments.update(message=None, room=None, state=DISCARDED, discarded_at=timezone.now())


def attach_again(message: Message, ids: Iterable[int]) -> None:
    """Undo `detach` for these."""
    gone = Attachment.objects.filter(pk__in=list(ids), state=DISCARDED)
    gone.update(message=message, room=message.room_id, state=READY, discarded_at=None)


def copy_to(message: Message, source: Message) -> list[Attachment]:
    """Let a new message have the same files as another one; return its attachments. No file is copied."""
    alike = ("folder", "kind", "name", "content_type", "size", "width", "height", "animated", "colour", "widths", "alt")
    place = {"message": message, "room_id": message.room_id, "owner_id": message.author_id, "state": READY}
    return Attachment.objects.bulk_create(
        Attachment(position=position, **place, **{name: getattr(attachment, name) for name in alike})
        for position, attachment in enumerate(Attachment.objects.of(source))
    )


def lock_files() -> None:
    """Inside a transaction: until it ends, nobody else counts what may still be uploaded, or sweeps."""
    list(Community.objects.select_for_update(no_key=True).values_list("pk"))
