"""Files that nobody can come back to, removed: first the files, then their rows. Several processes may do it at once.

In three steps, for a bucket is slow and SQLite has one thread: what is to be removed, the removing, the forgetting.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from chat import limits
from chat.actions.attaching import DISCARDED, discard, lock_files
from chat.errors import NoSpace, StorageAway
from chat.files import store
from chat.models import Attachment

logger = logging.getLogger(__name__)


def due() -> list[Attachment]:
    """Return some of those whose files are to be removed now, the earliest first; discard what was left lying.

    A deletion can be undone for UNDO_SECONDS, and by an action that has begun a while longer.
    """
    now = timezone.now()
    discard(Attachment.objects.orphans(now - timedelta(hours=limits.ORPHAN_HOURS)))
    discard(Attachment.objects.left_arriving(now - timedelta(seconds=limits.ARRIVING_SECONDS)))
    gone = Attachment.objects.discarded(now - timedelta(seconds=limits.UNDO_SECONDS + limits.SWEEP_MARGIN_SECONDS))
    found = list(gone.order_by("discarded_at")[: limits.SWEPT_AT_ONCE])
    return without_heirs(found) if found else []


def without_heirs(attachments: Iterable[Attachment]) -> list[Attachment]:
    """Forget those whose files are others' too, who then count them; return the rest."""
    with transaction.atomic():
        # Of two that share a folder, two processes would each leave the files to the other one.
        lock_files()
        return [attachment for attachment in attachments if not _leave_to_heir(attachment)]


def remove_files(attachments: Sequence[Attachment]) -> int:
    """Remove the files of these, one after the other; return how many were done before the storage failed. No query."""
    for done, attachment in enumerate(attachments):
        try:
            store.remove(attachment.folder)
        except (StorageAway, NoSpace):
            logger.warning("The files in %s could not be removed; the next sweep tries again", attachment.folder)
            return done
    return len(attachments)


def forget(attachments: Sequence[Attachment], done: int) -> None:
    """Delete the rows whose files are gone: the first so many. The next one waits its turn anew."""
    gone = [attachment.pk for attachment in attachments[:done]]
    Attachment.objects.filter(pk__in=gone, state=DISCARDED).delete()
    failed = [attachment.pk for attachment in attachments[done : done + 1]]
    Attachment.objects.filter(pk__in=failed).update(discarded_at=timezone.now())


def remove_at_once(attachments: Sequence[Attachment]) -> None:
    """Remove files and rows of what is discarded already; what the storage refuses is left to the next sweep."""
    alone = without_heirs(attachments)
    forget(alone, remove_files(alone))


def _leave_to_heir(attachment: Attachment) -> bool:
    others = Attachment.objects.filter(folder=attachment.folder).exclude(pk=attachment.pk)
    # Whoever still shows it, before whoever is about to be swept too.
    heir = others.exclude(state=DISCARDED).first() or others.first()
    if heir is None:
        return False
    # Only whoever deletes the row hands its bytes on.
    if Attachment.objects.filter(pk=attachment.pk).delete()[0]:
        Attachment.objects.filter(pk=heir.pk).update(stored_bytes=F("stored_bytes") + attachment.stored_bytes)
    return True
