"""Files go to who may see their message now, and to nobody else: with which headers, and in which parts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from chat.actions import deletion, memberships
from chat.actions.attaching import discard
from chat.models import Attachment
from chat.views.sending import disposition
from tests.cast import Browser, Cast
from tests.views.uploaded import BYTES, SMALL_BYTES, storage_in, uploaded

pytestmark = pytest.mark.django_db
ADDRESSES = ("/files/{}/", "/files/{}/?download", "/files/{}/360.webp")


@pytest.fixture(autouse=True)
def storage(tmp_path: Path) -> Iterator[None]:
    with storage_in(tmp_path):
        yield


@pytest.fixture
def posted(cast: Cast) -> Attachment:
    """Return a picture at a message of Alice's."""
    return uploaded(cast.alice, cast.say("alice"))


def statuses(client: Client, attachment: Attachment) -> set[int]:
    return {client.get(address.format(attachment.key)).status_code for address in ADDRESSES}


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content)


# Who -----------------------------------------------------------------------------------------------------------------


def test_members_get_the_file_and_its_thumbnails(cast: Cast, browser: Browser, posted: Attachment) -> None:
    for name in ("alice", "bob", "dana"):
        client = browser(getattr(cast, name))
        assert body(client.get(f"/files/{posted.key}/")) == BYTES
        assert body(client.get(f"/files/{posted.key}/360.webp")) == SMALL_BYTES


def test_who_is_not_in_the_room_finds_nothing(cast: Cast, browser: Browser, posted: Attachment) -> None:
    for name in ("charlie", "erin", "ada"):
        assert statuses(browser(getattr(cast, name)), posted) == {404}


def test_who_was_removed_finds_nothing_any_more(cast: Cast, browser: Browser, posted: Attachment) -> None:
    client = browser(cast.bob)
    assert statuses(client, posted) == {200}
    memberships.remove(cast.alice, cast.membership("bob"))
    assert statuses(client, posted) == {404}


def test_who_is_not_signed_in_is_sent_to_the_log_in(posted: Attachment) -> None:
    answer = Client().get(f"/files/{posted.key}/")
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_what_waits_to_be_posted_is_its_owners_alone(cast: Cast, browser: Browser) -> None:
    waiting = uploaded(cast.alice)
    assert statuses(browser(cast.alice), waiting) == {200}
    for name in ("bob", "dana", "ada"):
        assert statuses(browser(getattr(cast, name)), waiting) == {404}


def test_what_was_discarded_or_is_arriving_is_nobodys(cast: Cast, browser: Browser, posted: Attachment) -> None:
    arriving = uploaded(cast.alice)
    Attachment.objects.filter(pk=arriving.pk).update(state=Attachment.State.ARRIVING)
    discard(Attachment.objects.filter(pk=posted.pk))
    for attachment in (posted, arriving):
        assert statuses(browser(cast.alice), attachment) == {404}


def test_with_its_message_a_file_is_gone_for_everybody(cast: Cast, browser: Browser) -> None:
    message = cast.say("alice")
    posted = uploaded(cast.alice, message)
    deletion.delete(cast.alice, message)
    assert statuses(browser(cast.alice), posted) == {404}
    assert statuses(browser(cast.bob), posted) == {404}


def test_a_guessed_key_a_wrong_width_and_a_lost_file_are_not_found(
    cast: Cast, browser: Browser, posted: Attachment, tmp_path: Path
) -> None:
    client = browser(cast.alice)
    for address in ("/files/AAAAAAAAAAAAAAAAAAAAAA/", f"/files/{posted.key}/361.webp", f"/files/{posted.key}/0.webp"):
        assert client.get(address).status_code == 404
    next(tmp_path.rglob("original")).unlink()
    assert client.get(f"/files/{posted.key}/").status_code == 404


def test_files_are_only_read(cast: Cast, browser: Browser, posted: Attachment) -> None:
    for address in ADDRESSES:
        assert browser(cast.alice).post(address.format(posted.key)).status_code == 405


# With which headers --------------------------------------------------------------------------------------------------


def test_a_picture_is_shown_and_kept_and_can_do_nothing(cast: Cast, browser: Browser, posted: Attachment) -> None:
    answer = browser(cast.bob).get(f"/files/{posted.key}/")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Length"] == str(len(BYTES))
    assert answer.headers["Content-Disposition"] == "inline; filename=\"cat.jpg\"; filename*=UTF-8''cat.jpg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "sandbox"} <= set(policy)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert not answer.cookies


