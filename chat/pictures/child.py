"""The child process: one task as its argument, the answer as JSON on stdout, files in the folder that it was given."""

import errno
import json
import sys
import traceback
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image

from chat.pictures.bare import BROKEN, bare, coloured
from chat.pictures.bounds import Bounds, Refused, restrict
from chat.pictures.film import Film, still
from chat.pictures.headers import is_film, opened
from chat.pictures.writing import colour, options, write_film, write_squares, write_thumbnails

Answer = dict[str, Any]
# What the disk says, or the bound for files, while the picture is written; everything else is said of its bytes.
DISK = {errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EFBIG: "large"}


def main(task: str) -> None:
    """Do what the task says, within its bounds, and say how it went."""
    told = json.loads(task)
    bounds = Bounds(**told.pop("bounds"))
    restrict(bounds)
    sys.stdout.write(json.dumps(answer(bounds=bounds, **told)))


def answer(*, deed: str, source: str, into: str, kind: str, widths: list[int], bounds: Bounds) -> Answer:
    """Return what became of the picture, or why it was refused. Nothing that its bytes may cause is raised."""
    try:
        with Path(source).open("rb") as file:
            return DEEDS[deed](file, Path(into), kind, widths, bounds)
    except Refused as refusal:
        return {"refused": refusal.reason}
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"refused": "large"}
    except OSError as error:
        return {"refused": DISK.get(error.errno or 0, "unreadable")}
    except (*BROKEN, zlib.error):
        return {"refused": "unreadable"}
    except Exception:
        # Broken bytes make Pillow raise whatever they like; what is left may be a fault of ours, and is told.
        traceback.print_exc()
        return {"refused": "unreadable"}


def _picture(file: BinaryIO, into: Path, kind: str, widths: list[int], bounds: Bounds) -> Answer:
    """Write the picture anew, and small ones of it."""
    image = opened(file, kind, bounds)
    animated = is_film(image, kind, bounds)
    told = options(image, kind, file)
    if animated:
        film = Film(image, kind, bounds)
        write_film(film, into / "original", kind, told)
        pixels = still(image)
    else:
        image.seek(1 if image.info.get("default_image") else 0)
        pixels = bare(image)
        # What Pillow read is as large as what is written.
        del image
        pixels.save(into / "original", kind, **told)
    width, height = pixels.size
    pixels = coloured(pixels)
    widths = write_thumbnails(pixels, into, widths)
    return {"width": width, "height": height, "animated": animated, "colour": colour(pixels), "widths": widths}


def _square(file: BinaryIO, into: Path, kind: str, widths: list[int], bounds: Bounds) -> Answer:
    """Write the middle of the picture, or of its first frame, as squares."""
    return {"widths": write_squares(still(opened(file, kind, bounds)), into, widths)}


DEEDS = {"picture": _picture, "square": _square}
