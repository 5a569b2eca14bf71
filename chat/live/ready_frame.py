"""A text as a websocket frame, finished once for every socket that gets it."""

import struct
from typing import Self

# RFC 6455, section 5.2: the whole message in one frame (FIN), opcode 1 (text); a server's frames are not masked.
FIN_TEXT = 0x81
LENGTH_IN_16_BITS = 126
LENGTH_IN_64_BITS = 127
BIGGEST_16_BITS = 0xFFFF


class ReadyFrame(bytes):
    """The bytes on the wire, header and UTF-8 payload; and the `text` alone, for servers that frame it themselves."""

    text: str
    # Whether it may wait behind more than what merely happens in a room: somebody who catches up is not slow for it.
    is_soft = False

    def __new__(cls, text: str) -> Self:
        payload = text.encode()
        frame = super().__new__(cls, _header(len(payload)) + payload)
        frame.text = text
        return frame


class SoftFrame(ReadyFrame):
    """A signal: small, seldom, and soon out of date."""

    is_soft = True


def _header(length: int) -> bytes:
    if length < LENGTH_IN_16_BITS:
        return struct.pack("!BB", FIN_TEXT, length)
    if length <= BIGGEST_16_BITS:
        return struct.pack("!BBH", FIN_TEXT, LENGTH_IN_16_BITS, length)
    return struct.pack("!BBQ", FIN_TEXT, LENGTH_IN_64_BITS, length)
