"""What the application says through ASGI's `send`, as any server would have it said."""

from typing import Any

import pytest

from tests.server.decoding import decode
from tests.server.wire import Wire, open_websocket

SENDS = {
    "a text": ({"text": "Hello"}, b"\x81\x05Hello"),
    "an empty text": ({"text": ""}, b"\x81\x00"),
    "a text, and no bytes": ({"text": "Hello", "bytes": None}, b"\x81\x05Hello"),
    "bytes": ({"bytes": b"\x00\xff"}, b"\x82\x02\x00\xff"),
    "no bytes at all": ({"bytes": b""}, b"\x82\x00"),
    "bytes, and no text": ({"bytes": b"", "text": None}, b"\x82\x00"),
}


@pytest.mark.parametrize("what", SENDS)
def test_every_message_is_one_frame(what: str) -> None:
    said, frame = SENDS[what]
    wire = Wire()
    open_websocket(wire).handle_reply({"type": "websocket.send"} | said)
    wire.drain()
    assert wire.taken == frame


@pytest.mark.parametrize("said", [{"text": "Hello"}, {"text": ""}, {"bytes": b"Hello"}])
def test_after_a_close_nothing_more_is_said(said: dict[str, Any]) -> None:
    wire = Wire()
    websocket = open_websocket(wire)
    websocket.close(1012)
    websocket.handle_reply({"type": "websocket.send"} | said)
    wire.drain()
    assert (decode(wire.taken).order, decode(wire.taken).code) == (["CLOSE"], 1012)


def test_nothing_is_said_to_who_has_not_been_accepted() -> None:
    websocket = open_websocket(Wire())
    websocket.state = websocket.STATE_CONNECTING
    with pytest.raises(ValueError, match="accepted"):
        websocket.handle_reply({"type": "websocket.send", "text": "Hello"})
