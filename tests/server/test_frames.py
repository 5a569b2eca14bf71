"""Ready frames, byte for byte: RFC 6455, section 5.2."""

import pytest

from chat.live.ready_frame import ReadyFrame
from tests.server.decoding import decode

LENGTHS = {
    0: "81 00",
    1: "81 01",
    125: "81 7d",
    126: "81 7e 00 7e",
    127: "81 7e 00 7f",
    65_535: "81 7e ff ff",
    65_536: "81 7f 00 00 00 00 00 01 00 00",
    1_000_000: "81 7f 00 00 00 00 00 0f 42 40",
}


@pytest.mark.parametrize(("length", "header"), LENGTHS.items())
def test_a_frame_is_its_header_and_its_text(length: int, header: str) -> None:
    text = "x" * length
    data = ReadyFrame(text)
    assert data == bytes.fromhex(header) + text.encode()
    assert decode(data).texts == [text]


# Two, three and four bytes a character; the last ones lie on both sides of where the header grows.
@pytest.mark.parametrize("text", ["é" * 62 + "x", "漢" * 42, "🌊" * 16_383, "🌊" * 16_384, "a\u0000b", "\u202eabc"])
def test_lengths_count_bytes_and_not_characters(text: str) -> None:
    assert decode(ReadyFrame(text)).texts == [text]


def test_frames_in_a_row_are_read_one_by_one_however_they_arrive() -> None:
    texts = ["", "one", "漢" * 100, "x" * 70_000]
    data = b"".join(ReadyFrame(text) for text in texts)
    for chunk in (0, 1, 7, 4_096):
        assert decode(data, chunk).texts == texts


def test_a_server_that_frames_by_itself_finds_the_text() -> None:
    assert ReadyFrame("Hello, 漢").text == "Hello, 漢"
