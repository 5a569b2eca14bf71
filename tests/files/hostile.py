"""Files that somebody sends to do harm, and what becomes of each. Longer than most files: it is a list."""

import struct
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image

from tests.files.making import (
    FORMATS,
    avif_of,
    box,
    chunk,
    film,
    gif,
    gif_extension,
    gif_frame,
    gif_of,
    jpeg_of,
    jpeg_with,
    png_of,
    png_with,
    quarters,
    saved,
    segment,
    webp_of,
    webp_with,
)

PAYLOAD = b"<script>alert(document.cookie)</script>"
PAGE = b"<!doctype html><html><body>" + PAYLOAD + b"</body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg">' + PAYLOAD + b"</svg>"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + PAYLOAD + b"</x:xmpmeta>"
ZIP = b"PK\x03\x04\x14\0\0\0\0\0" + PAYLOAD + b"PK\x05\x06" + b"\0" * 18

Builder = Callable[[], bytes]


def exif(**entries: Any) -> bytes:
    known = Image.Exif()
    for number, value in entries.items():
        known[int(number.removeprefix("tag"))] = value
    return known.tobytes()


def looping_exif() -> bytes:
    """Return EXIF whose first directory says that the next one is the first one."""
    return b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\x08"


def worded_exif() -> bytes:
    """Return EXIF whose orientation is a text."""
    entry = struct.pack(">HHII", 0x112, 2, len(PAYLOAD), 26)
    return b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01" + entry + b"\0\0\0\0" + PAYLOAD


def with_first(kind: str) -> bytes:
    return saved(quarters(), kind)


