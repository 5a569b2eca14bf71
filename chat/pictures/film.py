"""Animations, one frame in memory at a time."""

from PIL import Image

from chat.pictures.bare import bare, coloured, is_transparent
from chat.pictures.bounds import Bounds, Refused
from chat.pictures.palettes import in_palette

# Longer a frame stands in no animation, and PNG cannot say it.
FRAME_MILLISECONDS = 60_000


class Film(Image.Image):
    """An animation of bare frames, as Pillow's writers go through it: `seek` puts a frame's pixels in place.

    Made, it has been looked through once, from end to end: its frames are whole and not too many, and `durations` (in
    milliseconds) are known, which the writers have to be told beforehand.
    """

    def __init__(self, source: Image.Image, kind: str, bounds: Bounds) -> None:
        super().__init__()
        self.source, self.kind = source, kind
        # A PNG may have a picture for programs that know no animations; it is no part of the animation.
        self.first = 1 if source.info.get("default_image") else 0
        self.is_animated = True
        self.durations: list[int] = []
        self.is_transparent = False
        self.loop = source.info.get("loop")
        self._look_through(bounds)
        self.n_frames = len(self.durations)
        self.place = -1
        self.seek(0)

    def seek(self, frame: int) -> None:
        if not 0 <= frame < self.n_frames:
            raise EOFError
        if frame == self.place:
            return
        self.source.seek(self.first + frame)
        pixels = bare(self.source)
        if self.kind == "GIF":
            pixels = in_palette(pixels)
        if pixels.size != self.size and self.place >= 0:
            # A later frame of a GIF may stick out of its screen; it is cut off, as in browsers.
            pixels = pixels.crop((0, 0, *self.size))
        self.im, self.palette, self.info = pixels.im, pixels.palette, pixels.info
        self._mode, self._size, self.place = pixels.mode, pixels.size, frame

    def tell(self) -> int:
        return self.place

    def _look_through(self, bounds: Bounds) -> None:
        """Decode every frame once, as long as there are not too many. The headers of GIF do not say how many come."""
        pixels = 0
        while True:
            try:
                self.source.seek(self.first + len(self.durations))
            except EOFError:
                break
            pixels += self.source.width * self.source.height
            if len(self.durations) >= bounds.frames or pixels > bounds.frames_pixels:
                raise Refused("long")
            self.source.load()
            self.is_transparent = self.is_transparent or is_transparent(self.source)
            self.durations.append(min(round(self.source.info.get("duration") or 0), FRAME_MILLISECONDS))


def still(source: Image.Image) -> Image.Image:
    """Return the first frame, in colour."""
    source.seek(1 if source.info.get("default_image") else 0)
    return coloured(bare(source))
