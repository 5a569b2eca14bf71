"""Who floods is stopped, whichever processes they flood."""

import asyncio
import json
import time
import uuid

import pytest

from chat import limits
from tests.servers.site import Person
from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

POSTS = 30


async def flood(site: Topology, person: Person, room: int, process: int) -> list[tuple[float, str]]:
    """Post as fast as one socket may, to one of the processes; return when each was answered, and how."""
    answers = []
    async with site.socket(person, site.web[process].socket) as socket:
        await socket.send(json.dumps({"command": "hello", "ref": "hello", "protocol": 1, "rooms": {}}))
        for number in range(POSTS):
            post = {"command": "message.post", "ref": str(number), "room": room, "text": "Buy!"}
            await socket.send(json.dumps(post | {"client_id": str(uuid.uuid4())}))
        while len(answers) < POSTS:
            frame = json.loads(await socket.recv())
            if frame["type"] == "reply":
                answers.append((time.monotonic(), "ok" if frame["ok"] else frame["error"]["code"]))
    return answers


async def test_a_flood_is_stopped_across_two_processes(topology: Topology) -> None:
    (person,) = topology.people("flooder")
    room = topology.room("Flooded", person)["id"]
    begin = time.monotonic()
    floods = await asyncio.gather(*(flood(topology, person, room, process) for process in (0, 1)))
    answers = [answer for answers in floods for answer in answers]
    assert {how for _, how in answers} == {"ok", "slow_down"}
    within = [how for at, how in answers if at - begin < limits.SENDS_BURST_SECONDS].count("ok")
    assert limits.SENDS_BURST <= within <= limits.SENDS_BURST + limits.SENDS_BURST // limits.QUIET_PART


async def test_a_flood_into_one_process_gets_the_limit_exactly(topology: Topology) -> None:
    (person,) = topology.people("another-flooder")
    room = topology.room("Flooded too", person)["id"]
    begin = time.monotonic()
    answers = await flood(topology, person, room, 0)
    assert [how for at, how in answers if at - begin < limits.SENDS_BURST_SECONDS].count("ok") == limits.SENDS_BURST
