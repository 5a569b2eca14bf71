"""Who is here, across two processes: what one of them knows the other learns, even when it ends without a word."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest

from chat import limits
from tests.flow.crowd import Crowd, crowd
from tests.flow.scripted import Scripted
from tests.flow.tabs import until
from tests.servers.fixtures import MakeFolder
from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

# The times of limits.py, about a tenth as long: what is a minute there is 6 seconds here.
TIMES = {
    "PRESENCE_EXPIRY_SECONDS": 5,
    "PRESENCE_SNAPSHOT_SECONDS": 2,
    "PRESENCE_LINGER_SECONDS": 3,
    "DRAIN_RETRY_SECONDS": 1,
}
SOON_SECONDS = 3.0


@pytest.fixture(scope="module")
def site(make_folder: MakeFolder) -> Iterator[Topology]:
    """Return production, in which everything soft is forgotten early."""
    site = Topology(make_folder(), LIMITS=",".join(f"{name}={seconds}" for name, seconds in TIMES.items()))
    try:
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture(autouse=True)
def healed(site: Topology) -> Iterator[None]:
    yield
    site.heal()


def both(site: Topology, name: str) -> Any:
    """Return a crowd of two, for `async with`: the first at the first process, the other at the second."""
    return crowd(site, name, 2, paths=[web.socket for web in site.web])


def seen_by(client: Scripted, person_id: int) -> str:
    """Return how somebody is, by all that the client was told."""
    states: dict[str, str] = {}
    for frame in client.frames:
        if frame["type"] == "signal" and frame["kind"] == "presence":
            states = ({} if frame.get("whole") else states) | frame["people"]
    return states.get(str(person_id), "offline")


async def becomes(people: Crowd, state: str, seconds: float) -> float:
    """Return how long it took until the first saw the second in this state."""
    alice, bob = people.clients
    began = time.monotonic()
    await until(lambda: seen_by(alice, bob.person.id) == state, seconds)
    assert seen_by(alice, bob.person.id) == state
    return time.monotonic() - began


async def test_people_of_two_processes_see_each_other_come_go_away_and_come_back(site: Topology) -> None:
    async with both(site, "Ways") as people:
        alice, bob = people.clients
        await becomes(people, "here", SOON_SECONDS)
        await until(lambda: seen_by(bob, alice.person.id) == "here", SOON_SECONDS)
        assert seen_by(bob, alice.person.id) == "here"
        await bob.ask("presence.set", state="away")
        await becomes(people, "away", SOON_SECONDS)
        await bob.ask("presence.set", state="here")
        await becomes(people, "here", SOON_SECONDS)


async def test_the_people_of_a_process_that_is_killed_are_offline_soon_and_here_again_when_they_are_back(
    site: Topology,
) -> None:
    async with both(site, "Killed") as people:
        await becomes(people, "here", SOON_SECONDS)
        site.web[1].kill()
        took = await becomes(people, "offline", TIMES["PRESENCE_EXPIRY_SECONDS"] + SOON_SECONDS)
        # In production it has the minute of which this is a tenth.
        assert took <= TIMES["PRESENCE_EXPIRY_SECONDS"] + limits.PRESENCE_SECONDS
        assert limits.PRESENCE_EXPIRY_SECONDS + limits.PRESENCE_SECONDS < 60
        await asyncio.to_thread(site.heal)
        await becomes(people, "here", 10 + SOON_SECONDS)


async def test_who_changes_to_another_process_is_never_gone(site: Topology) -> None:
    async with both(site, "Moving") as people:
        alice, bob = people.clients
        await becomes(people, "here", SOON_SECONDS)
        alice.frames.clear()
        bob.path = site.web[0].socket
        site.web[1].stop()
        await asyncio.sleep(TIMES["PRESENCE_LINGER_SECONDS"] + SOON_SECONDS)
        assert bob.connections == 2
        assert "offline" not in str(alice.frames)


async def test_while_redis_is_away_presence_is_forgotten_and_afterwards_it_is_known_again(site: Topology) -> None:
    async with both(site, "Redis") as people:
        await becomes(people, "here", SOON_SECONDS)
        site.redis.kill()
        await becomes(people, "offline", TIMES["PRESENCE_EXPIRY_SECONDS"] + SOON_SECONDS)
        await asyncio.to_thread(site.heal)
        await becomes(people, "here", 10 + SOON_SECONDS)


async def test_typing_and_reading_are_told_at_the_other_process(site: Topology) -> None:
    async with both(site, "Signals") as people:
        alice, bob = people.clients
        await bob.ask("typing.start", room=people.room_id)
        await alice.say("Hello")
        await bob.ask("room.read", room=people.room_id, number=1)
        await until(lambda: {"typing", "seen"} <= kinds(alice), SOON_SECONDS)
        assert {"typing", "seen"} <= kinds(alice)


def kinds(client: Scripted) -> set[str]:
    return {frame["kind"] for frame in client.frames if frame["type"] == "signal"}
