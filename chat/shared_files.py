"""What hangs at the messages of a room, and what a person has uploaded. Reads only; each list is newest first."""

from django.db.models import QuerySet, Sum

from chat import limits
from chat.models import Attachment, Room, User

READY = Attachment.State.READY
Kind = Attachment.Kind


def pictures(room: Room, before: int | None = None) -> tuple[list[Attachment], int | None]:
    """Return a page of a room's pictures, from messages below the id `before`, and the next `before`. 1 query."""
    return _page(room, [Kind.PICTURE], before)


def files(room: Room, before: int | None = None) -> tuple[list[Attachment], int | None]:
    """Return a page of a room's sounds, films and other files, and the next `before`. 3 queries.

    One for each kind, which the index has in its order: a page costs the same however many there are.
    """
    return _page(room, [Kind.AUDIO, Kind.VIDEO, Kind.FILE], before)


def uploads(owner: User, before: int | None = None) -> tuple[list[Attachment], int | None]:
    """Return a page of all that a person has uploaded, below the id `before`, and the next `before`. 1 query."""
    mine = Attachment.objects.filter(owner=owner, state=READY).select_related("message__room")
    if before is not None:
        mine = mine.filter(pk__lt=before)
    found = list(mine.order_by("-pk")[: limits.FILES_PAGE + 1])
    shown = found[: limits.FILES_PAGE]
    return shown, shown[-1].pk if len(found) > len(shown) else None


def bytes_of(owner: User) -> int:
    """Return what a person's files take of what they may. 1 query."""
    return Attachment.objects.filter(owner=owner).aggregate(total=Sum("stored_bytes"))["total"] or 0


def _page(room: Room, kinds: list[Kind], before: int | None) -> tuple[list[Attachment], int | None]:
    """Return whole messages' worth: what hangs at one message is never parted by the end of a page."""
    newest = [attachment for kind in kinds for attachment in _newest(room.attachments.filter(kind=kind), before)]
    found = sorted(newest, key=lambda attachment: (-(attachment.message_id or 0), attachment.position))
    more = None
    if len(found) > limits.FILES_PAGE:
        cut = found[limits.FILES_PAGE].message_id
        found = [attachment for attachment in found[: limits.FILES_PAGE] if attachment.message_id != cut]
        more = found[-1].message_id
    for attachment in found:
        # Its address needs the room.
        attachment.message.room = room  # type: ignore[union-attr]
    return found, more


def _newest(hung: QuerySet[Attachment], before: int | None) -> QuerySet[Attachment]:
    if before is not None:
        hung = hung.filter(message_id__lt=before)
    ordered = hung.filter(state=READY).select_related("message__author").order_by("-message_id", "position")
    return ordered[: limits.FILES_PAGE + 1]
