"""Pictures made by code, and the pieces that hostile ones are put together from."""

import io
import struct
import zlib
from collections.abc import Iterable
from typing import Any

from PIL import Image, ImageDraw

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
SIZE = (64, 48)
# Upper left, upper right, lower left, lower right.
CORNERS = ("#ff0000", "#00ff00", "#0000ff", "#ffffff")


def quarters(size: tuple[int, int] = SIZE, colours: Iterable[str] = CORNERS) -> Image.Image:
    """Return a picture of which each quarter has one colour."""
    image = Image.new("RGB", size)
    half = (size[0] // 2, size[1] // 2)
    for place, colour in enumerate(colours):
        left, top = half[0] * (place % 2), half[1] * (place // 2)
        ImageDraw.Draw(image).rectangle((left, top, left + half[0], top + half[1]), colour)
    return image


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """Return the colour in the middle of each quarter, in the order of CORNERS."""
    image = image.convert("RGBA").convert("RGB")
    across, down = (image.width // 4, 3 * image.width // 4), (image.height // 4, 3 * image.height // 4)
    return [image.getpixel((x, y)) for y in down for x in across]


def near(one: Iterable[int], other: Iterable[int], distance: int = 24) -> bool:
    """Tell whether two colours are as near as what a lossy format makes of one."""
    return all(abs(a - b) <= distance for a, b in zip(one, other, strict=True))


def saved(image: Image.Image, kind: str, **told: Any) -> bytes:
    """Return the picture as a file."""
    into = io.BytesIO()
    image.save(into, kind, **({"quality": 92} if kind in {"JPEG", "WEBP", "AVIF"} else {}) | told)
    return into.getvalue()


def frames(count: int, size: tuple[int, int] = SIZE) -> list[Image.Image]:
    """Return frames of which no two are the same."""
    turned = [CORNERS[place:] + CORNERS[:place] for place in range(4)]
    made = [quarters(size, turned[place % 4]) for place in range(count)]
    for place, frame in enumerate(made):
        frame.putpixel((place % size[0], place // size[0] % size[1]), (place % 256, 90, 30))
    return made


def film(kind: str, count: int = 4, size: tuple[int, int] = SIZE, **told: Any) -> bytes:
    """Return an animation as a file."""
    first, *others = frames(count, size)
    return saved(first, kind, save_all=True, append_images=others, **{"duration": 100} | told)


def chunk(name: bytes, data: bytes = b"") -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_with(*chunks: bytes, picture: bytes | None = None) -> bytes:
    """Return a PNG with these chunks behind its first one."""
    png = picture or saved(quarters(), "PNG")
    return png[:33] + b"".join(chunks) + png[33:]


def png_of(width: int, height: int, data: bytes = b"\0" * 64) -> bytes:
    """Return a PNG that says it is so large, with this as its pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND")
    return b"\x89PNG\r\n\x1a\n" + body


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def jpeg_with(*segments: bytes) -> bytes:
    """Return a JPEG that begins with these segments."""
    jpeg = saved(quarters(), "JPEG")
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def jpeg_of(width: int, height: int) -> bytes:
    """Return a JPEG whose frame header says that it is so large."""
    jpeg = saved(quarters(), "JPEG")
    start = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:start] + struct.pack(">HH", height, width) + jpeg[start + 4 :]


def gif(*blocks: bytes, screen: tuple[int, int] = (1, 1), end: bytes = b";") -> bytes:
    """Return a GIF with these blocks."""
    return b"GIF89a" + struct.pack("<HHBBB", *screen, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" + b"".join(blocks) + end


def gif_frame(size: tuple[int, int] = (1, 1)) -> bytes:
    """Return a frame that says it is so large, and has the data of one pixel."""
    return b"\x2c" + struct.pack("<HHHHB", 0, 0, *size, 0) + b"\x02\x02\x44\x01\x00"


def gif_extension(label: int, *pieces: bytes) -> bytes:
    return bytes((0x21, label)) + b"".join(bytes((len(piece),)) + piece for piece in pieces) + b"\0"


def gif_of(width: int, height: int, picture: bytes) -> bytes:
    """Return a GIF whose screen is so large, whatever its frames are."""
    return picture[:6] + struct.pack("<HH", width, height) + picture[10:]


def webp_with(name: bytes, data: bytes) -> bytes:
    """Return a WebP with this chunk at its end."""
    webp = saved(quarters(), "WEBP")
    webp += name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return webp[:4] + struct.pack("<I", len(webp) - 8) + webp[8:]


def webp_of(width: int, height: int) -> bytes:
    """Return a WebP whose first chunk says that its canvas is so large."""
    canvas = bytes((0x10, 0, 0, 0)) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", len(canvas)) + canvas + saved(quarters(), "WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def avif_of(width: int, height: int) -> bytes:
    """Return an AVIF whose box of the picture's size says that it is so large."""
    avif = saved(quarters(), "AVIF")
    start = avif.index(b"ispe") + 8
    return avif[:start] + struct.pack(">II", width, height) + avif[start + 8 :]


def box(name: bytes, data: bytes = b"") -> bytes:
    """Return a box of an ISO file."""
    return struct.pack(">I", len(data) + 8) + name + data
