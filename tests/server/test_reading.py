"""What comes in: bounded, read only as fast as it is obeyed, and refused with a word."""

import json
import struct
from unittest import mock

import pytest
from websockets.frames import Opcode

from chatsite.server import MESSAGE_BYTES
from tests.server.conftest import House
from tests.server.raw import MASK, Raw, masked, memory_kib
from tests.server.wire import Wire, open_websocket

MANY = 300
LONG = 20_000
MIB = 1024


def padded(command: str, ref: str, **fields: object) -> str:
    """Return a command as a long frame: JSON allows any space around it."""
    return json.dumps({"command": command, "ref": ref, **fields}).ljust(LONG)


def test_pausing_leaves_what_comes_to_the_kernel_and_resuming_reads_it() -> None:
    wire = Wire()
    websocket = open_websocket(wire)
    websocket.pause_reading()
    assert not wire.is_reading
    websocket.resume_reading()
    assert wire.is_reading


def test_a_websocket_that_is_closing_is_not_resumed() -> None:
    wire = Wire()
    websocket = open_websocket(wire)
    websocket.dropConnection(abort=False)
    with mock.patch.object(wire, "resumeProducing") as resume:
        websocket.resume_reading()
    resume.assert_not_called()


@pytest.mark.servers
def test_a_long_outbox_at_once_is_obeyed_whole_and_in_order(house: House) -> None:
    room, pid = house.room(), house.site.server.pid
    with house.socket(house.bob) as bob:
        before = memory_kib(pid)
        refs = [f"s{number}" for number in range(MANY)]
        frames = [padded("room.sync", ref, room=room["id"], revision=2) for ref in refs]
        bob.tcp.sendall(b"".join(masked(frame.encode()) for frame in frames))
        assert [bob.next("reply")["ref"] for _ in refs] == refs
        assert memory_kib(pid) - before < 4 * MIB


@pytest.mark.servers
def test_a_flood_ends_with_a_word_and_others_do_not_feel_it(house: House) -> None:
    with house.socket(house.bob) as bob, house.socket(house.alice) as alice:
        before = memory_kib(house.site.server.pid)
        bob.tcp.sendall(masked(b"{}") * 100_000)
        assert alice.ask("ping")["ok"]
        frames, code = bob.end()
        assert (code, frames[-1]["code"], frames[-1]["retry_after"]) == (4429, 4429, 10)
        assert memory_kib(house.site.server.pid) - before < 8 * MIB


@pytest.mark.servers
@pytest.mark.parametrize("kind", [Opcode.TEXT, Opcode.BINARY])
def test_the_largest_message_is_read_and_the_next_larger_is_1009(house: House, kind: Opcode) -> None:
    with house.socket(house.bob) as bob:
        bob.tcp.sendall(masked(b" " * MESSAGE_BYTES, kind))
        assert bob.next("reply")["error"]["code"] in {"frame_too_large", "bad_frame"}
        bob.tcp.sendall(masked(b" " * (MESSAGE_BYTES + 1), kind))
        assert bob.end() == ([], 1009)


@pytest.mark.servers
def test_a_message_in_pieces_has_the_same_bound(house: House) -> None:
    piece = bytearray(masked(b" " * 40_000))
    piece[0] = Opcode.TEXT
    rest = bytearray(masked(b" " * 40_000))
    rest[0] = Opcode.CONT
    with house.socket(house.bob) as bob:
        bob.tcp.sendall(piece + rest)
        assert bob.end() == ([], 1009)


ENDLESS = struct.pack("!BBQ", 0x81, 0xFF, 2**62) + MASK + b"x" * 100_000
BROKEN = {
    "a frame that says it is four exabytes long": (ENDLESS, 1009),
    "a frame without a mask": (b"\x81\x02{}", 1002),
    "a kind of frame that is none": (b"\x83\x82mask{}", 1002),
    "a text that is not UTF-8": (masked(b"\xff\xfe"), 1007),
    "a fragmented ping": (b"\x09\x80mask", 1002),
    "a compressed frame that nobody agreed on": (b"\xc1\x82mask{}", 1002),
}


@pytest.mark.servers
@pytest.mark.parametrize("what", BROKEN)
def test_what_breaks_the_standard_ends_with_its_code(house: House, what: str) -> None:
    data, code = BROKEN[what]
    begin = house.site.server.log_end
    with house.socket(house.bob) as bob, house.socket(house.alice) as alice:
        bob.tcp.sendall(data)
        assert bob.end() == ([], code)
        assert alice.ask("ping")["ok"]
    assert house.site.server.log(begin) == ""


@pytest.mark.servers
def test_a_ping_of_the_standard_is_answered_with_its_words(house: House) -> None:
    with Raw(house.site, house.bob) as bob:
        bob.tcp.sendall(masked(b"are you there", Opcode.PING))
        assert b"are you there" in bob.tcp.recv(100)
