"""Pleasant pictures for tests and for docs/screenshots, drawn by code: hills, water, a low sun, and portraits."""

import io
import math
import random

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
# Each mood: the sky above and at the horizon, the sun, and the hills from far to near.
MOODS: dict[str, tuple[Colour, Colour, Colour, list[Colour]]] = {
    "morning": ((120, 170, 220), (250, 224, 196), (255, 244, 214), [(150, 168, 190), (98, 130, 150), (52, 88, 96)]),
    "evening": ((64, 52, 110), (246, 150, 110), (255, 222, 150), [(120, 84, 124), (76, 56, 100), (36, 30, 62)]),
    "noon": ((86, 160, 226), (206, 232, 246), (255, 255, 240), [(132, 176, 150), (84, 142, 100), (44, 100, 66)]),
    "dusk": ((24, 32, 72), (120, 110, 170), (236, 236, 250), [(62, 66, 118), (40, 44, 88), (20, 24, 52)]),
    "autumn": ((150, 176, 200), (250, 226, 180), (255, 236, 190), [(188, 150, 110), (168, 104, 62), (104, 60, 40)]),
}
FACES: list[tuple[Colour, Colour]] = [
    ((246, 178, 107), (92, 62, 120)),
    ((120, 190, 170), (36, 84, 96)),
    ((236, 142, 150), (110, 52, 84)),
]


def landscape(mood: str, size: tuple[int, int] = (1600, 1067), seed: int = 1) -> Image.Image:
    """Return a landscape in a mood; the same seed gives the same hills."""
    above, horizon, sun, hills = MOODS[mood]
    width, height = size
    chance = random.Random(seed)
    picture = _gradient(size, above, horizon)
    left, top = int(width * chance.uniform(0.2, 0.8)), int(height * chance.uniform(0.22, 0.42))
    glow = Image.new("RGBA", size, (*sun, 0))
    for radius, alpha in ((0.3, 40), (0.16, 70), (0.07, 255)):
        span = int(min(size) * radius)
        ImageDraw.Draw(glow).ellipse((left - span, top - span, left + span, top + span), (*sun, alpha))
    glow = glow.filter(ImageFilter.GaussianBlur(min(size) / 90))
    picture.paste(glow, (0, 0), glow)
    draw = ImageDraw.Draw(picture)
    for place, colour in enumerate(hills):
        draw.polygon(_ridge(size, 0.5 + 0.16 * place, 0.1 + 0.03 * place, chance), colour)
    return picture


def portrait(number: int, side: int = 640) -> Image.Image:
    """Return somebody's head and shoulders, before one colour."""
    ground, figure = FACES[number % len(FACES)]
    picture = _gradient((side, side), ground, tuple(min(255, part + 30) for part in ground))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((side * 0.34, side * 0.2, side * 0.66, side * 0.56), figure)
    draw.ellipse((side * 0.16, side * 0.62, side * 0.84, side * 1.3), figure)
    return picture


def jpeg(picture: Image.Image) -> bytes:
    """Return a picture as a file."""
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=88)
    return written.getvalue()


def _gradient(size: tuple[int, int], above: Colour, below: Colour) -> Image.Image:
    column = Image.new("RGB", (1, 256))
    for row in range(256):
        column.putpixel((0, row), tuple(round(a + (b - a) * row / 255) for a, b in zip(above, below, strict=True)))
    return column.resize(size, Image.Resampling.BICUBIC)


def _ridge(size: tuple[int, int], top: float, steep: float, chance: random.Random) -> list[tuple[float, float]]:
    """Return the outline of hills that begin about so far down the picture."""
    width, height = size
    waves = [(chance.uniform(0.6, 3.5), chance.uniform(0, 6.3), steep / (number + 1)) for number in range(4)]
    line = []
    for x in range(0, width + 8, 8):
        rise = sum(strength * math.sin(6.3 * often * x / width + phase) for often, phase, strength in waves)
        line.append((float(x), height * (top - rise / 2)))
    return [(0.0, float(height)), *line, (float(width), float(height))]
