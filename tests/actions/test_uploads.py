"""Uploading: a file is taken in whole, or nothing of it is left."""

import errno
import shutil
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection

from chat import limits
from chat.actions import sweeping, uploads
from chat.errors import ChatError, Invalid, NoSpace, QuotaFull, SlowDown, StorageAway, TooLarge
from chat.files import store
from chat.models import Attachment
from tests.cast import Cast, together
from tests.storing import Kept, upload

Usage = namedtuple("Usage", "total used free")
FULL = OSError(errno.ENOSPC, "No space left on device")


def test_bob_uploads_a_file_and_it_waits_for_him(cast: Cast, kept: Kept) -> None:
    attachment = upload(cast.bob, b"Two ropes", "../lists/ropes.txt")
    assert list(Attachment.objects.waiting(cast.bob)) == [attachment]
    assert (attachment.kind, attachment.name, attachment.size, attachment.stored_bytes) == ("file", "ropes.txt", 9, 9)
    assert kept.files == [store.original_name(attachment.folder)]
    with store.open_original(attachment.folder) as opened:
        assert opened.read() == b"Two ropes"
    assert list(kept.incoming.iterdir()) == []


def test_files_are_for_the_servers_group_alone(cast: Cast, kept: Kept) -> None:
    path = store.local_path(store.original_name(upload(cast.bob).folder))
    assert path is not None
    assert [oct(one.stat().st_mode & 0o777) for one in (path, path.parent)] == ["0o640", "0o750"]


def test_neither_address_nor_place_can_be_told_from_the_other(cast: Cast, kept: Kept) -> None:
    attachment = upload(cast.bob)
    assert len({attachment.key, attachment.folder}) == 2


