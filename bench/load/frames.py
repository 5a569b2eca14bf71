"""Websocket frames (RFC 6455) as a client writes them, and the little that it reads of a server's."""

import os
from collections.abc import Iterator

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
FINAL = 0x80
MASKED = 0x80
OPCODE = 0x0F
SHORT_MAX = 125
TWO_BYTES_MAX = 0xFFFF
LENGTH_IN_TWO_BYTES, LENGTH_IN_EIGHT_BYTES = 126, 127


def frame(opcode: int, payload: bytes) -> bytes:
    """Return one masked frame."""
    mask = os.urandom(4)
    stream = mask * (len(payload) // 4 + 1)
    masked = int.from_bytes(payload, "big") ^ int.from_bytes(stream[: len(payload)], "big")
    return bytes([FINAL | opcode]) + _length(len(payload)) + mask + masked.to_bytes(len(payload), "big")


def _length(size: int) -> bytes:
    if size <= SHORT_MAX:
        return bytes([MASKED | size])
    if size <= TWO_BYTES_MAX:
        return bytes([MASKED | LENGTH_IN_TWO_BYTES]) + size.to_bytes(2, "big")
    return bytes([MASKED | LENGTH_IN_EIGHT_BYTES]) + size.to_bytes(8, "big")


def whole(data: bytes | bytearray, count: int) -> Iterator[tuple[int, int, int]]:
    """Yield opcode, start and end of the payload of each frame that lies wholly in the first `count` bytes.

    Servers do not mask, and those measured here do not fragment.
    """
    at = 0
    while at + 2 <= count:
        length, start = data[at + 1], at + 2
        if length == LENGTH_IN_TWO_BYTES:
            start += 2
            length = data[at + 2] << 8 | data[at + 3] if start <= count else count
        elif length == LENGTH_IN_EIGHT_BYTES:
            start += 8
            length = int.from_bytes(data[at + 2 : start], "big")
        end = start + length
        if end > count:
            return
        yield data[at] & OPCODE, start, end
        at = end
