"""What a client that is none of ours makes of the bytes: the frame parser of the websockets library."""

from dataclasses import dataclass, field
from typing import Any

from websockets.client import ClientProtocol
from websockets.frames import Close, Opcode
from websockets.protocol import OPEN
from websockets.uri import parse_uri


@dataclass
class Decoded:
    """What has come, in order: texts, and pings by their payload; and the code of the close that ended it."""

    texts: list[str] = field(default_factory=list)
    pings: list[bytes] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    code: int | None = None


def decode(data: bytes, chunk: int = 0) -> Decoded:
    """Return what an open client reads of these bytes, given to it in pieces of `chunk`; raise when they are none."""
    client = ClientProtocol(parse_uri("ws://localhost/"), state=OPEN, max_size=None)
    for start in range(0, len(data), chunk or len(data) or 1):
        client.receive_data(data[start : start + chunk] if chunk else data)
    if client.parser_exc is not None:
        raise client.parser_exc
    decoded = Decoded()
    for frame in client.events_received():
        _note(decoded, frame)
    return decoded


def _note(decoded: Decoded, frame: Any) -> None:
    assert frame.fin, "a frame in pieces"
    decoded.order.append(frame.opcode.name)
    match frame.opcode:
        case Opcode.TEXT:
            decoded.texts.append(bytes(frame.data).decode())
        case Opcode.PING:
            decoded.pings.append(bytes(frame.data))
        case Opcode.CLOSE:
            decoded.code = Close.parse(frame.data).code
