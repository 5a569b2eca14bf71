"""A file in parts: what is asked for is sent, and no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse

from chat.models import Attachment
from tests.cast import Browser, Cast
from tests.views.uploaded import BYTES, storage_in, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(tmp_path: Path) -> Iterator[None]:
    with storage_in(tmp_path):
        yield


@pytest.fixture
def posted(cast: Cast) -> Attachment:
    """Return a picture at a message of Alice's."""
    return uploaded(cast.alice, cast.say("alice"))


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("asked", "start", "stop"), [("0-99", 0, 100), ("255900-", 255_900, 256_000), ("-1", 255_999, 256_000)]
)
def test_a_part_is_sent_as_a_part(
    cast: Cast, browser: Browser, posted: Attachment, asked: str, start: int, stop: int
) -> None:
    answer = browser(cast.bob).get(f"/files/{posted.key}/", headers={"Range": f"bytes={asked}"})
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(BYTES)}"
    assert answer.headers["Content-Length"] == str(stop - start)
    assert body(answer) == BYTES[start:stop]


def test_what_is_not_there_is_said_to_be_not_there(cast: Cast, browser: Browser, posted: Attachment) -> None:
    answer = browser(cast.bob).get(f"/files/{posted.key}/", headers={"Range": f"bytes={len(BYTES)}-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(BYTES)}"
    assert "Cache-Control" not in answer.headers


def test_several_parts_at_once_are_everything(cast: Cast, browser: Browser, posted: Attachment) -> None:
    answer = browser(cast.bob).get(f"/files/{posted.key}/", headers={"Range": "bytes=0-1,5-6"})
    assert (answer.status_code, body(answer)) == (200, BYTES)


def test_a_part_is_sent_only_of_what_the_browser_has_begun_with(
    cast: Cast, browser: Browser, posted: Attachment
) -> None:
    client, address = browser(cast.bob), f"/files/{posted.key}/"
    etag = client.get(address).headers["ETag"]
    for condition, status in [
        (etag, 206),
        (f"W/{etag}", 200),
        ('"other"', 200),
        ("Mon, 01 Jan 2024 00:00:00 GMT", 200),
    ]:
        headers = {"Range": "bytes=0-9", "If-Range": condition}
        assert client.get(address, headers=headers).status_code == status


def test_head_says_how_much_it_would_be(cast: Cast, browser: Browser, posted: Attachment) -> None:
    answer = browser(cast.bob).head(f"/files/{posted.key}/", headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, str(len(BYTES)))
    assert body(answer) == b""


def test_what_a_browser_has_is_not_sent_again_and_not_to_who_may_not_see_it(
    cast: Cast, browser: Browser, posted: Attachment
) -> None:
    address = f"/files/{posted.key}/"
    etag = browser(cast.bob).get(address).headers["ETag"]
    for known in (etag, f'"other", {etag}', f"W/{etag}"):
        answer = browser(cast.bob).get(address, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert browser(cast.charlie).get(address, headers={"If-None-Match": known}).status_code == 404
