"""Frames for GIF, with the colours that they have: Pillow's own way changes them where something is transparent."""

from PIL import Image

from chat.pictures.bare import OPAQUE, is_transparent

# The last place in a full palette.
CLEAR = 255
HALF = 128


def in_palette(image: Image.Image) -> Image.Image:
    """Return the picture with a palette of its own: its exact colours, where there are no more than fit."""
    if image.mode == "P":
        return image
    if not is_transparent(image):
        return image.convert("RGB").quantize(CLEAR + 1, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    image = image.convert("RGBA")
    clear = image.getchannel("A").point(lambda alpha: OPAQUE if alpha < HALF else 0)
    indexed = image.convert("RGB").quantize(CLEAR, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    indexed.paste(CLEAR, mask=clear)
    indexed.info["transparency"] = CLEAR
    return indexed
