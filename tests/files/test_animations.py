"""What moves still moves, as fast and as often; its thumbnails stand still."""

from collections.abc import Callable, Iterator

import pytest
from PIL import Image, ImageSequence

from chat.files import Examined
from tests.files.making import CORNERS, corners, film, frames, near, quarters, saved

Upload = Callable[..., Examined]
DURATIONS = [100, 250, 40, 1_000]


def seen(image: Image.Image) -> Iterator[tuple[list[tuple[int, ...]], int]]:
    """Yield each frame's corners, and how long it stands."""
    for frame in ImageSequence.Iterator(image):
        frame.load()
        yield corners(frame), round(frame.info["duration"])


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_an_animation_keeps_its_frames_and_times(kind: str, upload: Upload) -> None:
    examined = upload(film(kind, duration=DURATIONS))
    assert examined.animated
    assert (examined.width, examined.height) == (64, 48)
    with Image.open(examined.original) as image:
        found = list(seen(image))
    assert [duration for _, duration in found] == DURATIONS
    for (colours, _), frame in zip(found, frames(4), strict=True):
        assert all(near(*pair) for pair in zip(colours, corners(frame), strict=True)), colours


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
@pytest.mark.parametrize("loop", [0, 3])
def test_it_is_repeated_as_often(kind: str, loop: int, upload: Upload) -> None:
    examined = upload(film(kind, loop=loop))
    with Image.open(examined.original) as image:
        assert image.info.get("loop") == loop


def test_a_gif_that_plays_once_plays_once(upload: Upload) -> None:
    examined = upload(film("GIF"))
    with Image.open(examined.original) as image:
        assert "loop" not in image.info


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_its_thumbnail_is_the_first_frame_and_still(kind: str, upload: Upload) -> None:
    examined = upload(film(kind, 4, (400, 300)))
    assert examined.widths == [360]
    with Image.open(examined.thumbnails[360]) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert all(near(*pair) for pair in zip(corners(image), corners(quarters()), strict=True))


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_what_is_transparent_does_not_show_the_frame_before(kind: str, upload: Upload) -> None:
    moving = [Image.new("RGBA", (60, 40), (0, 0, 0, 0)) for _ in range(3)]
    for place, frame in enumerate(moving):
        frame.paste(CORNERS[place], (place * 20, 0, place * 20 + 20, 40))
    data = saved(
        moving[0], kind, save_all=True, append_images=moving[1:], duration=100, disposal=2 if kind == "GIF" else 1
    )
    examined = upload(data)
    with Image.open(examined.original) as image:
        if kind == "WEBP":
            # Where no frame is, the canvas is clear, though the header knows no alpha. Pillow says black.
            image.rawmode = image._mode = "RGBA"
        found = [frame.convert("RGBA").copy() for frame in ImageSequence.Iterator(image)]
    for place, frame in enumerate(found):
        assert [frame.getpixel((x, 20))[3] for x in (10, 30, 50)] == [255 * (x == place) for x in range(3)]


@pytest.mark.parametrize("told", [{}, {"optimize": True}, {"disposal": 2}, {"disposal": 1}], ids=str)
def test_a_gif_keeps_its_exact_colours(told: dict[str, int], upload: Upload) -> None:
    data = film("GIF", 6, **told)
    examined = upload(data)
    with Image.open(examined.original) as image:
        found = [frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(image)]
    assert found == [frame.tobytes() for frame in frames(6)]


def test_a_gif_of_small_changes_stays_small(upload: Upload) -> None:
    background = Image.effect_noise((200, 200), 90).quantize(64).convert("RGB")
    changed = [background.copy() for _ in range(20)]
    for place, frame in enumerate(changed):
        frame.paste("#ff0000", (place * 9, 50, place * 9 + 8, 58))
    data = saved(changed[0], "GIF", save_all=True, append_images=changed[1:], duration=50)
    assert upload(data).size < 1.5 * len(data)


def test_an_animation_with_a_picture_of_its_own_shows_the_animation(upload: Upload) -> None:
    first, *others = frames(3)
    data = saved(Image.new("RGB", first.size), "PNG", save_all=True, append_images=[first, *others], default_image=True)
    examined = upload(data)
    with Image.open(examined.original) as image:
        assert (image.n_frames, examined.animated) == (3, True)
    with Image.open(examined.thumbnails[64]) as image:
        assert near(corners(image)[0], (255, 0, 0))


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_one_frame_is_no_animation(kind: str, upload: Upload) -> None:
    assert not upload(film(kind, 1)).animated


def test_a_gif_that_breaks_off_between_frames_is_whole_up_to_there(upload: Upload) -> None:
    data = film("GIF", 3)
    last = data.rindex(b"\x21\xf9\x04")
    examined = upload(data[:last])
    with Image.open(examined.original) as image:
        assert image.n_frames == 2
