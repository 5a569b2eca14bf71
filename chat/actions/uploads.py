"""Files that somebody uploads: their own until they are posted."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from chat import limits, throttle
from chat.actions import messages
from chat.actions.attaching import discard, lock_files
from chat.actions.sweeping import remove_at_once
from chat.errors import QuotaFull, SlowDown, StorageAway
from chat.files import Examined, examine, store
from chat.files.incoming import check_size, incoming
from chat.files.names import display_name
from chat.models import Attachment, Message, Room, User
from chat.models.attachment import AttachmentQuerySet, new_key

ARRIVING, READY = Attachment.State.ARRIVING, Attachment.State.READY
YOURS_FULL = "Your files take all the room that they may. Delete some, then try again."
ALL_FULL = "All files together take all the room that there is. Tell who runs this chat."
TOO_MANY_WAITING = f"{limits.UPLOADS_WAITING} files wait to be sent. Send or remove some of them first."
FOUND = ("kind", "content_type", "size", "width", "height", "animated", "colour")


def upload(owner: User, name: str, body: Iterable[bytes], announced: int | None = None) -> Attachment:
    """Take in a file; return its attachment, which waits to be posted by its owner.

    `announced` is the size that the sender names, believed only for refusing early. Whatever fails, neither row nor
    file remains. Raises Invalid, TooLarge, QuotaFull, NoSpace, StorageAway, SlowDown.
    """
    throttle.spend(throttle.UPLOADS, f"person-{owner.pk}")
    size = limits.UPLOAD_BYTES if announced is None else announced
    check_size(size)
    attachment = _begin(owner, display_name(name), size)
    with _nothing_left_of(attachment), incoming(body) as path:
        _let_others_have_the_connection()
        examined = examine(path, path.parent, attachment.name)
        _finish(attachment, examined, store.keep(attachment.folder, examined))
    return attachment


def post_with_file(
    author: User, room: Room, client_id: UUID, text: str, upload_file: Callable[[], Attachment], answers: Message | None
) -> Message:
    """Upload a file and post it at once. If it does not become part of the message, nothing of it is left."""
    attachment = upload_file()
    try:
        return messages.post(author, room, client_id, text, answers=answers, attachments=[attachment.key])
    finally:
        if discard(Attachment.objects.waiting(author).filter(pk=attachment.pk)):
            remove_at_once([attachment])


def _begin(owner: User, name: str, size: int) -> Attachment:
    """Write the row of what arrives: from now on it counts."""
    since = timezone.now() - timedelta(seconds=limits.ARRIVING_SECONDS)
    with transaction.atomic():
        lock_files()
        arriving = Attachment.objects.filter(owner=owner, state=ARRIVING, created_at__gt=since).count()
        if arriving >= limits.UPLOADS_AT_ONCE:
            raise SlowDown(retry_after=limits.BUSY_RETRY_SECONDS)
        if arriving + Attachment.objects.waiting(owner).count() >= limits.UPLOADS_WAITING:
            raise QuotaFull(TOO_MANY_WAITING)
        _check_quotas(owner, size)
        return Attachment.objects.create(owner=owner, name=name, folder=new_key(), size=size, stored_bytes=size)


def _finish(attachment: Attachment, examined: Examined, stored: int) -> None:
    """Let the owner have it, as what it was found to be."""
    values = {name: getattr(examined, name) for name in FOUND}
    values |= {"widths": sorted(examined.thumbnails), "stored_bytes": stored, "state": READY}
    with transaction.atomic():
        lock_files()
        _check_quotas(attachment.owner, stored - attachment.stored_bytes)
        if not Attachment.objects.filter(pk=attachment.pk, state=ARRIVING).update(**values):
            # It took so long that it was swept.
            raise StorageAway(retry_after=limits.BUSY_RETRY_SECONDS)
    attachment.refresh_from_db()


def _let_others_have_the_connection() -> None:
    """A picture that waits its turn and is opened, and a slow storage, take longer than all pages together."""
    if not connection.in_atomic_block:
        connection.close()


@contextmanager
def _nothing_left_of(attachment: Attachment) -> Iterator[None]:
    try:
        yield
    except BaseException:
        discard(Attachment.objects.filter(pk=attachment.pk))
        remove_at_once([attachment])
        raise


def _check_quotas(owner: User, more: int) -> None:
    """Raise QuotaFull where so many bytes more are too many."""
    everything = Attachment.objects.all()
    if _bytes(everything.filter(owner=owner)) + more > limits.PERSON_BYTES:
        raise QuotaFull(YOURS_FULL)
    if _bytes(everything) + more > limits.SITE_BYTES:
        raise QuotaFull(ALL_FULL)


def _bytes(attachments: AttachmentQuerySet) -> int:
    return attachments.aggregate(bytes=Sum("stored_bytes"))["bytes"] or 0
