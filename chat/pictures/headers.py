"""Opening a picture: what its headers say is looked at before anything is decoded."""

from typing import BinaryIO

from PIL import AvifImagePlugin, GifImagePlugin, Image, WebPImagePlugin

from chat.pictures.bounds import Bounds, Refused

# Asked for by name, so that Pillow does not load all the formats that it knows.
FORMATS = {
    "JPEG": "JPEG",
    "PNG": "PNG",
    "GIF": GifImagePlugin.GifImageFile.format,
    "WEBP": WebPImagePlugin.WebPImageFile.format,
    "AVIF": AvifImagePlugin.AvifImageFile.format,
}
ANIMATED = {"PNG", "GIF", "WEBP", "AVIF"}
WEBP_HEAD = 30
# What begins the data of a lossy and of a lossless WebP.
VP8_SIGN = b"\x9d\x01\x2a"
VP8L_SIGN = 0x2F


def opened(file: BinaryIO, kind: str, bounds: Bounds) -> Image.Image:
    """Return the picture, not decoded yet, if it is one of this kind and small enough."""
    _set_up(bounds)
    if kind == "WEBP" and not bounds.allow(_webp_size(file)):
        # Pillow has the memory for a whole WebP animation before it says how large it is.
        raise Refused("large")
    image = Image.open(file, formats=[FORMATS[kind]])
    if not bounds.allow(image.size):
        raise Refused("large" if min(image.size) > 0 else "unreadable")
    if isinstance(image, WebPImagePlugin.WebPImageFile) and image.is_animated:
        # Frames may leave some of the canvas free, which is clear then: that is no alpha by the file's header.
        image.rawmode = image._mode = "RGBA"
    return image


def is_film(image: Image.Image, kind: str, bounds: Bounds) -> bool:
    """Tell whether the picture is animated. A JPEG may hold further pictures; they are no animation."""
    if kind not in ANIMATED:
        return False
    if kind == "GIF":
        return _has_second_frame(image)
    frames = getattr(image, "n_frames", 1)
    if frames > bounds.frames + 1 or frames * image.width * image.height > bounds.frames_pixels + bounds.pixels:
        raise Refused("long")
    return frames > (2 if image.info.get("default_image") else 1)


def _has_second_frame(image: Image.Image) -> bool:
    # The number of frames would be counted from end to end.
    try:
        image.seek(1)
    except EOFError:
        return False
    finally:
        image.seek(0)
    return True


def _set_up(bounds: Bounds) -> None:
    """Let Pillow refuse by itself what becomes too large on the way, and use the one processor that it is given."""
    Image.MAX_IMAGE_PIXELS = bounds.pixels
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    # Frames that share a palette keep it, and its exact colours.
    GifImagePlugin.LOADING_STRATEGY = GifImagePlugin.LoadingStrategy.RGB_AFTER_DIFFERENT_PALETTE_ONLY


def _webp_size(file: BinaryIO) -> tuple[int, int]:
    """Return width and height by the first chunk (RFC 9649, sections 2.5 to 2.7; RFC 6386, section 9.1)."""
    head = file.read(WEBP_HEAD)
    file.seek(0)
    if len(head) < WEBP_HEAD:
        raise Refused("unreadable")
    if head[12:16] == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if head[12:16] == b"VP8L" and head[20] == VP8L_SIGN:
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if head[12:16] != b"VP8 " or head[23:26] != VP8_SIGN:
        raise Refused("unreadable")
    return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF
