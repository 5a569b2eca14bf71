"""A text as a websocket frame, finished once for every socket that gets it."""

import struct
from functools import cached_property

# RFC 6455, section 5.2: the whole message in one frame (FIN), opcode 1 (text); a server's frames are not masked.
FIN_TEXT = 0x81
LENGTH_IN_16_BITS = 126
LENGTH_IN_64_BITS = 127
BIGGEST_16_BITS = 0xFFFF


class ReadyFrame:
    """What a socket is given to deliver: `text` for servers that frame it, `data` for those that need not."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def data(self) -> bytes:
        """The bytes on the wire: header and UTF-8 payload."""
        payload = self.text.encode()
        return _header(len(payload)) + payload


def _header(length: int) -> bytes:
    if length < LENGTH_IN_16_BITS:
        return struct.pack("!BB", FIN_TEXT, length)
    if length <= BIGGEST_16_BITS:
        return struct.pack("!BBH", FIN_TEXT, LENGTH_IN_16_BITS, length)
    return struct.pack("!BBQ", FIN_TEXT, LENGTH_IN_64_BITS, length)
