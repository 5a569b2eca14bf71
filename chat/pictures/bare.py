"""Pixels and nothing else: upright, in sRGB, without anything that was written about them."""

import struct
from io import BytesIO

from PIL import ExifTags, Image, ImageCms

Turn = Image.Transpose
# What makes a picture upright, by its EXIF orientation (CIPA DC-008, "Orientation"); 1 is upright.
TURNS = {
    2: Turn.FLIP_LEFT_RIGHT,
    3: Turn.ROTATE_180,
    4: Turn.FLIP_TOP_BOTTOM,
    5: Turn.TRANSPOSE,
    6: Turn.ROTATE_270,
    7: Turn.TRANSVERSE,
    8: Turn.ROTATE_90,
}
# What Pillow raises when metadata is broken.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, OverflowError, struct.error)
SRGB = ImageCms.createProfile("sRGB")
STEPS_OF_16_BIT = 1 / 256
OPAQUE = 255


def bare(image: Image.Image) -> Image.Image:
    """Return a copy of what is seen, in mode L, LA, P, RGB or RGBA, with no information but palette transparency."""
    image.load()
    profile = image.info.get("icc_profile")
    turn = TURNS.get(_orientation(image))
    pixels = _plain(image, with_profile=bool(profile))
    if profile:
        pixels = _in_srgb(pixels, profile)
    if turn is not None:
        pixels = pixels.transpose(turn)
    if pixels is image:
        pixels = image.copy()
    transparency = pixels.info.get("transparency")
    pixels.info = {"transparency": transparency} if pixels.mode == "P" and transparency is not None else {}
    return pixels


def has_alpha(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA"} or "transparency" in image.info


def is_transparent(image: Image.Image) -> bool:
    """Tell whether something shines through some of its pixels; many that could be transparent are not."""
    return has_alpha(image) and image.convert("RGBA").getchannel("A").histogram()[OPAQUE] < image.width * image.height


def coloured(image: Image.Image) -> Image.Image:
    """Return a bare picture as RGB, or as RGBA where it is transparent somewhere."""
    return image.convert("RGBA" if has_alpha(image) else "RGB")


def _orientation(image: Image.Image) -> int:
    """Return what EXIF or XMP say of how to hold the picture; broken metadata says nothing."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except BROKEN:
        return 1


def _plain(image: Image.Image, *, with_profile: bool) -> Image.Image:
    """Return the picture in a mode that every writer knows; what a profile speaks of stays in its own colours."""
    if image.mode.startswith("I;16"):
        image = image.convert("I")
        image.info.pop("transparency", None)
    if image.mode == "I":
        return image.point(lambda value: value * STEPS_OF_16_BIT).convert("L")
    if image.mode == "P" and not with_profile:
        return image
    if image.mode == "CMYK" and with_profile:
        return image
    if image.mode in {"1", "L", "LA", "La"}:
        return image.convert("LA" if image.has_transparency_data else "L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return the colours that the profile means; one that is broken, or of another kind of colour, means nothing."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source) and image.mode != "CMYK":
            return image
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, source, SRGB, outputMode=mode)
        return converted or image
    except (ImageCms.PyCMSError, *BROKEN):
        return image.convert("RGB") if image.mode == "CMYK" else image
