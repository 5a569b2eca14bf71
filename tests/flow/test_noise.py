"""Promise 9, on real servers: whatever arrives gets a typed answer or a deliberate close, and nothing breaks.

tests/live has the table of malformed frames; here chance makes them.
"""

import asyncio
import json
import random
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import websockets

from chat import errors
from tests.flow.crowd import SEED
from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

FRAMES = 500
ANSWERS = {"ready", "reply", "bye"}
DELIBERATE = {4400, 4401, 4403, 4408, 4409, 4426, 4429, 4503}
CODES = {error.code for error in vars(errors).values() if isinstance(error, type) and hasattr(error, "code")}
ODD = [None, True, -1, 0, 2**63, 1e308, "", "\x00", "\ud800", "x" * 50_000, [], [[]], {}, {"a": {"a": {}}}, "1", 1.5]

Dice = random.Random
Frame = dict[str, Any]


def a_command(dice: Dice) -> Frame:
    """Return a command as it should be."""
    room, ref = dice.randint(1, 3), str(dice.random())
    return dice.choice(
        [
            {"command": "hello", "ref": ref, "protocol": 1, "rooms": {"1": 0}},
            {"command": "message.post", "ref": ref, "room": room, "client_id": str(uuid.uuid4()), "text": "Hello"},
            {"command": "message.delete", "ref": ref, "room": room, "number": 1},
            {"command": "room.sync", "ref": ref, "room": room, "revision": 0},
            {"command": "room.read", "ref": ref, "room": room, "number": 1},
            {"command": "ping", "ref": ref},
        ]
    )


def without_a_field(dice: Dice) -> str:
    frame = a_command(dice)
    del frame[dice.choice([*frame])]
    return json.dumps(frame)


def with_an_odd_field(dice: Dice) -> str:
    frame = a_command(dice)
    return json.dumps(frame | {dice.choice([*frame, "extra"]): dice.choice(ODD)})


def with_a_broken_end(dice: Dice) -> str:
    text = json.dumps(a_command(dice))
    return text[: dice.randrange(1, len(text))]  # Daphne itself drops empty frames


def with_a_wrong_letter(dice: Dice) -> str:
    letters = list(json.dumps(a_command(dice)))
    letters[dice.randrange(len(letters))] = chr(dice.choice([0, 34, 92, 125, 233, 0x202E, 0x1F600]))
    return "".join(letters)


def nonsense(dice: Dice) -> str:
    return dice.choice(
        ["[" * 20_000, "1" * 5_000, "NaN", "null", '"', "{}{}", '{"a":1,"a":2}', '{"ref":"1"}', "\ufeff{}"]
    )


def bytes_of_chance(dice: Dice) -> bytes:
    return dice.randbytes(dice.randint(1, 200))


KINDS: list[Callable[[Dice], str | bytes]] = [
    without_a_field,
    with_an_odd_field,
    with_a_broken_end,
    with_a_wrong_letter,
    nonsense,
    bytes_of_chance,
]


async def answer_to(socket: Any, frame: str | bytes) -> Frame:
    """Send a frame; return its one answer."""
    await socket.send(frame)
    while (answer := json.loads(await asyncio.wait_for(socket.recv(), 10)))["type"] not in ANSWERS:
        pass
    return answer


async def test_promise_9_no_frame_breaks_anything(site: Topology) -> None:
    dice, logs = Dice(SEED), [len(web.log()) for web in site.web]
    (mallory,) = await asyncio.to_thread(site.people, "mallory")
    left, closes = FRAMES, list[int]()
    while left:
        async with site.socket(mallory) as socket:
            while left:
                left -= 1
                frame = dice.choice(KINDS)(dice)
                try:
                    answer = await answer_to(socket, frame)
                except TimeoutError:
                    pytest.fail(f"seed {SEED}: no answer to {frame[:200]!r}")
                except websockets.ConnectionClosed:
                    closes.append(socket.close_code)
                    break
                described = f"seed {SEED}, {frame[:200]!r}: {answer}"
                assert answer["type"] != "reply" or answer["ok"] or answer["error"]["code"] in CODES, described
    assert set(closes) <= DELIBERATE, f"seed {SEED}"
    async with site.socket(mallory) as socket:
        hello = {"command": "hello", "ref": "last", "protocol": 1}
        await socket.send(json.dumps(hello))
        assert json.loads(await socket.recv())["type"] == "ready"
    for web, length in zip(site.web, logs, strict=True):
        assert "Traceback" not in web.log()[length:]
        assert "ERROR" not in web.log()[length:]
