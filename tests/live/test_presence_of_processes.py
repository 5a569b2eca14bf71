"""Presence over several processes: said to each other, said again, and forgotten when nobody says it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from chat import limits
from chat.live.database import in_database
from tests.live.conftest import Live
from tests.live.presence import describe, told
from tests.live.processes import Processes, two_processes

pytestmark = pytest.mark.usefixtures("presence_by_hand")

SOON_SECONDS = 0.3


@pytest.fixture
async def processes(live: Live, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Processes]:
    async with two_processes(live, monkeypatch) as processes:
        yield processes


async def beat(processes: Processes) -> None:
    """Every process says what is new, hears the others, and tells its sockets."""
    for _ in range(2):
        for hub in processes.hubs:
            await hub.presence.beat()
        await asyncio.sleep(SOON_SECONDS / 10)


async def test_who_hides_is_offline_at_once_for_everybody_everywhere(
    processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PRESENCE_LINGER_SECONDS", 3_600)
    live, bob = processes.live, processes.live.cast.bob
    lines = [await processes.greeted_at(hub, live.cast.alice) for hub in processes.hubs]
    await processes.greeted(bob)
    await beat(processes)
    assert [await told(line, bob) for line in lines] == [["here"], ["here"]]
    await in_database(lambda: describe(bob, hides=True))
    await asyncio.sleep(SOON_SECONDS)
    await beat(processes)
    assert [await told(line, bob) for line in lines] == [["offline"], ["offline"]]
    assert live.hub.present_people == {live.cast.alice.pk}
    await in_database(lambda: describe(bob, hides=False))
    await asyncio.sleep(SOON_SECONDS)
    await beat(processes)
    assert [await told(line, bob) for line in lines] == [["here"], ["here"]]


async def test_people_of_two_processes_see_each_other(processes: Processes) -> None:
    live = processes.live
    alice = await processes.greeted_at(processes.here, live.cast.alice)
    await beat(processes)
    # The other process was never heard of, and is told of everybody.
    bob = await processes.greeted_at(processes.elsewhere, live.cast.bob)
    await beat(processes)
    assert await told(alice, live.cast.bob) == await told(bob, live.cast.alice) == ["here"]
    everybody = {live.cast.alice.pk, live.cast.bob.pk}
    assert [hub.present_people for hub in processes.hubs] == [everybody, everybody]
    await bob.ask("presence.set", state="away")
    await beat(processes)
    assert await told(alice, live.cast.bob) == ["away"]
    await bob.gone()
    await beat(processes)
    assert await told(alice, live.cast.bob) == ["offline"]


@pytest.mark.parametrize("mood", ["loses", "swallows", "raises"])
async def test_what_the_layer_loses_is_said_again(
    processes: Processes, mood: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = processes.live
    alice = await processes.greeted_at(processes.here, live.cast.alice)
    bob = await processes.greeted_at(processes.elsewhere, live.cast.bob)
    processes.layer.mood = mood
    await beat(processes)
    assert await told(alice, live.cast.bob) == ["offline"]
    processes.layer.mood = "fine"
    monkeypatch.setattr(limits, "PRESENCE_SNAPSHOT_SECONDS", 0)
    for hub in processes.hubs:
        hub.presence._snapshot_at = 0
    await asyncio.sleep(SOON_SECONDS)
    await beat(processes)
    assert await told(alice, live.cast.bob) == await told(bob, live.cast.alice) == ["here"]


async def test_the_people_of_a_process_that_was_killed_are_forgotten(
    processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = processes.live
    monkeypatch.setattr(limits, "PRESENCE_EXPIRY_SECONDS", SOON_SECONDS)
    monkeypatch.setattr(limits, "PRESENCE_SNAPSHOT_SECONDS", 0)
    alice = await processes.greeted_at(processes.here, live.cast.alice)
    await processes.greeted_at(processes.elsewhere, live.cast.bob)
    await beat(processes)
    assert await told(alice, live.cast.alice, live.cast.bob) == ["here", "here"]
    # It beats no more.
    await asyncio.sleep(SOON_SECONDS)
    await processes.here.presence.beat()
    assert await told(alice, live.cast.alice, live.cast.bob) == ["here", "offline"]


async def test_a_process_that_ends_says_so(processes: Processes) -> None:
    live = processes.live
    alice = await processes.greeted_at(processes.here, live.cast.alice)
    bob = await processes.greeted_at(processes.elsewhere, live.cast.bob)
    await beat(processes)
    await processes.elsewhere.drain(0)
    await bob.bye()
    await processes.elsewhere.finish()
    await asyncio.sleep(SOON_SECONDS)
    await processes.here.presence.beat()
    assert await told(alice, live.cast.bob) == ["offline"]
