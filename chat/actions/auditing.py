"""Whether the storage has what the database knows, and nothing else. It does; a restored backup may not."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from chat.actions import attached
from chat.errors import Conflict, NotFound
from chat.files import store
from chat.models import Attachment

READY = Attachment.State.READY
ALL_MISSING = "Not one file is where it should be. Look first whether the storage is the right one."


def unknown_places() -> list[str]:
    """Return the places in the storage that no row knows. Raises StorageAway."""
    found = list(store.places())
    # Asked afterwards: a row is there before its first file.
    known = {store.place_of(folder) for folder in Attachment.objects.values_list("folder", flat=True)}
    return [place for place in found if place not in known]


def without_files() -> list[Attachment]:
    """Return what people can see and could not have, in the order of its writing. Raises StorageAway."""
    rows = Attachment.objects.filter(state=READY).select_related("message__room", "room", "owner").order_by("pk")
    return [row for row in rows.iterator() if not store.has_original(row.folder)]


def remove_unknown(places: Iterable[str]) -> None:
    """Remove places from the storage. Raises StorageAway."""
    for place in places:
        store.remove_place(place)


def remove_rows(missing: Sequence[Attachment]) -> None:
    """Have people not see any more what they could not have: it leaves its message, which everybody hears of.

    Raises Conflict where every file is missing: then it is the storage that is.
    """
    if missing and len(missing) == Attachment.objects.filter(state=READY).count():
        raise Conflict(ALL_MISSING)
    for attachment in missing:
        # It may have been taken away meanwhile.
        with suppress(NotFound):
            attached.remove(attachment.owner, attachment)
