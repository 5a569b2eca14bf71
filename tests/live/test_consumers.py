"""A socket's life: hello in time and once, floods, too many of them, and nothing left behind."""

import asyncio
import contextlib
from unittest import mock

import pytest
from django.db import OperationalError

from chat import limits
from chat.errors import Busy
from chat.live import reads
from chat.live.announcements import PROCESSES_GROUP
from chat.live.consumers import FLOOD_FACTOR
from chat.live.database import in_database
from tests.live.conftest import Live, eventually
from tests.live.direct import DirectLine
from tests.live.driver import Line


async def test_another_protocol_is_told_to_reload(live: Live) -> None:
    line = await live.connect(live.cast.bob)
    line.command("hello", protocol=2, rooms={})
    assert (await line.bye())["code"] == 4426


async def test_who_does_not_say_hello_is_let_go(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HELLO_SECONDS", 0.1)
    silent, pinging, polite = [await live.connect(live.cast.bob) for _ in range(3)]
    await polite.hello()
    assert (await pinging.ask("ping"))["error"]["code"] == "hello_first"
    assert (await silent.bye())["code"] == (await pinging.bye())["code"] == 4408
    assert (await polite.ask("ping"))["ok"]


async def test_hello_is_said_once(live: Live) -> None:
    line = await live.greeted(live.cast.bob)
    reply = await line.ask("hello", protocol=1, rooms={})
    assert reply["error"]["code"] == "already_said_hello"


async def test_a_refused_hello_may_be_said_again(live: Live) -> None:
    line = await live.connect(live.cast.bob)
    assert (await line.ask("hello", protocol=1, rooms={"1": -1}))["error"]["fields"].keys() == {"rooms"}
    assert (await line.hello())["type"] == "ready"


async def test_hello_while_the_database_is_away_is_to_be_tried_again(live: Live) -> None:
    line = await live.connect(live.cast.bob)
    with mock.patch.object(reads, "missed", side_effect=OperationalError("away")):
        line.command("hello", protocol=1, rooms={str(live.room.pk): 0})
        bye = await line.bye()
    assert (bye["code"], bye["retry_after"]) == (4503, 2)


async def test_a_command_while_the_database_is_away_is_to_be_repeated_and_the_socket_stays(live: Live) -> None:
    line = await live.greeted(live.cast.bob)
    with mock.patch.object(reads, "sync", side_effect=Busy):
        error = (await line.ask("room.sync", room=live.room.pk, revision=0))["error"]
    assert (error["code"], error["retry_after"]) == ("busy", 2)
    assert (await line.ask("room.sync", room=live.room.pk, revision=0))["ok"]


async def test_a_flood_is_slowed_down_and_then_cut(live: Live) -> None:
    line = await live.connect(live.cast.bob)
    await line.hello()
    codes = [(await line.ask("ping")).get("error", {}).get("code") for _ in range(limits.FRAMES_PER_WINDOW)]
    assert codes == [None] * (limits.FRAMES_PER_WINDOW - 1) + ["slow_down"]
    assert 0 < (await line.ask("ping"))["error"]["retry_after"] <= limits.FRAMES_WINDOW_SECONDS
    for _ in range(limits.FRAMES_PER_WINDOW * FLOOD_FACTOR):
        line.say("{}")
    assert (await line.bye())["code"] == 4429


async def test_more_commands_than_may_wait_are_a_flood(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "COMMANDS_WAITING", 5)
    line = await live.greeted(live.cast.bob)
    for _ in range(7):
        line.command("room.sync", room=live.room.pk, revision=0)
    assert (await line.bye())["code"] == 4429


async def test_the_window_passes(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FRAMES_PER_WINDOW", 2)
    monkeypatch.setattr(limits, "FRAMES_WINDOW_SECONDS", 0.05)
    line = await live.greeted(live.cast.bob)
    for _ in range(10):
        await asyncio.sleep(0.06)
        assert (await line.ask("ping"))["ok"]


async def test_one_person_has_so_many_sockets_and_no_more(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SOCKETS_PER_PERSON", 2)
    first = await live.greeted(live.cast.bob)
    await live.connect(live.cast.bob)
    third = await live.connect(live.cast.bob)
    third.command("hello", protocol=1, rooms={})
    assert (await third.bye())["code"] == 4409
    await live.greeted(live.cast.alice)
    await first.gone()
    assert (await (await live.connect(live.cast.bob)).hello())["type"] == "ready"


async def test_one_broken_socket_stops_nobody(live: Live) -> None:
    broken, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    broken.is_broken = True
    for _ in range(3):
        revision = (await live.post(live.cast.bob)).revision
        assert (await bob.next_of("change"))["revision"] == revision
    await broken.application
    assert (await bob.ask("ping"))["ok"]


@pytest.mark.parametrize("kind", [Line, DirectLine])
@pytest.mark.usefixtures("quick_heart")
async def test_nothing_is_left_of_those_who_have_gone(live: Live, kind: type[Line]) -> None:
    live.kind = kind
    hub, tasks = live.hub, len(asyncio.all_tasks())
    for round_ in range(8):
        lines = [await live.connect(person) for person in (live.cast.alice, live.cast.bob, live.cast.charlie)]
        for line in lines:
            line.command("hello", protocol=1, rooms={str(live.room.pk): 0})
        if round_ % 2:
            await lines[0].next_of("ready")
        for line in lines:
            await line.gone()
    await eventually(lambda: not hub.attendance.rooms and not hub.attendance.people, "all forgotten")
    await eventually(lambda: len(asyncio.all_tasks()) <= tasks + 5, "all tasks ended")
    await eventually(lambda: hub.relay._joined == {PROCESSES_GROUP}, "all groups left")
    assert len(hub.duties.under_way) == 8
    await in_database(lambda: None)


@pytest.mark.parametrize("turns", range(8))
async def test_who_hangs_up_just_when_the_layer_answers_is_let_go(
    live: Live, monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    answered = asyncio.Event()

    async def wait_for_answer(group: str, channel: str) -> None:
        await answered.wait()

    monkeypatch.setattr(live.hub.relay._layer, "group_add", wait_for_answer)
    line = await live.connect(live.cast.bob)
    await line.hello()
    answered.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    await line.gone()


async def test_a_library_that_loses_a_cancellation_holds_nobody(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lose_one(group: str, channel: str) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.Event().wait()

    monkeypatch.setattr(live.hub.relay._layer, "group_add", lose_one)
    monkeypatch.setattr(limits, "PUBLISH_SECONDS", 60)
    line = await live.connect(live.cast.bob)
    await line.hello()
    await line.gone()
