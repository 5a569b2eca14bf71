"""Uploading: a file is taken in whole, or nothing of it is left."""

import errno
import shutil
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage

from chat import limits
from chat.actions import sweeping, uploads
from chat.errors import Invalid, NoSpace, StorageAway, TooLarge
from chat.files import store
from chat.models import Attachment
from tests.cast import Cast
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
