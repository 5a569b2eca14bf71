"""No frame, however malformed, gets anything but one typed error; the socket goes on, and the log stays quiet."""

import json
import logging
from typing import Any

import pytest

from chat.live.consumers import FLOOD_FACTOR
from tests.live.conftest import Live
from tests.live.driver import Line
from tests.live.malformed import FRAMES

pytestmark = pytest.mark.usefixtures("unhurried")


async def test_each_gets_one_typed_error_and_the_socket_goes_on(live: Live, caplog: pytest.LogCaptureFixture) -> None:
    line = await live.greeted(live.cast.bob)
    before = await live.revision()
    answers = {name: await answers_to(line, frame, live.room.pk) for name, (_, frame) in FRAMES.items()}
    assert answers == {name: [code] for name, (code, _) in FRAMES.items()}
    assert await live.revision() == before
    assert loud(caplog) == []


async def test_none_of_them_passes_for_a_hello(live: Live, caplog: pytest.LogCaptureFixture) -> None:
    line = await live.connect(live.cast.bob)
    frames = {name: frame for name, (_, frame) in FRAMES.items() if name != "cannot be done: hello again"}
    answers = {name: await answers_to(line, frame, live.room.pk) for name, frame in frames.items()}
    assert {len(codes) for codes in answers.values()} == {1}
    assert (await line.hello())["type"] == "ready"
    assert loud(caplog) == []


async def test_a_ref_that_can_be_read_comes_back_and_another_does_not(live: Live) -> None:
    line = await live.connect(live.cast.bob)
    for ref, known in {"r": "r", "x" * 64: "x" * 64, "x" * 65: None, "": None, "a\0": None, "\ud800": None}.items():
        line.say(json.dumps({"command": "shout", "ref": ref}))
        assert (await line.next())["ref"] == known


async def test_what_was_sent_is_not_sent_back(live: Live) -> None:
    line = await live.connect(live.cast.bob)
    line.say(json.dumps({"command": "ping", "ref": "r", "<script>": "<script>"}))
    assert "script" not in json.dumps(await line.next())


async def test_who_sends_nothing_else_is_closed_and_not_hated(
    live: Live, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    line = await live.greeted(live.cast.bob)
    for _ in range(60 * FLOOD_FACTOR):
        line.say("{")
    assert (await line.bye())["code"] == 4429
    assert loud(caplog) == []


async def answers_to(line: Line, frame: Any, room_id: int) -> list[str]:
    """Send a frame, and a ping after it; return the codes of the errors before the ping's answer."""
    if isinstance(frame, dict):
        # The table's room 1 is the cast's room; its True and 1.0 are not.
        room = {"room": room_id} if type(frame.get("room")) is int and frame["room"] == 1 else {}
        frame = json.dumps(frame | room)
    line.say(frame)
    *answers, last = await line.exchange("ping", ref="ping")
    assert last["ok"] or last["error"]["code"] == "hello_first"
    return [answer["error"]["code"] for answer in answers]


def loud(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
