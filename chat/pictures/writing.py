"""What is written: the picture anew, in its own format and from its pixels alone, and small ones of it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, ImageOps, JpegImagePlugin

from chat.pictures.bare import coloured
from chat.pictures.film import Film

# Good enough to be looked at closely and not much larger than what came.
JPEG_QUALITY = 90
WEBP_QUALITY = 88
AVIF_QUALITY = 75
THUMBNAIL_QUALITY = 78
# Speed is worth more than the last percent: nobody waits ten seconds for a tenth of the bytes.
WEBP_METHOD = 2
AVIF_SPEED = 9
PNG_LEVEL = 6
# Packing 32 million pixels well takes 9 s of the processor, and saves a tenth of the bytes.
LARGE_PNG_PIXELS = 8_000_000
LARGE_PNG_LEVEL = 2
# In a WebP the first chunks say whether it is lossless; a wrong guess costs bytes, and nothing else.
WEBP_FIRST_CHUNKS = 4_096
# A larger one is written with a little loss, for without it takes 45 bytes of memory a pixel.
LOSSLESS_WEBP_PIXELS = 16_000_000

Options = dict[str, Any]


def options(source: Image.Image, kind: str, file: BinaryIO) -> Options:
    """Return what Pillow's writer of this format is to be told, which depends on how the original was written."""
    if kind == "JPEG":
        return {"quality": JPEG_QUALITY, "subsampling": _subsampling(source)}
    if kind == "PNG":
        is_large = source.width * source.height > LARGE_PNG_PIXELS
        return {"compress_level": LARGE_PNG_LEVEL if is_large else PNG_LEVEL}
    if kind == "WEBP":
        return _webp(source, file)
    return {"quality": AVIF_QUALITY, "speed": AVIF_SPEED} if kind == "AVIF" else {}


def write_film(film: Film, into: Path, kind: str, told: Options) -> None:
    """Write the original of an animation: its frames, how long each stands, and how often it is repeated."""
    if film.loop is not None and kind != "AVIF":
        told["loop"] = film.loop
    if kind == "GIF" and film.is_transparent:
        # Each frame is written whole then: what is transparent in it must not show the one before.
        told["disposal"] = 2
    film.save(into, kind, save_all=True, duration=film.durations, **told)


def write_thumbnails(image: Image.Image, into: Path, widths: Iterable[int]) -> list[int]:
    """Write a small picture for each width below the picture's own, and return the widths.

    A picture that is narrower than all of them gets one as wide as itself.
    """
    chosen = sorted(width for width in widths if width < image.width) or [image.width]
    for width in reversed(chosen):
        # Each from the next wider one: that is as good, and the large one is gone through only once.
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
        _write_small(image, into / f"{width}.webp")
    return chosen


def write_squares(image: Image.Image, into: Path, widths: Iterable[int]) -> list[int]:
    """Write the middle of the picture as a square of each width; a smaller one is drawn larger. Return the widths."""
    chosen = sorted(widths)
    for width in reversed(chosen):
        image = ImageOps.fit(image, (width, width), Image.Resampling.LANCZOS)
        _write_small(image, into / f"{width}.webp")
    return chosen


def colour(image: Image.Image) -> str:
    """Return the average of what can be seen of it, as "#rrggbb"."""
    red, green, blue = coloured(image).resize((1, 1), Image.Resampling.BOX).convert("RGB").tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}"


def _write_small(image: Image.Image, path: Path) -> None:
    image.save(path, "WEBP", quality=THUMBNAIL_QUALITY, method=WEBP_METHOD)


def _subsampling(source: Image.Image) -> int:
    """Return how coarse the colours were, so that they get no coarser; what is unusual is written fine."""
    known = JpegImagePlugin.get_sampling(source)
    return max(known, 0)


def _webp(source: Image.Image, file: BinaryIO) -> Options:
    file.seek(0)
    if b"VP8L" in file.read(WEBP_FIRST_CHUNKS) and source.width * source.height <= LOSSLESS_WEBP_PIXELS:
        # Here "quality" is the effort.
        return {"lossless": True, "quality": 20, "method": 1}
    return {"quality": WEBP_QUALITY, "method": WEBP_METHOD}
