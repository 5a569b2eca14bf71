"""What a file is, by its first bytes; no name and no header is asked.

Sources: the "MIME Sniffing" standard of the WHATWG (sections 6.1 and 6.2) for most of them; RFC 9649 for WebP; ISO/IEC
14496-12 and its register of brands (mp4ra.org) for MP4, M4A and AVIF; RFC 8794 and the WebM container guidelines; RFC
3533 and RFC 5334 for Ogg; RFC 9639 for FLAC; ID3v2.4 and ISO/IEC 11172-3 for MP3; ISO 32000 for PDF.

Only pictures, sounds and films are ever shown inside a page, so sounds and films have to show more than a magic number:
a page that begins like a film is no film. What is not recognised is a download.
"""

from dataclasses import dataclass

from chat.files import sounds
from chat.models import Attachment

Kind = Attachment.Kind
# Enough for the first page of an Ogg file, and for two frames of MP3.
HEAD_LENGTH = 8_192
PNG = b"\x89PNG\r\n\x1a\n"
AVIF_BRANDS = {b"avif", b"avis"}
# An image collection, which may be AVIF or something else: its other brands say.
COLLECTION_BRANDS = {b"mif1", b"msf1"}
VIDEO_BRANDS = {*(b"iso%c" % digit for digit in b"m23456789"), b"mp41", b"mp42", b"avc1", b"dash", b"M4V ", b"MSNV"}
AUDIO_BRANDS = {b"M4A ", b"M4B "}
# What may come second in an ISO file.
BOXES = {b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"sidx", b"styp", b"uuid", b"pdin", b"meta"}
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


@dataclass(frozen=True)
class Signature:
    """What a file is: its kind, its type for a browser, and for a picture what Pillow calls its format."""

    kind: Kind
    content_type: str
    format: str = ""


UNKNOWN = Signature(Kind.FILE, "application/octet-stream")
PICTURES = {
    name: Signature(Kind.PICTURE, f"image/{name.lower()}", name) for name in ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
}


def signature(head: bytes) -> Signature:
    """Return what a file is that begins with these bytes, of which there are HEAD_LENGTH, or all."""
    if found := _picture(head):
        return PICTURES[found]
    if found := _iso_media(head):
        return Signature(Kind(found.split("/")[0]), found)
    if found := sounds.content_type(head):
        return Signature(Kind(found.split("/")[0]), found)
    return _document(head)


def _picture(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(PNG):
        return "PNG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    major, others, _ = _brands(head)
    collection = major in COLLECTION_BRANDS and AVIF_BRANDS & others
    return "AVIF" if major in AVIF_BRANDS or collection else ""


def _iso_media(head: bytes) -> str:
    major, _, second = _brands(head)
    if second not in BOXES:
        return ""
    if major in AUDIO_BRANDS:
        return "audio/mp4"
    return "video/mp4" if major in VIDEO_BRANDS else ""


def _brands(head: bytes) -> tuple[bytes, set[bytes], bytes]:
    """Return an ISO file's major brand, its compatible ones, and the name of its second box."""
    size = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or size % 4 or not 16 <= size <= len(head):
        return b"", set(), b""
    others = {head[start : start + 4] for start in range(16, size, 4)}
    return head[8:12], others, head[size + 4 : size + 8]


def _document(head: bytes) -> Signature:
    """Return what to call something that is only ever downloaded."""
    if head.startswith(b"%PDF-"):
        return Signature(Kind.FILE, "application/pdf")
    if head.translate(None, CONTROL) == head and _is_utf_8(head):
        return Signature(Kind.FILE, "text/plain;charset=utf-8")
    return UNKNOWN


def _is_utf_8(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as error:
        # The last character may go on behind what was read.
        return len(head) == HEAD_LENGTH and error.reason == "unexpected end of data"
    return True
