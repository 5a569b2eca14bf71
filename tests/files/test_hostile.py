"""What is sent to do harm is refused, or written anew without it, or never shown inside a page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from chat import limits
from chat.errors import Invalid
from chat.files import Examined, opening
from tests.files import hostile
from tests.files.hostile import CLEANED, DOWNLOADS, LARGE, LONG, PAYLOAD, UNREADABLE

Upload = Callable[..., Examined]
REFUSED = {
    **{name: (build, opening.UNREADABLE) for name, build in UNREADABLE.items()},
    **{name: (build, opening.LARGE) for name, build in LARGE.items()},
    **{name: (build, opening.LONG) for name, build in LONG.items()},
}


def test_the_list_is_long() -> None:
    names = [*CLEANED, *REFUSED, *DOWNLOADS]
    assert len(names) > 120
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", CLEANED)
def test_of_a_picture_that_is_something_else_too_the_picture_is_kept(name: str, upload: Upload) -> None:
    data = CLEANED[name]()
    # What is not in there cannot be taken out.
    assert PAYLOAD in data or "orientation that is none" in name or "more data" in name
    examined = upload(data)
    assert examined.kind == "picture"
    for stored in (examined.original, *examined.thumbnails.values()):
        assert_only_a_picture(stored)


def assert_only_a_picture(stored: Path) -> None:
    data = stored.read_bytes()
    for trace in (PAYLOAD, b"script", b"alert", b"Exif", b"xmpmeta", b"Photoshop", b"%PDF", b"PK\x03\x04", b"EVIL"):
        assert trace not in data
    with Image.open(stored) as image:
        image.load()


@pytest.mark.parametrize("name", REFUSED)
def test_what_says_it_is_a_picture_and_is_none_is_refused(name: str, upload: Upload) -> None:
    build, sentence = REFUSED[name]
    with pytest.raises(Invalid) as refusal:
        upload(build())
    assert refusal.value.fields == {"file": sentence}
    assert refusal.value.status == 422


@pytest.mark.parametrize("name", DOWNLOADS)
def test_what_is_no_picture_sound_or_film_is_a_download(name: str, upload: Upload) -> None:
    build, content_type = DOWNLOADS[name]
    examined = upload(build())
    assert (examined.kind, examined.content_type) == ("file", content_type)
    assert examined.original.read_bytes() == build()
    assert (examined.width, examined.animated, examined.widths, examined.colour) == (None, False, [], "")


def test_an_empty_file_is_refused(upload: Upload) -> None:
    with pytest.raises(Invalid, match="missing or wrong"):
        upload(b"")


@pytest.mark.parametrize(
    "name",
    ["a.png", "a.html", "../../../etc/passwd", "C:\\a.gif", "a\0.png", "photo\u202egnp.exe", "表.png", "a" * 9_000, ""],
    ids=ascii,
)
def test_a_name_has_no_say(name: str, upload: Upload) -> None:
    assert upload(hostile.SVG, name).kind == "file"


@pytest.mark.parametrize("name", ["a.html", "../a.svg", "a\0"], ids=ascii)
def test_a_picture_is_one_by_any_name(name: str, upload: Upload) -> None:
    examined = upload(hostile.with_first("PNG"), name)
    assert (examined.kind, examined.content_type) == ("picture", "image/png")
    assert examined.original.name == "original"


def test_the_bounds_are_what_the_list_is_made_for() -> None:
    assert limits.PICTURE_PIXELS < 8_000 * 8_000
    assert limits.PICTURE_SIDE < 16_000
    assert limits.PICTURE_FRAMES < 300
    assert limits.PICTURE_FRAMES_PIXELS < 150 * 5_000 * 5_000