# A picture that also is, or holds, something else: kept is the picture alone.
CLEANED: dict[str, Builder] = {
    "GIF whose width begins a comment of JavaScript": lambda: gif(
        gif_frame(), screen=(0x2A2F, 1), end=b";*/=1;" + PAYLOAD
    ),
    "GIF with a page behind it": lambda: saved(quarters(), "GIF") + PAGE,
    "GIF without an end, with a page behind it": lambda: gif(gif_frame(), end=b"") + b";" + PAGE,
    "GIF with a comment": lambda: gif(gif_extension(0xFE, PAYLOAD), gif_frame()),
    "GIF with a comment at its end": lambda: gif(gif_frame(), gif_extension(0xFE, PAYLOAD)),
    "GIF with a plain text": lambda: gif(gif_extension(0x01, b"\0" * 12, PAYLOAD), gif_frame()),
    "GIF with an application's data": lambda: gif(gif_extension(0xFF, b"EVILEVIL1.0", PAYLOAD), gif_frame()),
    "GIF with XMP": lambda: gif(gif_extension(0xFF, b"XMP DataXMP", XMP), gif_frame()),
    "GIF animated, with a comment in each frame": lambda: film("GIF", comment=PAYLOAD),
    "JPEG with an archive behind it": lambda: with_first("JPEG") + ZIP,
    "JPEG with a page behind it": lambda: with_first("JPEG") + PAGE,
    "JPEG with a PDF behind it": lambda: with_first("JPEG") + b"%PDF-1.7 " + PAYLOAD,
    "JPEG with a comment": lambda: jpeg_with(segment(0xFE, PAYLOAD)),
    "JPEG that begins a comment of JavaScript": lambda: jpeg_with(
        segment(0xE0, b"JFIF\0/*"), segment(0xFE, b"*/" + PAYLOAD)
    ),
    "JPEG with EXIF": lambda: saved(quarters(), "JPEG", exif=exif(tag270=PAYLOAD.decode())),
    "JPEG with XMP": lambda: jpeg_with(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
    "JPEG with IPTC": lambda: jpeg_with(segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x30" + PAYLOAD)),
    "JPEG with a profile that is none": lambda: jpeg_with(segment(0xE2, b"ICC_PROFILE\0\x01\x01" + PAYLOAD * 9)),
    "JPEG with 4 MB of comments": lambda: jpeg_with(*[segment(0xFE, PAYLOAD * 1_600)] * 64),
    "JPEG with another one behind it (MPO)": lambda: saved(
        quarters(), "MPO", save_all=True, append_images=[quarters()], exif=exif(tag270=PAYLOAD.decode())
    ),
    "JPEG with EXIF that goes round": lambda: jpeg_with(segment(0xE1, looping_exif() + PAYLOAD)),
    "JPEG with EXIF that ends early": lambda: jpeg_with(segment(0xE1, b"Exif\0\0MM\0\x2a\0\0\xff\xff" + PAYLOAD)),
    "JPEG with an orientation that is none": lambda: saved(quarters(), "JPEG", exif=exif(tag274=77)),
    "GIF whose frame sticks out of its screen": lambda: gif_of(9, 9, saved(quarters(), "GIF")) + PAGE,
    "GIF whose frames stick out of their screen": lambda: gif_of(9, 9, film("GIF")) + PAGE,
    "GIF whose screen has no width": lambda: gif_of(0, 9, saved(quarters(), "GIF")) + PAGE,
    "JPEG with fewer data than pixels": lambda: jpeg_of(640, 4_800) + PAGE,
    "AVIF of another size than it says": lambda: avif_of(3_000, 2_000) + box(b"free", PAGE),
    "JPEG with an orientation that is a word": lambda: jpeg_with(segment(0xE1, worded_exif())),
    "PNG with a page behind it": lambda: with_first("PNG") + PAGE,
    "PNG with a text": lambda: png_with(chunk(b"tEXt", b"Comment\0" + PAYLOAD)),
    "PNG with a packed text": lambda: png_with(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(PAYLOAD, 0))),
    "PNG with XMP": lambda: png_with(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)),
    "PNG with EXIF": lambda: png_with(chunk(b"eXIf", exif(tag270=PAYLOAD.decode())[6:])),
    "PNG with a chunk of its own": lambda: png_with(chunk(b"evIl", PAYLOAD)),
    "PNG with a profile that is none": lambda: png_with(chunk(b"iCCP", b"a\0\0" + zlib.compress(PAYLOAD * 9, 0))),
    "PNG with 5,000 texts": lambda: png_with(*[chunk(b"tEXt", b"Comment\0" + PAYLOAD)] * 5_000),
    "PNG with more data than pixels": lambda: png_of(2, 2, b"\0" * 14 + b"\0" * 5_000_000) + PAYLOAD,
    "WebP with a page behind it": lambda: with_first("WEBP") + PAGE,
    "WebP with a chunk of its own": lambda: webp_with(b"EVIL", PAYLOAD),
    "WebP with XMP": lambda: saved(quarters(), "WEBP", xmp=XMP),
    "WebP with EXIF": lambda: saved(quarters(), "WEBP", exif=exif(tag270=PAYLOAD.decode())),
    "WebP without loss, with EXIF": lambda: saved(
        quarters(), "WEBP", lossless=True, exif=exif(tag270=PAYLOAD.decode())
    ),
    "AVIF with EXIF and XMP": lambda: saved(quarters(), "AVIF", exif=exif(tag270=PAYLOAD.decode()), xmp=XMP),
    "AVIF with a free box": lambda: with_first("AVIF") + box(b"free", PAGE),
    "AVIF with a page behind it": lambda: with_first("AVIF") + box(b"mdat", PAGE),
}

