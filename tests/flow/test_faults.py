"""Promises 1 to 5 of the design, on production as it is: what dies, comes back, and nobody's word is lost.

Each prints its seed and what it measured; FLOW_SEED repeats a run.
"""

import asyncio
import random
import time
from typing import Any

import pytest

from tests.flow.crowd import CONVERGE_SECONDS, SEED, crowd
from tests.flow.scripted import answers_to_hello, say_often
from tests.servers.process import Process
from tests.servers.site import Person
from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

PEOPLE = 20
CHAOS_SECONDS = 20
OUTAGE_SECONDS = 6
TROUBLE_SECONDS = 3
# The longest wait between two tries is 2 s.
RETURN_SECONDS = 4


async def kill_again_and_again(processes: list[Process], dice: random.Random, until: float) -> int:
    """SIGKILL one of the processes and start it again, until the time is over; return how often."""
    kills = 0
    while time.monotonic() < until:
        await asyncio.sleep(dice.uniform(0.2, 1.5))
        victim = dice.choice(processes)
        await asyncio.to_thread(victim.kill)
        kills += 1
        await asyncio.sleep(dice.uniform(0, 1))
        await asyncio.to_thread(victim.start)
    return kills


async def trouble_redis(site: Topology, dice: random.Random, until: float) -> list[str]:
    """Kill Redis and start it empty, or empty it, until the time is over; return what was done."""
    done = []
    while time.monotonic() < until:
        await asyncio.sleep(dice.uniform(2, 5))
        done.append(dice.choice(["killed", "flushed"]))
        if done[-1] == "flushed":
            await asyncio.to_thread(site.redis.flush)
            continue
        await asyncio.to_thread(site.redis.kill)
        await asyncio.sleep(dice.uniform(0.5, 4))
        await asyncio.to_thread(site.redis.start)
    return done


async def test_promise_1_sigkill_of_any_process_loses_doubles_and_invents_nothing(site: Topology) -> None:
    dice = random.Random(SEED)
    async with crowd(site, "Storm", PEOPLE) as people:
        async with people.talking():
            until = time.monotonic() + CHAOS_SECONDS
            troubles = (
                kill_again_and_again([*site.web, *site.web, site.nginx], dice, until),
                trouble_redis(site, dice, until),
            )
            kills, redis = await asyncio.gather(*troubles)
            await asyncio.to_thread(site.postgres.kill)
            await asyncio.to_thread(site.postgres.start)
        seconds = await people.converge()
        people.report("promise 1", kills=kills, redis=redis, converged_after=seconds, slowest=people.slowest())
        await asyncio.to_thread(people.check)
        assert seconds < CONVERGE_SECONDS
        assert kills >= 3


async def test_promise_2_the_same_client_id_is_the_same_message_after_a_restart_of_everything(site: Topology) -> None:
    async with crowd(site, "Twice", 2) as people:
        alice = people.clients[0]
        first = await alice.say("once")
        for process in reversed(site.processes):
            await asyncio.to_thread(process.kill)
        await asyncio.to_thread(site.heal)
        post = {"room": people.room_id, "client_id": first["client_id"], "text": "once more"}
        assert (await alice.ask("message.post", **post))["message"] == first
        assert await asyncio.to_thread(post_by_form, site, people.people[0], people.slug, post) == first["number"]
        await asyncio.to_thread(people.check)
        assert len(people.stored()) == 1


def post_by_form(site: Topology, person: Person, slug: str, fields: dict[str, Any]) -> int:
    """Post as a browser without JavaScript does; return the number of the message that it is led to."""
    with site.client(person) as client:
        client.get(f"/rooms/{slug}/")
        form = fields | {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
        answer = client.post(f"/rooms/{slug}/", data=form)
        assert answer.status_code == 302, answer.text
        return int(answer.headers["Location"].rpartition("-")[2])


TROUBLES = {
    "killed": lambda site: site.redis.kill(),
    "started empty": lambda site: site.redis.start(),
    "flushed": lambda site: site.redis.flush(),
    "hung": lambda site: site.redis.pause(),
    "going on": lambda site: site.redis.resume(),
}


async def test_promise_3_without_redis_everybody_talks_on_and_nobody_is_disconnected(site: Topology) -> None:
    async with crowd(site, "Calm", 8, paths=[web.socket for web in site.web]) as people:
        slowest = {}
        for trouble, happen in TROUBLES.items():
            begin = time.monotonic()
            async with people.talking():
                await asyncio.to_thread(happen, site)
                await asyncio.sleep(TROUBLE_SECONDS)
            await people.converge()
            slowest[trouble] = people.slowest(since=begin)
        people.report("promise 3", slowest=slowest)
        await asyncio.to_thread(people.check)
        assert max(slowest.values()) < CONVERGE_SECONDS
        assert [client.refusals for client in people.clients] == [[]] * 8, "posts are accepted"
        assert [client.connections for client in people.clients] == [1] * 8, "nobody is disconnected"


async def test_promise_4_a_restarted_database_costs_no_socket_and_no_word(site: Topology) -> None:
    async with crowd(site, "Pause", 8, paths=[web.socket for web in site.web]) as people:
        async with people.talking():
            await asyncio.sleep(1)
            await asyncio.to_thread(site.postgres.stop)
            await asyncio.sleep(OUTAGE_SECONDS)
            await asyncio.to_thread(site.postgres.start)
            back = time.monotonic()
        answered = time.monotonic() - back
        seconds = await people.converge()
        people.report("promise 4", last_answer_after=answered, converged_after=seconds)
        await asyncio.to_thread(people.check)
        assert answered + seconds < CONVERGE_SECONDS
        assert {code for client in people.clients for code in client.refusals} == {"busy"}
        assert [client.connections for client in people.clients] == [1] * 8, "sockets stay"


async def test_promise_5_a_sleeper_resumes_in_one_round_trip_or_is_told_to_reset(site: Topology) -> None:
    async with crowd(site, "Sleepers", 5) as people:
        await people.clients[0].say("Good night")
        await people.converge()
        sleeper, slept_at = people.people[-1], {str(people.room_id): people.clients[-1].room.revision}
        first = max(people.clients[-1].room.messages) + 1
        await asyncio.gather(*(say_often(client, 60) for client in people.clients))
        frames = await answers_to_hello(site, sleeper, slept_at)
        synced = [change for frame in frames if frame["type"] == "sync" for change in frame["changes"]]
        assert [change["message"]["number"] for change in synced] == list(range(first, first + 300))
        await asyncio.gather(*(say_often(client, 140) for client in people.clients))
        frames = await answers_to_hello(site, sleeper, slept_at)
        (sync,) = [frame for frame in frames if frame["type"] == "sync"]
        reached = people.clients[0].room.revision
        assert sync == {"type": "sync", "room": people.room_id, "to": reached, "reset": True}
        assert len(people.stored()) == 1_001


async def test_whoever_loses_a_process_is_let_in_at_the_other_within_seconds(site: Topology) -> None:
    async with crowd(site, "Tide", PEOPLE) as people:
        seconds = []
        for web in site.web:
            await asyncio.to_thread(web.kill)
            seconds.append(await people.come_back())
            await asyncio.to_thread(web.start)
        people.report("coming back", after=seconds)
        assert max(seconds) < RETURN_SECONDS
