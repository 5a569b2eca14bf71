"""Files in a bucket of an S3 service: a real client, and a server that speaks the same."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from django.test import override_settings
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from chat.actions import attached, auditing, sweeping
from chat.errors import StorageAway
from chat.files import Examined, store
from chat.models import Attachment
from chatsite.storage import bucket_storage
from tests.cast import Browser, Cast
from tests.storing import upload

BUCKET = "chat"
KEYS = {"access_key": "a", "secret_key": "b"}
NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """Return the address of a service with an empty bucket."""
    server = ThreadedMotoServer("127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def storage_at(address: str, bucket: str = BUCKET) -> dict[str, object]:
    return bucket_storage(bucket, endpoint=address, region="eu-west-1", **KEYS)


@pytest.fixture
def bucket(service: str, settings: Settings, tmp_path: Path) -> Iterator[str]:
    """Files are kept in a bucket, which is empty; return its service's address."""
    settings.S3_BUCKET, settings.INCOMING = BUCKET, tmp_path
    settings.STORAGES = settings.STORAGES | {"attachments": storage_at(service)}
    store._failures.cache_clear()
    client = boto3.client(
        "s3", endpoint_url=service, region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    yield service
    for one in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=one["Key"])
    client.delete_bucket(Bucket=BUCKET)
    store._failures.cache_clear()


@pytest.mark.usefixtures("bucket")
def test_an_upload_is_kept_read_and_removed(cast: Cast) -> None:
    attachment = upload(cast.bob, b"Two ropes")
    assert list(store.places()) == [store.place_of(attachment.folder)]
    assert store.has_original(attachment.folder)
    with store.open_original(attachment.folder) as opened:
        assert opened.read() == b"Two ropes"
    assert store.local_path(store.original_name(attachment.folder)) is None
    attached.take_away(cast.bob, attachment)
    assert list(store.places()) == []
    assert not Attachment.objects.exists()


@pytest.mark.usefixtures("bucket")
def test_a_part_of_a_file_can_be_read(cast: Cast) -> None:
    attachment = upload(cast.bob, bytes(range(256)) * 100)
    with store.open_original(attachment.folder) as opened:
        opened.seek(256 * 99 + 10)
        assert opened.read(5) == bytes(range(10, 15))


@pytest.mark.usefixtures("bucket")
def test_a_page_sends_it_whole_or_in_parts(cast: Cast, browser: Browser) -> None:
    content = bytes(range(256)) * 1000
    address = upload(cast.bob, content).get_absolute_url()
    whole = browser(cast.bob).get(address)
    part = browser(cast.bob).get(address, headers={"Range": "bytes=255000-"})
    assert b"".join(whole.streaming_content) == content
    assert (part.status_code, b"".join(part.streaming_content)) == (206, content[255_000:])
    assert browser(cast.alice).get(address).status_code == 404


@pytest.mark.usefixtures("bucket")
def test_what_the_bucket_has_lost_is_not_found(cast: Cast, browser: Browser) -> None:
    attachment = upload(cast.bob)
    store.remove(attachment.folder)
    assert browser(cast.bob).get(attachment.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("bucket")
def test_thumbnails_lie_beside_the_original(tmp_path: Path) -> None:
    for name in ("original", "360", "720"):
        (tmp_path / name).write_bytes(name.encode())
    pictures = {360: tmp_path / "360", 720: tmp_path / "720"}
    examined = Examined("picture", "image/png", 8, tmp_path / "original", 800, 600, thumbnails=pictures)  # type: ignore[arg-type]
    assert store.keep("folder", examined) == len("original" + "360" + "720")
    with store.open_thumbnail("folder", 720) as opened:
        assert opened.read() == b"720"
    store.remove("folder")
    store.remove("folder")
    assert list(store.places()) == []


@pytest.mark.usefixtures("bucket")
def test_what_is_not_there_is_missing_not_broken() -> None:
    assert not store.has_original("nothing")
    with pytest.raises(FileNotFoundError):
        store.open_original("nothing")


@pytest.mark.usefixtures("bucket")
def test_faces_are_no_uploads(tmp_path: Path) -> None:
    (tmp_path / "96").write_bytes(b"a face")
    store.keep_pictures(store.avatar_place("somebody"), {96: tmp_path / "96"})
    assert list(store.places()) == []


@pytest.mark.usefixtures("bucket")
def test_what_no_row_knows_is_found(cast: Cast) -> None:
    known, unknown = upload(cast.bob), upload(cast.bob)
    Attachment.objects.filter(pk=unknown.pk).delete()
    assert auditing.unknown_places() == [store.place_of(unknown.folder)]
    auditing.remove_unknown(auditing.unknown_places())
    assert list(store.places()) == [store.place_of(known.folder)]


@pytest.mark.parametrize("case", ["nobody listens", "no such bucket"])
def test_a_service_that_fails_is_a_clean_refusal(bucket: str, settings: Settings, cast: Cast, case: str) -> None:
    broken = storage_at(NOBODY_LISTENS) if case == "nobody listens" else storage_at(bucket, "elsewhere")
    with override_settings(STORAGES=settings.STORAGES | {"attachments": broken}), pytest.raises(StorageAway):
        upload(cast.bob)
    assert not Attachment.objects.exclude(state=Attachment.State.DISCARDED).exists()
    # What may have been kept is looked for once more when the service is back.
    Attachment.objects.update(discarded_at="2026-01-01T00:00:00Z")
    due = sweeping.due()
    sweeping.forget(due, sweeping.remove_files(due))
    assert not Attachment.objects.exists()