# Pictures by their first bytes, and no pictures after them.
UNREADABLE: dict[str, Builder] = {
    "page that begins as a GIF": lambda: b"GIF89a" + PAGE,
    "JavaScript that begins as a GIF": lambda: b"GIF89a=1;alert(1)//" + PAYLOAD,
    "page that begins as a JPEG": lambda: b"\xff\xd8\xff\xe0" + PAGE,
    "page that begins as a PNG": lambda: b"\x89PNG\r\n\x1a\n" + PAGE,
    "page that begins as a WebP": lambda: b"RIFF\x90\0\0\0WEBPVP8 " + PAGE,
    "page that begins as a WebP of another kind": lambda: b"RIFF\x90\0\0\0WEBP" + PAGE,
    "page that begins as an AVIF": lambda: box(b"ftyp", b"avif\0\0\0\0avif") + PAGE,
    **{f"{kind}, of which there is only the signature": lambda kind=kind: with_first(kind)[:32] for kind in FORMATS},
    **{
        f"{kind}, of which there are only {part} of 8 parts": lambda kind=kind, part=part: (
            lambda data: data[: len(data) * part // 8]
        )(saved(quarters((300, 200)), kind))
        for kind in ("JPEG", "PNG", "WEBP", "AVIF")
        for part in (1, 4, 7)
    },
    "GIF that ends inside its first frame": lambda: saved(quarters((300, 200)), "GIF")[:900],
    "PNG animated, that ends inside its second frame": lambda: film("PNG")[:-300],
    "WebP animated, that ends inside its last frame": lambda: film("WEBP")[:-60],
    "PNG with the checksum of its header wrong": lambda: with_first("PNG")[:29] + b"\0\0\0\0" + with_first("PNG")[33:],
    "PNG with the checksum of its pixels wrong": lambda: png_of(8, 8, b"\0" * 200).replace(
        zlib.compress(b"\0" * 200, 9)[-4:], b"\1\2\3\4"
    ),
    "PNG without width": lambda: png_of(0, 8),
    "PNG without height": lambda: png_of(8, 0),
    "PNG with fewer data than pixels": lambda: png_of(800, 800),
    "PNG without pixels": lambda: b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
    "PNG with a packed text that is a bomb": lambda: png_with(
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 20_000_000, 9))
    ),
    "PNG with XMP that is a bomb": lambda: png_with(
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b"\0" * 20_000_000, 9))
    ),
    "PNG with a profile that is a bomb": lambda: png_with(
        chunk(b"iCCP", b"a\0\0" + zlib.compress(b"\0" * 20_000_000, 9))
    ),
    "PNG with the checksum of its text wrong": lambda: png_with(
        chunk(b"tEXt", b"Comment\0" + PAYLOAD)[:-4] + b"\0\0\0\0"
    ),
    "GIF without frames": lambda: gif(),
    "GIF with fewer data than pixels": lambda: gif(gif_frame((500, 500)), screen=(500, 500)),
    "JPEG without height": lambda: jpeg_of(64, 0),
    "JPEG without width": lambda: jpeg_of(0, 48),
}

LARGE: dict[str, Builder] = {
    "PNG of 50,000 by 50,000": lambda: png_of(50_000, 50_000),
    "PNG of 8,000 by 8,000": lambda: png_of(8_000, 8_000),
    "PNG that is one long line": lambda: png_of(100_000, 1),
    "PNG with a negative width": lambda: png_of(0xFFFFFFFF, 1),
    "GIF with the largest screen": lambda: gif(gif_frame(), screen=(65_535, 65_535)),
    "GIF whose frame is the largest": lambda: gif(gif_frame((65_535, 65_535))),
    "GIF whose second frame is the largest": lambda: gif(gif_frame(), gif_frame((65_535, 65_535))),
    "JPEG of 65,500 by 65,500": lambda: jpeg_of(65_500, 65_500),
    "WebP of 16,384 by 16,384": lambda: webp_of(16_384, 16_384),
    "WebP of 16,777,216 by 1": lambda: webp_of(16_777_216, 1),
    "AVIF of 16,000 by 16,000": lambda: avif_of(16_000, 16_000),
}

