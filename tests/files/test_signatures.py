"""Sound and film are what their first bytes say."""

import io
import struct
import wave

import pytest

from chat.files.signatures import HEAD_LENGTH, signature
from tests.files.making import box


def wav() -> bytes:
    into = io.BytesIO()
    with wave.open(into, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(b"\0" * 800)
    return into.getvalue()


def iso(major: bytes, second: bytes = b"moov", others: bytes = b"isom") -> bytes:
    return box(b"ftyp", major + b"\0\0\2\0" + others) + box(second, b"\0" * 32)


def ogg(packet: bytes) -> bytes:
    return b"OggS\0\2" + b"\0" * 20 + bytes((1, len(packet))) + packet


def mp3(head: bytes, length: int) -> bytes:
    return (head + b"\0" * (length - 4)) * 2


WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\xf7\x81\1\x42\xf2\x81\4\x42\xf3\x81\x08\x42\x82\x84webm\x42\x87\x81\4"
ID3 = b"ID3\4\0\0" + bytes((0, 0, 1, 10)) + b"\0" * 138
KNOWN = {
    "MP4": (iso(b"isom"), "video/mp4"),
    "MP4 of a phone": (iso(b"mp42", b"mdat", b"isommp42"), "video/mp4"),
    "MP4 in fragments": (iso(b"iso5", b"moof", b"iso5dash"), "video/mp4"),
    "MP4 of Apple": (iso(b"M4V ", b"free"), "video/mp4"),
    "M4A": (iso(b"M4A ", b"free"), "audio/mp4"),
    "WebM": (WEBM, "video/webm"),
    "Ogg Vorbis": (ogg(b"\1vorbis" + b"\0" * 23), "audio/ogg"),
    "Ogg Opus": (ogg(b"OpusHead\1\2"), "audio/ogg"),
    "Ogg FLAC": (ogg(b"\x7fFLAC\1\0"), "audio/ogg"),
    "Ogg Theora": (ogg(b"\x80theora\3\2"), "video/ogg"),
    "WAV": (wav(), "audio/wav"),
    "FLAC": (b"fLaC\0\0\0\x22" + b"\0" * 34, "audio/flac"),
    # 128 kbit/s at 44,100 Hz are 144 * 128,000 / 44,100 bytes a frame, and one more with padding.
    "MP3": (mp3(b"\xff\xfb\x90\x64", 417), "audio/mpeg"),
    "MP3, padded": (mp3(b"\xff\xfb\x92\x64", 418), "audio/mpeg"),
    "MP3 of MPEG-2": (mp3(b"\xff\xf3\x80\xc4", 208), "audio/mpeg"),
    "MP3 of MPEG-2.5": (mp3(b"\xff\xe3\x40\xc4", 208), "audio/mpeg"),
    "MP3 behind ID3": (ID3 + mp3(b"\xff\xfb\x90\x64", 417), "audio/mpeg"),
}
UNKNOWN = {
    "MP4 whose head is longer than the file": struct.pack(">I", 4_000) + iso(b"isom")[4:],
    "MP4 whose head has no whole brands": box(b"ftyp", b"isom\0\0\2\0is") + box(b"moov"),
    "MP4 of a brand that nobody knows": iso(b"evil"),
    "MP4 with nothing behind its head": box(b"ftyp", b"isom\0\0\2\0isom"),
    "MP3 whose second frame is elsewhere": mp3(b"\xff\xfb\x90\x64", 400),
    "MP3 of layer II": mp3(b"\xff\xfd\x90\x64", 417),
    "MP3 of an unknown rate": mp3(b"\xff\xfb\xf0\x64", 417),
    "MP3 without a rate": mp3(b"\xff\xfb\x00\x64", 417),
    "ID3 whose size uses the highest bit": b"ID3\4\0\0" + b"\xff" * 4 + b"\0" * 50,
    "ID3 of version 9": b"ID3\x09" + ID3[4:],
    "Ogg of an unknown codec": ogg(b"evilcodec"),
    "Ogg that does not begin": ogg(b"OpusHead").replace(b"OggS\0\2", b"OggS\0\0"),
    "Ogg that ends": b"OggS\0\2" + b"\0" * 10,
    "WebM far behind": b"\x1a\x45\xdf\xa3" + b"\0" * 80 + WEBM[4:],
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_sound_or_film_is_known(name: str) -> None:
    data, content_type = KNOWN[name]
    found = signature(data[:HEAD_LENGTH])
    assert (found.kind, found.content_type) == (content_type.split("/")[0], content_type)


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_only_resembles_one_is_a_file(name: str) -> None:
    assert signature(UNKNOWN[name][:HEAD_LENGTH]).kind == "file"


def test_the_beginning_of_each_is_unknown_or_the_same() -> None:
    for data, content_type in KNOWN.values():
        for length in range(min(len(data), 200)):
            assert signature(data[:length]).content_type in {
                content_type,
                "application/octet-stream",
                "text/plain;charset=utf-8",
            }


def test_a_text_may_break_off_inside_a_letter() -> None:
    text = ("é" * HEAD_LENGTH).encode()
    assert signature(b"a" + text[: HEAD_LENGTH - 1]).content_type == "text/plain;charset=utf-8"
    assert signature(b"a" + text[:9]).content_type == "application/octet-stream"
