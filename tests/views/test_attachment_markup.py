"""What hangs at a message, as pages and frames show it."""

import uuid

import pytest
from django.http import HttpResponse

from chat import showing
from chat.actions import deletion, messages, pins, saved
from chat.live import frames
from chat.markup import message_markup
from chat.models import Attachment, Message
from tests.cast import Browser, Cast
from tests.views.page import Element, Page


def upload(cast: Cast, name: str = "boat.jpg", **fields: object) -> Attachment:
    """Return what Bob has uploaded: a photograph, unless `fields` say otherwise."""
    photograph = {"kind": "picture", "content_type": "image/jpeg", "width": 3000, "height": 2000, "colour": "#336699"}
    given = {"size": 2_400_000, "widths": [360, 720, 1440], **photograph, **fields}
    return Attachment.objects.create(owner=cast.bob, state="ready", folder=uuid.uuid4().hex[:22], name=name, **given)


def said(cast: Cast, *uploads: Attachment, text: str = "") -> Message:
    return messages.post(cast.bob, cast.room, uuid.uuid4(), text, attachments=[upload.key for upload in uploads])


def page(message: Message) -> Page:
    shown = Message.objects.shown().select_related("room").get(pk=message.pk)
    return Page(HttpResponse(message_markup(shown)))


def test_a_picture_says_its_shape_before_it_comes(cast: Cast) -> None:
    photograph = upload(cast)
    shown = page(said(cast, photograph))
    image = shown.one("img")
    assert (image["width"], image["height"], image["loading"], image["decoding"]) == ("480", "320", "lazy", "async")
    assert [part.split() for part in image["srcset"].split(",")] == [
        [f"/files/{photograph.key}/{width}.webp", f"{width}w"] for width in (360, 720, 1440)
    ]
    assert image["sizes"] == "min(480px, calc(100vw - 5rem))"
    assert shown.one("rect")["fill"] == "#336699"
    assert not shown.has(style="")


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ((3000, 2000), (480, 320)),
        ((2000, 3000), (213, 320)),
        ((1000, 10_000), (120, 320)),
        ((12_000, 100), (480, 60)),
        ((16, 16), (16, 16)),
        ((1, 12_000), (1, 320)),
        ((200, 100), (200, 100)),
    ],
)
def test_a_picture_fits_its_box_and_is_never_blown_up(cast: Cast, own: tuple[int, int], shown: tuple[int, int]) -> None:
    picture = upload(cast, width=own[0], height=own[1])
    (place,) = showing.gallery([picture])
    assert (place.width, place.height) == shown


def test_a_long_strip_is_fetched_as_wide_as_it_lies_behind_its_box(cast: Cast) -> None:
    (place,) = showing.gallery([upload(cast, width=12_000, height=1_000)])
    assert (place.width, place.height) == (480, 60)
    assert place.sizes == "min(720px, calc(150vw - 5rem))"


@pytest.mark.parametrize("count", range(2, 11))
def test_the_tiles_of_a_gallery_leave_no_hole(cast: Cast, count: int) -> None:
    spans = [place.span for place in showing.gallery([Attachment(width=9, height=9) for _ in range(count)])]
    assert len(spans) == count
    # The first of three is two rows high.
    assert sum(spans) % 6 == (2 if count == 3 else 0)


def test_the_link_of_a_picture_has_a_name_that_is_not_the_files(cast: Cast) -> None:
    shown = page(said(cast, upload(cast), upload(cast, alt="Our boat")))
    links = shown.all("a", data_attachment="")
    assert [link.attributes.get("aria-label") for link in links] == ["Picture 1 of 2", None]
    assert [image["alt"] for image in shown.all("img")] == ["", "Our boat"]


def test_what_moves_has_a_still_for_who_wants_less_motion_and_a_button(cast: Cast) -> None:
    moving = upload(cast, "cat.gif", content_type="image/gif", animated=True)
    shown = page(said(cast, moving))
    assert shown.one("source")["media"] == "(prefers-reduced-motion: reduce)"
    assert shown.one("img")["src"] == f"/files/{moving.key}/"
    assert "GIF" in shown.one("button", data_motion="").text


def test_a_name_cannot_become_markup(cast: Cast) -> None:
    name = '"><script>alert(1)</script>.pdf'
    shown = page(said(cast, upload(cast, name, kind="file", content_type="application/pdf")))
    assert not shown.has("script")
    assert shown.one("bdi", **{"class": "file__name"}).text == name


def test_an_alternative_text_cannot_become_markup(cast: Cast) -> None:
    alt = "\"><script>alert(1)</script> & ' <b>"
    shown = page(said(cast, upload(cast, alt=alt), upload(cast, alt=alt, animated=True)))
    assert not shown.has("script")
    assert [image["alt"] for image in shown.all("img")] == [alt, alt]


