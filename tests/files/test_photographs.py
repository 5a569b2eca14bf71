"""A photograph is upright, small where it is shown small, and says nothing of where and with what it was taken."""

import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.Image import Transpose

from chat import limits
from chat.files import Examined
from tests.files.making import CORNERS, FORMATS, chunk, corners, near, png_with, quarters, saved

Upload = Callable[..., Examined]
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
# How the sensor lay, by the orientation that the camera writes.
LAY = {
    1: None,
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_90,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_270,
}
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:li>secret place</rdf:li></x:xmpmeta>'
TRACES = (b"Exif", b"MM\0\x2a", b"GPS", b"http://ns.adobe.com/xap", b"xmpmeta", b"secret", b"Camera", b"eXIf", b"EXIF")


def photograph(kind: str, orientation: int = 1) -> bytes:
    """Return a picture as a camera leaves it: lying as it was held, with all that cameras write."""
    lay = LAY[orientation]
    image = quarters() if lay is None else quarters().transpose(lay)
    known = Image.Exif()
    known[0x010F], known[0x0112], known[0x9286] = "Camera", orientation, "secret comment"
    known.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 29: "GPS secret"})
    told = {"exif": known} | ({"xmp": XMP} if kind in {"JPEG", "WEBP", "AVIF"} else {})
    return saved(image, kind, **told | ({"comment": "secret comment"} if kind == "JPEG" else {}))


def assert_upright(path: Path) -> None:
    with Image.open(path) as image:
        pairs = list(zip(corners(image), (RED, GREEN, BLUE, WHITE), strict=True))
    assert all(near(*pair) for pair in pairs), pairs


