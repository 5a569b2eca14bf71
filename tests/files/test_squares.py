"""A face is the middle of a picture."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from chat import limits
from chat.errors import Invalid
from chat.files import square
from chat.files.examining import NO_PICTURE
from tests.files.hostile import PAGE
from tests.files.making import corners, film, near, quarters, saved
from tests.files.test_photographs import assert_nameless, photograph

Squared = Callable[[bytes], dict[int, Path]]


@pytest.fixture
def squared(tmp_path: Path) -> Squared:
    def made(data: bytes) -> dict[int, Path]:
        path = tmp_path / "body"
        path.write_bytes(data)
        return square(path, tmp_path)

    return made


@pytest.mark.parametrize("size", [(900, 300), (300, 900), (40, 30), (1, 1)])
def test_it_is_square_in_each_width(size: tuple[int, int], squared: Squared) -> None:
    found = squared(saved(Image.new("RGB", size, "#336699"), "PNG"))
    assert tuple(found) == limits.AVATAR_WIDTHS
    for width, path in found.items():
        with Image.open(path) as image:
            assert (image.format, image.size) == ("WEBP", (width, width))


def test_it_is_the_middle(squared: Squared) -> None:
    wide = Image.new("RGB", (900, 300), "#000000")
    wide.paste(quarters((300, 300)), (300, 0))
    with Image.open(squared(saved(wide, "PNG"))[256]) as image:
        assert all(near(*pair) for pair in zip(corners(image), corners(quarters()), strict=True))


def test_it_is_upright_and_tells_nothing(squared: Squared) -> None:
    for path in squared(photograph("JPEG", 6)).values():
        assert_nameless(path)
        with Image.open(path) as image:
            assert near(corners(image)[0], (255, 0, 0))


def test_of_an_animation_it_is_the_first_frame(squared: Squared) -> None:
    with Image.open(squared(film("GIF"))[96]) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert near(corners(image)[0], (255, 0, 0))


def test_what_is_no_picture_is_refused(squared: Squared) -> None:
    with pytest.raises(Invalid) as refused:
        squared(PAGE)
    assert refused.value.fields == {"file": NO_PICTURE}


def test_what_cannot_be_opened_is_refused(squared: Squared) -> None:
    with pytest.raises(Invalid):
        squared(b"GIF89a" + PAGE)