LONG: dict[str, Builder] = {
    "GIF of 1,000 frames": lambda: gif(gif_frame() * 1_000),
    "GIF of 200,000 frames": lambda: gif(gif_frame() * 200_000),
    "GIF of 150 small frames on a large screen": lambda: gif(gif_frame() * 150, screen=(5_000, 5_000)),
    "WebP of 300 frames": lambda: film("WEBP", 300, (16, 16)),
    "PNG of 300 frames": lambda: film("PNG", 300, (16, 16)),
    "AVIF of 300 frames": lambda: film("AVIF", 300, (16, 16), speed=10),
    "PNG that says it has 2,000,000,000 frames": lambda: png_with(chunk(b"acTL", struct.pack(">II", 2_000_000_000, 0))),
}

# Never shown inside a page, whatever they hold.
DOWNLOADS: dict[str, tuple[Builder, str]] = {
    "page": (lambda: PAGE, "text/plain;charset=utf-8"),
    "page with a byte order mark": (lambda: b"\xef\xbb\xbf" + PAGE, "text/plain;charset=utf-8"),
    "page in UTF-16": (lambda: PAGE.decode().encode("utf-16"), "application/octet-stream"),
    "page behind a NUL": (lambda: b"\0" + PAGE, "application/octet-stream"),
    "SVG": (lambda: SVG, "text/plain;charset=utf-8"),
    "SVG behind an XML head": (lambda: b"<?xml version='1.0'?>\n" + SVG, "text/plain;charset=utf-8"),
    "packed SVG": (lambda: b"\x1f\x8b\x08\0" + SVG, "application/octet-stream"),
    "XML bomb": (
        lambda: b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>',
        "text/plain;charset=utf-8",
    ),
    "JavaScript": (lambda: b"alert(1)", "text/plain;charset=utf-8"),
    "shell script": (lambda: b"#!/bin/sh\nrm -rf /\n", "text/plain;charset=utf-8"),
    "PDF with a JPEG behind its head": (lambda: b"%PDF-1.4\n" + with_first("JPEG"), "application/pdf"),
    "archive": (lambda: ZIP, "application/octet-stream"),
    "program for Windows": (lambda: b"MZ\x90\0" + PAYLOAD, "application/octet-stream"),
    "JPEG behind a blank": (lambda: b" " + with_first("JPEG"), "application/octet-stream"),
    "one byte": (lambda: b"\xff", "application/octet-stream"),
    "two bytes of a JPEG": (lambda: b"\xff\xd8", "application/octet-stream"),
    **{
        f"{kind}, which Pillow could open": (lambda kind=kind: saved(quarters(), kind), "application/octet-stream")
        for kind in ("BMP", "TIFF", "ICO", "PCX", "TGA", "JPEG2000", "SGI", "DDS", "PPM")
    },
    "EPS, which Pillow would give to Ghostscript": (
        lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run",
        "text/plain;charset=utf-8",
    ),
    "PSD, which Pillow could open": (
        lambda: b"8BPS\0\1" + b"\0" * 6 + struct.pack(">HIIHH", 3, 1, 1, 8, 3),
        "application/octet-stream",
    ),
    "HEIC, which no browser shows": (
        lambda: box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta"),
        "application/octet-stream",
    ),
    "page whose fifth letter begins ftyp": (lambda: b"<a  ftypisom" + PAGE, "text/plain;charset=utf-8"),
    "page behind the head of an MP4": (
        lambda: box(b"ftyp", b"isom\0\0\2\0isommp42") + PAGE,
        "application/octet-stream",
    ),
    "Matroska": (lambda: b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska", "application/octet-stream"),
    "page behind the head of an Ogg": (lambda: b"OggS\0\2" + b"\0" * 20 + b"\1\x1e" + PAGE, "application/octet-stream"),
    "page behind the head of a RIFF": (lambda: b"RIFF\0\0\0\0WAVE" + PAGE, "application/octet-stream"),
    "page behind fLaC": (lambda: b"fLaC" + PAGE, "text/plain;charset=utf-8"),
    "page behind the head of one frame of MP3": (lambda: b"\xff\xfb\x90\x44" + PAGE * 9, "application/octet-stream"),
    "page behind ID3": (lambda: b"ID3" + PAGE, "text/plain;charset=utf-8"),
}
