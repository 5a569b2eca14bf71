"""Sound and film other than MP4, by their first bytes; signatures.py says where these are written."""

EBML = b"\x1a\x45\xdf\xa3"
# DocType, four bytes long.
WEBM = b"\x42\x82\x84webm"
EBML_HEAD_LENGTH = 64
OGG_PAGE = 27
OGG_CODECS = {
    b"\x01vorbis": "audio/ogg",
    b"OpusHead": "audio/ogg",
    b"\x7fFLAC": "audio/ogg",
    b"Speex   ": "audio/ogg",
    b"\x80theora": "video/ogg",
}
# The first block is STREAMINFO, which has 34 bytes; it may be the last one, too.
FLAC = (b"fLaC\x00\x00\x00\x22", b"fLaC\x80\x00\x00\x22")
ID3_VERSIONS = (2, 3, 4)
# Of layer III: kilobits a second by index, for MPEG-1 and for MPEG-2 and 2.5; samples a second for MPEG-1.
MP3_RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
MP3_SAMPLES = (44_100, 48_000, 32_000)


def content_type(head: bytes) -> str:
    """Return the type of a sound or film that begins with these bytes, or nothing."""
    if head.startswith(EBML) and WEBM in head[:EBML_HEAD_LENGTH]:
        return "video/webm"
    if head.startswith(b"OggS\x00\x02"):
        return _ogg(head)
    if head.startswith(b"RIFF") and head[8:16] == b"WAVEfmt ":
        return "audio/wav"
    if head.startswith(FLAC):
        return "audio/flac"
    return "audio/mpeg" if _has_id3(head) or _is_mp3(head) else ""


def _ogg(head: bytes) -> str:
    """Return the type by the codec that the first page names, behind the page's table of segments."""
    packet = head[OGG_PAGE + head[OGG_PAGE - 1] :] if len(head) > OGG_PAGE else b""
    return next((found for codec, found in OGG_CODECS.items() if packet.startswith(codec)), "")


def _has_id3(head: bytes) -> bool:
    """Tell whether an ID3v2 header begins: its version is known, and no byte of its size uses the highest bit."""
    if len(head) < 10 or not head.startswith(b"ID3"):
        return False
    version, revision, flags = head[3:6]
    return version in ID3_VERSIONS and revision != 0xFF and not flags & 0x0F and max(head[6:10]) < 0x80


def _is_mp3(head: bytes) -> bool:
    """Tell whether a frame begins here, and another one where it ends: two bytes alone may be anything."""
    length = _frame_length(head)
    return bool(length) and bool(_frame_length(head[length:]))


def _frame_length(head: bytes) -> int:
    """Return the bytes of the frame of MPEG layer III that begins here, or 0."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version = head[1] >> 3 & 3
    rate, samples = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or not 0 < rate < 15 or samples == 3:
        return 0
    # MPEG-1 is 3, MPEG-2 is 2, MPEG-2.5 is 0.
    slower = {3: 1, 2: 2, 0: 4}[version]
    bits = MP3_RATES[version != 3][rate] * 1_000
    padding = head[2] >> 1 & 1
    return (144 if version == 3 else 72) * bits // (MP3_SAMPLES[samples] // slower) + padding
