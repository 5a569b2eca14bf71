"""What nobody can come back to is removed, files first; what somebody may still want is not."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chat import limits
from chat.actions import sweeping
from chat.errors import StorageAway
from chat.files import store
from chat.models import Attachment
from tests.cast import Cast, together
from tests.storing import Kept, upload

READY, ARRIVING, DISCARDED = Attachment.State.READY, Attachment.State.ARRIVING, Attachment.State.DISCARDED
LONG = timedelta(days=2)


def aged(attachment: Attachment, ago: timedelta, **fields: Any) -> Attachment:
    Attachment.objects.filter(pk=attachment.pk).update(created_at=timezone.now() - ago, **fields)
    return attachment


def sweep() -> None:
    due = sweeping.due()
    sweeping.forget(due, sweeping.remove_files(due))


def wait_for_the_margin() -> None:
    """Two sweeps lie so far apart: the first discards, the second removes."""
    seconds = limits.UNDO_SECONDS + limits.SWEEP_MARGIN_SECONDS + 1
    moment = timezone.now() - timedelta(seconds=seconds)
    Attachment.objects.filter(state=DISCARDED).update(discarded_at=moment)


def test_what_nobody_has_sent_within_a_day_is_removed(cast: Cast, kept: Kept) -> None:
    aged(upload(cast.bob), timedelta(hours=limits.ORPHAN_HOURS, minutes=1))
    waits = aged(upload(cast.bob), timedelta(hours=limits.ORPHAN_HOURS, minutes=-1))
    sweep()
    assert list(Attachment.objects.waiting(cast.bob)) == [waits]
    wait_for_the_margin()
    sweep()
    assert list(Attachment.objects.all()) == [waits]
    assert kept.files == [store.original_name(waits.folder)]


def test_what_a_killed_process_has_begun_is_removed(cast: Cast, kept: Kept) -> None:
    aged(upload(cast.bob), timedelta(seconds=limits.ARRIVING_SECONDS + 1), state=ARRIVING)
    arrives = aged(upload(cast.bob), timedelta(seconds=limits.ARRIVING_SECONDS - 60), state=ARRIVING)
    sweep()
    wait_for_the_margin()
    sweep()
    assert list(Attachment.objects.all()) == [arrives]
    assert len(kept.files) == 1


def test_what_was_discarded_a_moment_ago_stays_as_long_as_it_can_come_back(cast: Cast, kept: Kept) -> None:
    Attachment.objects.filter(pk=upload(cast.bob).pk).update(state=DISCARDED, discarded_at=timezone.now())
    sweep()
    assert len(kept.files) == Attachment.objects.count() == 1


def test_a_storage_that_is_away_keeps_the_rows_and_the_next_is_tried_first(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = upload(cast.bob), upload(cast.bob)
    Attachment.objects.update(state=DISCARDED)
    for attachment, days in ((first, 2), (second, 1)):
        moment = timezone.now() - timedelta(days=days)
        Attachment.objects.filter(pk=attachment.pk).update(discarded_at=moment)

    def away(folder: str) -> None:
        raise StorageAway

    with monkeypatch.context() as broken:
        broken.setattr(store, "remove", away)
        sweep()
    assert Attachment.objects.count() == len(kept.files) == 2
    sweep()
    assert list(Attachment.objects.all()) == [first]
    wait_for_the_margin()
    sweep()
    assert kept.is_empty


def test_a_sweep_removes_so_many_and_the_next_goes_on(cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SWEPT_AT_ONCE", 2)
    for _ in range(3):
        upload(cast.bob)
    Attachment.objects.update(state=DISCARDED, discarded_at=timezone.now() - LONG)
    sweep()
    assert (Attachment.objects.count(), len(kept.files)) == (1, 1)
    sweep()
    assert kept.is_empty


def test_files_that_are_gone_already_do_not_keep_the_row(cast: Cast, kept: Kept) -> None:
    attachment = upload(cast.bob)
    store.remove(attachment.folder)
    Attachment.objects.update(state=DISCARDED, discarded_at=timezone.now() - LONG)
    sweep()
    assert kept.is_empty


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_sweep_at_once_remove_everything_once(live_cast: Cast, kept: Kept) -> None:
    first = upload(live_cast.bob)
    shared = {"folder": first.folder, "name": "copy", "stored_bytes": 0}
    Attachment.objects.create(owner=live_cast.alice, **shared)
    upload(live_cast.bob)
    Attachment.objects.update(state=DISCARDED, discarded_at=timezone.now() - LONG)
    assert together(sweep, sweep) == [None, None]
    sweep()
    assert kept.is_empty
