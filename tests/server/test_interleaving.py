"""Ready frames beside Daphne's own, over a kernel that takes what it likes: what is read is what was sent, in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from twisted.internet.error import ConnectionLost

from chat.live.ready_frame import ReadyFrame
from chatsite.websocket import TunedWebSocket
from tests.server.decoding import decode
from tests.server.wire import Wire, open_websocket

# Short ones, and one longer than what Twisted writes at once (128 KiB).
TEXTS = some.one_of(some.text(max_size=200), some.sampled_from(["x" * 70_000, "漢" * 50_000]))
STEPS = some.lists(
    some.one_of(
        some.tuples(some.sampled_from(["ready", "ordinary"]), TEXTS), some.tuples(some.sampled_from(["ping", "turn"]))
    ),
    max_size=40,
)
APPETITES = some.lists(some.one_of(some.just(0), some.integers(0, 300), some.integers(0, 200_000)), max_size=80)


def play(websocket: TunedWebSocket, wire: Wire, steps: list[tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """Do the steps; return the kinds of frames that were sent, and their texts."""
    kinds, texts = [], []
    for kind, *text in steps:
        match kind:
            case "ready":
                assert websocket.send_frame(ReadyFrame(*text)) == websocket.buffered_bytes
            case "ordinary":
                websocket.handle_reply({"type": "websocket.send", "text": text[0]})
            case "ping":
                websocket._sendAutoPing()
            case "turn":
                wire.turn()
        if kind != "turn":
            kinds.append("PING" if kind == "ping" else "TEXT")
            texts += text
    return kinds, texts


@given(steps=STEPS, appetites=APPETITES, later=STEPS, chunk=some.integers(0, 5_000))
def test_frames_of_every_kind_stay_whole_and_in_order(
    steps: list[tuple[str, ...]], appetites: list[int], later: list[tuple[str, ...]], chunk: int
) -> None:
    wire = Wire(iter(appetites))
    websocket = open_websocket(wire)
    kinds, texts = play(websocket, wire, steps)
    websocket.close(1012)
    # After the close nothing is sent any more, whoever tries.
    for kind, *text in later:
        if kind == "ready":
            websocket.send_frame(ReadyFrame(*text))
    wire.drain()
    decoded = decode(wire.taken, chunk or len(wire.taken))
    assert (decoded.order, decoded.texts, decoded.code) == ([*kinds, "CLOSE"], texts, 1012)
    assert websocket.buffered_bytes == 0


@given(texts=some.lists(TEXTS, min_size=1), appetites=APPETITES)
def test_what_waits_is_known_and_its_end_is_told_once(texts: list[str], appetites: list[int]) -> None:
    wire, told = Wire(iter([0, *appetites])), []
    websocket = open_websocket(wire)
    sent = 0
    for text in texts:
        sent += len(ReadyFrame(text))
        assert websocket.send_frame(ReadyFrame(text)) == sent - len(wire.taken)
    websocket.when_drained(lambda: told.append(len(wire.taken)))
    wire.drain()
    assert told == [sent]
    websocket.send_frame(ReadyFrame("x"))
    wire.drain()
    assert told == [sent]


def test_a_frame_leaves_at_once_when_nothing_waits() -> None:
    wire = Wire()
    assert open_websocket(wire).send_frame(ReadyFrame("Hello")) == 0
    assert decode(wire.taken).texts == ["Hello"]
    assert wire not in wire.reactor.writers


@pytest.mark.parametrize("appetite", [0, 3])
def test_what_does_not_leave_at_once_leaves_with_the_reactor(appetite: int) -> None:
    wire = Wire(iter([appetite]))
    websocket = open_websocket(wire)
    assert websocket.send_frame(ReadyFrame("Hello")) == 7 - appetite
    wire.turn()
    assert decode(wire.taken).texts == ["Hello"]


def test_a_broken_line_is_for_the_reactor_to_find() -> None:
    wire = Wire()
    websocket = open_websocket(wire)
    wire.is_broken = True
    websocket.send_frame(ReadyFrame("Hello"))
    assert isinstance(wire.doWrite(), ConnectionLost)
    wire.connected = 0
    assert websocket.send_frame(ReadyFrame("Hello")) == 0


@pytest.mark.parametrize("code", [1000, 1001, 1011, 1012, 4401, 4999])
def test_every_code_can_close(code: int) -> None:
    for close in (lambda one: one.close(code), lambda one: one.handle_reply({"type": "websocket.close", "code": code})):
        wire = Wire()
        close(open_websocket(wire))
        wire.drain()
        assert decode(wire.taken).code == code


def test_who_is_closed_while_reading_pauses_can_answer() -> None:
    wire = Wire()
    websocket = open_websocket(wire)
    websocket.pause_reading()
    assert not wire.is_reading
    websocket.close(4429)
    assert wire.is_reading