def assert_nameless(path: Path) -> None:
    """Assert that the file holds pixels and nothing that was written about them."""
    data = path.read_bytes()
    assert [trace for trace in TRACES if trace in data] == []
    with Image.open(path) as image:
        image.load()
        assert not image.getexif()
        assert {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(image.info) == set()


@pytest.mark.parametrize("orientation", LAY)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photograph_is_upright_and_tells_nothing(kind: str, orientation: int, upload: Upload) -> None:
    data = photograph(kind, orientation)
    assert b"secret" in data
    examined = upload(data)
    assert (examined.kind, examined.content_type) == ("picture", f"image/{kind.lower()}")
    assert (examined.width, examined.height, examined.animated) == (64, 48, False)
    for path in (examined.original, *examined.thumbnails.values()):
        assert_upright(path)
        assert_nameless(path)
    with Image.open(examined.original) as image:
        assert (image.format, image.size) == (kind, (64, 48))


def test_the_embedded_thumbnail_goes(upload: Upload) -> None:
    small = saved(quarters((16, 16)), "JPEG", comment="secret comment")
    header = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0\0\0\0\x0e\0\x02"
    entries = b"\x02\x01\0\x04\0\0\0\x01\0\0\0\x2c\x02\x02\0\x04\0\0\0\x01" + len(small).to_bytes(4, "big") + b"\0" * 4
    examined = upload(saved(quarters(), "JPEG", exif=header + entries + small))
    assert_nameless(examined.original)
    assert examined.original.read_bytes().count(b"\xff\xd8\xff") == 1


def test_thumbnails_are_narrower_than_the_picture(upload: Upload) -> None:
    examined = upload(saved(quarters((1_600, 800)), "JPEG"))
    assert tuple(examined.widths) == limits.THUMBNAIL_WIDTHS
    for width, path in examined.thumbnails.items():
        assert path.name == f"{width}.webp"
        with Image.open(path) as image:
            assert (image.format, image.size) == ("WEBP", (width, width // 2))
        assert_upright(path)
    assert examined.size == examined.original.stat().st_size


@pytest.mark.parametrize(("width", "widths"), [(360, [360]), (100, [100]), (1, [1]), (361, [360]), (1_440, [360, 720])])
def test_a_narrow_picture_has_fewer(width: int, widths: list[int], upload: Upload) -> None:
    assert upload(saved(quarters((width, 20)), "PNG")).widths == widths


@pytest.mark.parametrize("size", [(limits.PICTURE_SIDE, 1), (1, limits.PICTURE_SIDE)])
def test_a_picture_may_be_a_line(size: tuple[int, int], upload: Upload) -> None:
    examined = upload(saved(Image.new("RGB", size, "#336699"), "PNG"))
    assert (examined.width, examined.height, examined.colour) == (*size, "#336699")


def test_the_colour_is_the_average(upload: Upload) -> None:
    examined = upload(saved(quarters(colours=["#000000", "#ffffff", "#ffffff", "#000000"]), "PNG"))
    assert near(bytes.fromhex(examined.colour[1:]), (128, 128, 128))


@pytest.mark.parametrize("subsampling", [0, 2])
def test_a_jpeg_keeps_its_sharpness_of_colour(subsampling: int, upload: Upload) -> None:
    examined = upload(saved(quarters(), "JPEG", subsampling=subsampling))
    with Image.open(examined.original) as image:
        assert image.layer[0][1:3] == ((2, 2) if subsampling else (1, 1))


def modes() -> dict[str, tuple[str, Image.Image]]:
    """Return a picture in each of the modes that files come in, and the format."""
    colour, alpha = quarters(), quarters().convert("RGBA")
    alpha.paste((0, 0, 0, 0), (32, 24, 64, 48))
    deep = Image.new("I;16", (64, 48), 0)
    deep.paste(0x8080, (0, 0, 32, 48))
    deep.paste(0xFFFF, (32, 0, 64, 48))
    return {
        "CMYK": ("JPEG", colour.convert("CMYK")),
        "grey JPEG": ("JPEG", colour.convert("L")),
        "grey PNG": ("PNG", colour.convert("L")),
        "grey with alpha": ("PNG", alpha.convert("LA")),
        "black and white": ("PNG", colour.convert("1")),
        "16 bit grey": ("PNG", deep),
        "palette": ("PNG", colour.convert("P", palette=Image.Palette.ADAPTIVE)),
        "palette with alpha": ("PNG", alpha.quantize(8)),
        "alpha": ("PNG", alpha),
        "WebP with alpha": ("WEBP", alpha),
        "AVIF with alpha": ("AVIF", alpha),
        "GIF with alpha": ("GIF", alpha),
    }


@pytest.mark.parametrize("name", modes())
def test_every_mode_is_shown_as_it_is(name: str, upload: Upload) -> None:
    kind, image = modes()[name]
    examined = upload(saved(image, kind))
    expected = [(128,) * 3, (255,) * 3] * 2 if name == "16 bit grey" else corners(image)
    places = 3 if "alpha" in name else 4
    for path in (examined.original, *examined.thumbnails.values()):
        with Image.open(path) as stored:
            assert stored.format == (kind if path == examined.original else "WEBP")
            found = corners(stored)
            clear = stored.convert("RGBA").getpixel((48, 36))[3]
        assert [near(*pair) for pair in zip(found[:places], expected[:places], strict=True)] == [True] * places, found
        assert clear == (0 if "alpha" in name else 255)


def test_16_bits_of_colour_become_8(upload: Upload) -> None:
    line = b"\0" + b"\x80\x80\x10\x10\xf0\xf0" * 4
    header = b"\0\0\0\4\0\0\0\4\x10\2\0\0\0"
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(line * 4)) + chunk(b"IEND")
    assert upload(b"\x89PNG\r\n\x1a\n" + parts).colour == "#8010f0"


def test_a_colour_key_stays_transparent(upload: Upload) -> None:
    examined = upload(png_with(chunk(b"tRNS", b"\0\xff\0\xff\0\xff")))
    with Image.open(examined.original) as image:
        assert [image.convert("RGBA").getpixel(place)[3] for place in ((2, 2), (60, 44))] == [255, 0]


def turned_profile() -> bytes:
    """Return a profile that takes red for green, green for blue and blue for red."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for start in range(132, 132 + 12 * int.from_bytes(profile[128:132], "big"), 12):
        renamed = {b"rXYZ": b"gXYZ", b"gXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(bytes(profile[start : start + 4]))
        profile[start : start + 4] = renamed or profile[start : start + 4]
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "turn".encode("utf-16-be"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_profile_is_obeyed_and_goes(kind: str, upload: Upload) -> None:
    examined = upload(saved(quarters(), kind, icc_profile=turned_profile()))
    for path in (examined.original, *examined.thumbnails.values()):
        assert_nameless(path)
        with Image.open(path) as image:
            found = corners(image)
        # Red is what the profile calls by the name of another colour.
        assert sorted(found[:3], reverse=True) != found[:3]
        assert not near(found[0], RED)
        assert near(found[3], WHITE)


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_kept_can_be_uploaded_again(kind: str, upload: Upload) -> None:
    first = upload(saved(quarters(), kind))
    second = upload(first.original.read_bytes())
    assert (second.width, second.height, second.content_type) == (first.width, first.height, first.content_type)
    assert CORNERS[0] == "#ff0000"
    with Image.open(BytesIO(second.original.read_bytes())) as image:
        assert near(corners(image)[0], RED)