def card(cast: Cast, name: str, **fields: object) -> Element:
    file = upload(cast, name, **{"kind": "file", "widths": [], "width": None, "height": None, **fields})
    return page(said(cast, file)).one("a", data_attachment=file.key)


@pytest.mark.parametrize(
    ("name", "content_type", "sign", "words"),
    [
        ("minutes.pdf", "application/pdf", "text", "PDF document"),
        ("Plan.XLSX", "application/octet-stream", "table", "XLSX table"),
        ("all.tar.gz", "application/octet-stream", "archive", "GZ archive"),
        ("engine.blend", "application/octet-stream", "", "BLEND file"),
        ("README", "application/octet-stream", "", "File"),
        ("README", "text/plain;charset=utf-8", "text", "Text"),
        ("a.verylongending", "application/octet-stream", "", "File"),
        ("notes.md", "text/plain;charset=utf-8", "text", "MD file"),
        ("main.py", "text/plain;charset=utf-8", "code", "PY file"),
    ],
)
def test_a_file_is_a_card_that_downloads_it(cast: Cast, name: str, content_type: str, sign: str, words: str) -> None:
    shown = card(cast, name, content_type=content_type)
    assert shown["href"].endswith("/?download")
    assert shown["data-sign"] == sign
    assert shown.text == f"{name} {words}, 2.3 MB"


@pytest.mark.parametrize(("kind", "tag"), [("audio", "audio"), ("video", "video")])
def test_sounds_and_films_play_where_they_stand(cast: Cast, kind: str, tag: str) -> None:
    shown = page(said(cast, upload(cast, "waves", kind=kind, content_type=f"{kind}/mp4")))
    player = shown.one(tag, controls="")
    assert (player["preload"], player["aria-label"]) == ("metadata", "waves")


def test_the_words_of_a_message_and_its_frame_carry_the_same(cast: Cast) -> None:
    photograph = upload(cast, alt="Our boat")
    message = said(cast, photograph, text="Look")
    (told,) = message.as_dict()["attachments"]
    assert (told["width"], told["height"], told["alt"], told["size"]) == (3000, 2000, "Our boat", 2_400_000)
    assert photograph.key in frames.message_change(message).text


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["a.jpg"], "Picture"),
        (["a.jpg", "b.jpg", "c.jpg"], "3 pictures"),
        (["<minutes> & more.pdf"], "<minutes> & more.pdf"),
        (["a.jpg", "plan.pdf", "list.txt"], "Picture, plan.pdf, list.txt"),
    ],
)
def test_a_message_without_words_is_quoted_by_what_hangs_at_it(cast: Cast, names: list[str], words: str) -> None:
    kinds = {"jpg": "picture", "pdf": "file", "txt": "file"}
    silent = said(cast, *(upload(cast, name, kind=kinds[name.rpartition(".")[2]]) for name in names))
    answer = messages.post(cast.alice, cast.room, uuid.uuid4(), "Ah", answers=silent)
    assert page(answer).one("a", data_quote="1").text == f"bob {words}"


def test_what_says_something_is_quoted_by_that(cast: Cast) -> None:
    message = said(cast, upload(cast), text="Our *boat*")
    assert showing.gist(message, 20) == "Our boat"


def test_of_a_deleted_message_nothing_remains(cast: Cast) -> None:
    message = said(cast, upload(cast, "secret.jpg"))
    answer = messages.post(cast.alice, cast.room, uuid.uuid4(), "Ah", answers=message)
    deletion.delete(cast.bob, message)
    shown = page(message)
    assert not shown.has(data_attachments="")
    assert not shown.has("img")
    assert page(answer).one("a", data_quote="1").text == "bob Message deleted"


def test_a_message_of_pictures_alone_has_an_empty_body(cast: Cast, browser: Browser) -> None:
    said(cast, upload(cast))
    markup = browser(cast.alice).get("/rooms/workshop/").content.decode()
    assert '<div class="message__body prose" data-body dir="auto"></div>' in markup


def test_lists_show_what_hangs_at_a_message(cast: Cast, browser: Browser) -> None:
    photograph = upload(cast)
    message = said(cast, photograph)
    saved.keep(cast.alice, message)
    pins.pin(cast.alice, message)
    for path in ("/saved/", "/rooms/workshop/pins/"):
        assert Page(browser(cast.alice).get(path)).has("a", data_attachment=photograph.key)


def test_what_is_found_without_words_is_named_and_shown(cast: Cast, browser: Browser) -> None:
    photograph = upload(cast)
    said(cast, photograph, upload(cast))
    found = Page(browser(cast.alice).get("/search/?q=has:picture"))
    assert "2 pictures" in found.text
    assert found.has("a", data_attachment=photograph.key)
