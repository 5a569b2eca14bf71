"""Two processes and the channel layer between them, in fair weather and foul."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator

import pytest

from chat import limits
from chat.actions import memberships, people
from chat.live.announcements import PROCESSES_GROUP, RoomsChanged
from chat.live.database import in_database
from tests.cast import member
from tests.live.conftest import Live, eventually
from tests.live.processes import Processes, two_processes

pytestmark = pytest.mark.usefixtures("unhurried", "quick_heart")


@pytest.fixture
async def processes(live: Live, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Processes]:
    async with two_processes(live, monkeypatch) as processes:
        yield processes


@pytest.mark.parametrize("mood", ["fine", "loses", "doubles", "reorders"])
async def test_all_hear_all_whatever_gets_lost_or_doubled_on_the_way(processes: Processes, mood: str) -> None:
    lines = await processes.greeted(processes.live.cast.bob)
    processes.layer.mood = mood
    await processes.converge(lines, count=10)
    assert processes.layer.sent >= 10
    await processes.healthy(True)


@pytest.mark.parametrize("mood", ["raises", "hangs", "swallows"])
async def test_while_the_layer_is_away_the_chat_goes_on_and_it_is_known(
    processes: Processes, mood: str, caplog: pytest.LogCaptureFixture
) -> None:
    lines = await processes.greeted(processes.live.cast.bob)
    processes.layer.mood = mood
    await processes.converge(lines)
    await processes.healthy(False)
    lines += await processes.greeted(processes.live.cast.dana)
    await processes.converge(lines)
    processes.layer.mood = "fine"
    await processes.healthy(True)
    await processes.converge(lines)
    said = [record for record in caplog.records if record.name == "chat.live.relay"]
    assert {record.levelno for record in said} == {logging.WARNING}
    assert len(said) <= 8
    assert not any(record.exc_info for record in said)


async def test_when_the_layer_is_back_news_travel_through_it_again(processes: Processes) -> None:
    processes.layer.mood = "raises"
    lines = await processes.greeted(processes.live.cast.bob)
    await processes.healthy(False)
    processes.layer.mood = "fine"
    await processes.healthy(True)
    groups = {f"room_{processes.live.room.pk}", PROCESSES_GROUP}
    for hub in processes.hubs:
        await eventually(lambda hub=hub: hub.relay._joined >= groups, "groups joined")
    await processes.converge(lines)


async def test_a_post_does_not_wait_for_a_layer_that_hangs(processes: Processes) -> None:
    lines = await processes.greeted(processes.live.cast.bob)
    processes.layer.mood = "hangs"
    began = time.monotonic()
    for _ in range(20):
        await processes.live.post(processes.live.cast.alice)
    assert [await lines[0].next_of("change") for _ in range(20)]
    assert time.monotonic() - began < 2


async def test_nobody_waits_for_a_layer_that_is_known_to_hang(
    processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes.layer.mood = "hangs"
    await processes.healthy(False)
    await processes.greeted(processes.live.cast.bob)
    monkeypatch.setattr(limits, "PUBLISH_SECONDS", 5)
    # The heartbeat is about to wait for Bob's groups.
    await asyncio.sleep(0.2)
    began = time.monotonic()
    await processes.greeted(processes.live.cast.dana)
    assert time.monotonic() - began < 2


async def test_a_flushed_layer_is_not_missed(processes: Processes) -> None:
    lines = await processes.greeted(processes.live.cast.bob)
    await processes.layer.flush()
    await processes.converge(lines)


async def test_one_message_that_is_not_understood_stops_nobody(
    processes: Processes, caplog: pytest.LogCaptureFixture
) -> None:
    lines = await processes.greeted(processes.live.cast.bob)
    strange = [{"type": "from the future"}, {"type": "change", "colour": "blue"}, {"type": "rooms"}]
    for message in strange:
        await processes.layer.group_send(f"room_{processes.live.room.pk}", message)
    await processes.converge(lines)
    await processes.healthy(True)
    assert len([record for record in caplog.records if "not understood" in record.getMessage()]) == 2 * len(strange)


async def test_a_burst_leaves_the_event_loop_to_others(processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    relay, taken, turns = processes.here.relay, [], 0
    monkeypatch.setattr(relay, "_on_message", lambda message: taken.append(turns))
    assert relay._channel is not None
    for _ in range(50):
        await processes.layer.send(relay._channel, {"type": "rooms", "person_id": 1})
    while len(taken) < 50 and turns < 1_000:
        turns += 1
        await asyncio.sleep(0)
    assert len(set(taken)) == 50


async def test_ones_own_announcements_are_not_heard_twice(processes: Processes) -> None:
    here, elsewhere = await processes.greeted(processes.live.cast.bob)
    await processes.converge([here, elsewhere])
    mine = await in_database(member, processes.live.room, processes.live.cast.bob)
    await in_database(memberships.read, mine, 3)
    assert (await elsewhere.next_of("you"))["number"] == 3
    await asyncio.sleep(0.1)
    assert [frame["type"] for frame in await here.seen()] == ["you"]


async def test_a_person_is_told_everywhere(processes: Processes) -> None:
    lines = await processes.greeted(processes.live.cast.charlie)
    await in_database(memberships.admit, processes.live.cast.charlie, processes.live.room)
    for line in lines:
        assert len((await line.next_of("you"))["rooms"]) == 1
    await processes.converge(lines)
    await in_database(people.deactivate, processes.live.cast.ada, processes.live.cast.charlie)
    for line in lines:
        assert (await line.bye())["code"] == 4401


async def test_more_announcements_than_may_wait_are_dropped_and_found(
    processes: Processes, caplog: pytest.LogCaptureFixture
) -> None:
    lines = await processes.greeted(processes.live.cast.bob)
    processes.layer.mood = "hangs"
    for _ in range(3_000):
        processes.here.relay.publish(RoomsChanged(processes.live.cast.ada.pk))
    assert not processes.here.relay.is_healthy
    await processes.converge(lines)