def test_a_thumbnail_is_a_picture_of_its_own(cast: Cast, browser: Browser, posted: Attachment) -> None:
    answers = [browser(cast.bob).get(f"/files/{posted.key}/{width}.webp") for width in (360, 720)]
    assert {answer.headers["Content-Type"] for answer in answers} == {"image/webp"}
    assert {answer.headers["Content-Disposition"] for answer in answers} == {"inline"}
    assert len({answer.headers["ETag"] for answer in answers}) == 2


@pytest.mark.parametrize("kind", ["image/png", "image/webp", "audio/mpeg", "video/mp4"])
def test_pictures_sounds_and_films_are_shown_unless_they_shall_be_saved(
    cast: Cast, browser: Browser, kind: str
) -> None:
    posted = uploaded(cast.alice, cast.say("alice"), content_type=kind)
    shown, saved = (browser(cast.bob).get(f"/files/{posted.key}/{query}") for query in ("", "?download"))
    assert shown.headers["Content-Disposition"].startswith("inline;")
    assert saved.headers["Content-Disposition"].startswith("attachment;")
    assert {answer.headers["Content-Type"] for answer in (shown, saved)} == {kind}
    for answer in (shown, saved):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "allow-scripts" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "kind",
    ["image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "text/javascript", "application/pdf", "", "x"],
)
def test_what_could_do_something_is_only_saved_and_has_no_type(cast: Cast, browser: Browser, kind: str) -> None:
    posted = uploaded(cast.alice, cast.say("alice"), content_type=kind, kind="file", widths=[])
    answer = browser(cast.bob).get(f"/files/{posted.key}/")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("notes.txt", "filename=\"notes.txt\"; filename*=UTF-8''notes.txt"),
        ('a "b" \\ c%41.txt', "filename=\"a _b_ _ c_41.txt\"; filename*=UTF-8''a%20%22b%22%20_%20c%2541.txt"),
        ("Grüße.pdf", "filename=\"Grue.pdf\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.pdf"),
        ("日本", "filename=\"file\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC"),
        ("a\r\nSet-Cookie: b=c", "filename=\"aSet-Cookie: b=c\"; filename*=UTF-8''aSet-Cookie%3A%20b%3Dc"),
        ("photo\u202egpj.exe", "filename=\"photogpj.exe\"; filename*=UTF-8''photogpj.exe"),
        ("../../etc/passwd", "filename=\"_.._etc_passwd\"; filename*=UTF-8''_.._etc_passwd"),
        ("x\ud800\u2028y", "filename=\"xy\"; filename*=UTF-8''xy"),
    ],
)
def test_a_name_is_told_whole_and_breaks_out_of_nothing(name: str, header: str) -> None:
    assert disposition("attachment", name) == f"attachment; {header}"


@pytest.mark.parametrize("name", ["", "..", "\n", " . "])
def test_no_name_is_no_name(name: str) -> None:
    assert disposition("inline", name) == "inline"


# Through nginx -------------------------------------------------------------------------------------------------------


def test_behind_our_nginx_it_is_told_where_the_file_is(
    cast: Cast, browser: Browser, posted: Attachment, settings: object
) -> None:
    settings.BEHIND_PROXY = True  # type: ignore[attr-defined]
    answer = browser(cast.bob).get(f"/files/{posted.key}/", headers={"X-Sendfile-Type": "X-Accel-Redirect"})
    where = f"/protected/{posted.folder[:2]}/{posted.folder}/original"
    assert (answer.headers["X-Accel-Redirect"], answer.content) == (where, b"")
    assert answer.headers["Content-Disposition"].startswith("inline;")


@pytest.mark.parametrize(("behind", "kind"), [(False, "X-Accel-Redirect"), (True, "X-Sendfile"), (True, "")])
def test_anybody_else_gets_the_bytes(
    cast: Cast, browser: Browser, posted: Attachment, settings: object, behind: bool, kind: str
) -> None:
    settings.BEHIND_PROXY = behind  # type: ignore[attr-defined]
    answer = browser(cast.bob).get(f"/files/{posted.key}/", headers={"X-Sendfile-Type": kind})
    assert "X-Accel-Redirect" not in answer.headers
    assert body(answer) == BYTES