def test_what_is_too_large_is_refused_as_soon_as_it_is(cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOAD_BYTES", 1000)
    asked: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            asked.append(1)
            yield bytes(400)

    with pytest.raises(TooLarge):
        uploads.upload(cast.bob, "film", endless(), announced=10)
    assert (len(asked), kept.is_empty) == (3, True)


def test_what_says_of_itself_that_it_is_too_large_is_not_even_read(cast: Cast, kept: Kept) -> None:
    body: Any = iter([b"x"])
    with pytest.raises(TooLarge):
        uploads.upload(cast.bob, "film", body, announced=limits.UPLOAD_BYTES + 1)
    assert list(body) == [b"x"]
    assert kept.is_empty


def test_an_empty_file_is_refused(cast: Cast, kept: Kept) -> None:
    with pytest.raises(Invalid):
        upload(cast.bob, b"")
    assert kept.is_empty


def test_nothing_is_left_of_what_was_examined_and_refused(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, into: Path, name: str) -> None:
        (into / "360.webp").write_bytes(b"half a picture")
        raise Invalid(fields={"file": "This is no picture."})

    monkeypatch.setattr(uploads, "examine", refuse)
    with pytest.raises(Invalid):
        upload(cast.bob)
    assert kept.is_empty


def test_nothing_is_left_when_the_sender_is_gone_in_the_middle(cast: Cast, kept: Kept) -> None:
    def broken() -> Iterator[bytes]:
        yield b"Two ro"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        uploads.upload(cast.bob, "list.txt", broken())
    assert kept.is_empty


@pytest.mark.parametrize("error", [FULL, OSError(errno.EDQUOT, "Quota"), OSError(errno.EIO, "Input/output")])
def test_nothing_is_left_when_the_storage_fails_and_the_log_says_why(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: OSError
) -> None:
    save = FileSystemStorage._save  # type: ignore[attr-defined]

    def fail(self: FileSystemStorage, name: str, content: Any) -> str:
        save(self, name, content)
        raise error

    monkeypatch.setattr(FileSystemStorage, "_save", fail)
    with pytest.raises(StorageAway if error.errno == errno.EIO else NoSpace):
        upload(cast.bob)
    assert kept.is_empty
    assert str(error) in caplog.text


def test_nothing_is_left_when_the_disk_becomes_full_while_it_is_examined(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, into: Path, name: str) -> None:
        raise FULL

    monkeypatch.setattr(uploads, "examine", fail)
    with pytest.raises(NoSpace):
        upload(cast.bob)
    assert kept.is_empty


def test_nothing_is_taken_in_when_the_disk_is_nearly_full(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = limits.FREE_BYTES + 10
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(free, 0, free))
    assert upload(cast.bob, bytes(10)).size == 10
    with pytest.raises(NoSpace):
        upload(cast.bob, bytes(11))
    assert Attachment.objects.count() == 1


def test_what_the_storage_cannot_take_back_is_swept_later(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StorageAway

    with monkeypatch.context() as broken:
        broken.setattr(uploads, "_finish", away)
        broken.setattr(store, "remove", away)
        with pytest.raises(StorageAway):
            upload(cast.bob)
    assert Attachment.objects.waiting(cast.bob).count() == 0
    assert len(kept.files) == 1
    Attachment.objects.update(discarded_at="2026-01-01T00:00:00Z")
    sweeping.remove_at_once(list(Attachment.objects.all()))
    assert kept.is_empty


def test_what_took_too_long_and_was_swept_is_refused(cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    finish = uploads._finish

    def late(attachment: Attachment, *found: Any) -> None:
        Attachment.objects.all().delete()
        finish(attachment, *found)

    monkeypatch.setattr(uploads, "_finish", late)
    with pytest.raises(StorageAway):
        upload(cast.bob)
    assert kept.is_empty


# How much -------------------------------------------------------------------------------------------------------------


def test_bob_has_a_room_of_his_own_and_all_have_one_together(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PERSON_BYTES", 100)
    monkeypatch.setattr(limits, "SITE_BYTES", 150)
    upload(cast.bob, bytes(60))
    with pytest.raises(QuotaFull) as his:
        upload(cast.bob, bytes(41))
    upload(cast.bob, bytes(40))
    with pytest.raises(QuotaFull) as everybodys:
        upload(cast.alice, bytes(51))
    upload(cast.alice, bytes(50))
    assert (str(his.value), str(everybodys.value)) == (uploads.YOURS_FULL, uploads.ALL_FULL)


def test_what_was_announced_smaller_than_it_is_counts_as_it_is(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PERSON_BYTES", 100)
    with pytest.raises(QuotaFull):
        uploads.upload(cast.bob, "list.txt", [bytes(101)], announced=1)
    assert kept.is_empty


def test_what_names_no_size_counts_as_the_largest_until_it_is_there(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PERSON_BYTES", limits.UPLOAD_BYTES + 3)
    assert uploads.upload(cast.bob, "list.txt", [b"four"]).stored_bytes == 4
    with pytest.raises(QuotaFull):
        uploads.upload(cast.bob, "list.txt", [b"four"])


def test_only_so_many_wait_and_arrive(cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOADS_WAITING", 1)
    monkeypatch.setattr(limits, "UPLOADS_AT_ONCE", 1)
    refused: list[type] = []

    def another_one() -> Iterator[bytes]:
        try:
            upload(cast.bob)
        except ChatError as error:
            refused.append(type(error))
        yield b"x"

    uploads.upload(cast.bob, "list.txt", another_one())
    with pytest.raises(QuotaFull):
        upload(cast.bob)
    assert refused == [SlowDown]
    assert upload(cast.alice).owner == cast.alice


def test_only_so_many_in_a_while(cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads.throttle, "UPLOADS", uploads.throttle.Allowance("uploads", 3, 60))
    for _ in range(3):
        upload(cast.bob)
    with pytest.raises(SlowDown):
        upload(cast.bob)


@pytest.mark.django_db(transaction=True)
def test_parallel_uploads_cannot_overrun_a_quota(live_cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PERSON_BYTES", 250)
    results = together(*[lambda: upload(live_cast.bob, bytes(100))] * 5)
    assert sum(isinstance(one, Attachment) for one in results) == 2
    assert [type(one) for one in results if not isinstance(one, Attachment)] == [QuotaFull] * 3
    assert Attachment.objects.count() == len(kept.files) == 2


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_connection_of_an_upload_that_takes_long(
    live_cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[object] = []
    examine = uploads.examine

    def slow(*given: Any) -> Any:
        held.append(connection.connection)
        return examine(*given)

    monkeypatch.setattr(uploads, "examine", slow)
    upload(live_cast.bob)
    assert held == [None]
