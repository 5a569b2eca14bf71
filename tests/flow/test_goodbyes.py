"""Promise 8: who was removed hears not one later change, and who logged out is closed within a second."""

import asyncio
import json
import time

import pytest
import websockets

from tests.flow.crowd import CONVERGE_SECONDS, Crowd, crowd
from tests.flow.scripted import Scripted, answers_to_hello, say_often
from tests.flow.tabs import until
from tests.servers.site import Person
from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

SIGNED_OUT = 4401
CLOSED_SECONDS = 1.0
POSTS = 60


async def test_promise_8_who_is_removed_hears_not_one_later_change(site: Topology) -> None:
    async with crowd(site, "Door", 8, paths=[web.socket for web in site.web]) as people:
        slept_at = {str(people.room_id): people.clients[-1].room.revision}
        stay, go = people.clients[:4], people.clients[4:]
        async with asyncio.TaskGroup() as talk:
            for client in stay:
                talk.create_task(say_often(client, POSTS))
            for client in go:
                await asyncio.to_thread(remove, people, client.person)
        await until(lambda: len(stay[0].room.messages) == len(stay) * POSTS, CONVERGE_SECONDS)
        for client in go:
            await check_gone(people, client, slept_at)


async def check_gone(people: Crowd, client: Scripted, slept_at: dict[str, int]) -> None:
    """The last that somebody heard of the room is that they are out of it, and they get nothing more on any way."""
    about = [frame for frame in client.frames if frame["type"] == "change" and frame["room"] == people.room_id]
    assert about[-1].get("member", {}).get("removed"), about[-1]
    assert about[-1]["member"]["person"]["id"] == client.person.id
    assert len(about) < POSTS * 4, "others went on talking"
    assert (await client.ask("room.sync", room=people.room_id, revision=0))["error"]["code"] == "not_found"
    resumed = await answers_to_hello(people.site, client.person, slept_at)
    assert [frame["type"] for frame in resumed] == ["ready", "reply"]
    assert people.room_id not in [entry["id"] for entry in resumed[0]["rooms"]]
    with people.site.client(client.person) as pages:
        for page in ("", "1/", "messages/?before=9", "members/"):
            assert pages.get(f"/rooms/{people.slug}/{page}").status_code == 404, page


def remove(people: Crowd, person: Person) -> None:
    """The room's owner removes somebody, with the page's form."""
    with people.site.client(people.people[0]) as client:
        client.get(f"/rooms/{people.slug}/members/")
        form = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
        answer = client.post(f"/rooms/{people.slug}/members/{person.username}/remove/", data=form)
        assert answer.status_code == 302


@pytest.mark.parametrize(("socket_at", "logout_at"), [(0, 1), (1, 0), (0, 0)])
async def test_promise_8_logging_out_closes_the_socket_within_a_second(
    site: Topology, socket_at: int, logout_at: int
) -> None:
    (bob,) = await asyncio.to_thread(site.people, "leaving")
    async with site.socket(bob, site.web[socket_at].socket) as socket, site.socket(bob) as never_greeted:
        await socket.send(json.dumps({"command": "hello", "ref": "1", "protocol": 1}))
        assert json.loads(await socket.recv())["type"] == "ready"
        begin = await asyncio.to_thread(log_out, site, bob, logout_at)
        for left in (socket, never_greeted):
            # Who was greeted is told of people first.
            while (bye := json.loads(await asyncio.wait_for(left.recv(), CLOSED_SECONDS)))["type"] == "signal":
                pass
            assert (bye["type"], bye["code"], bye["retry_after"]) == ("bye", SIGNED_OUT, None)
            with pytest.raises(websockets.ConnectionClosed):
                await asyncio.wait_for(left.recv(), CLOSED_SECONDS)
            assert left.close_code == SIGNED_OUT
        print(f"closed after {time.monotonic() - begin:.2f} s")  # noqa: T201
        assert time.monotonic() - begin < CLOSED_SECONDS
    async with site.socket(bob) as again:
        assert json.loads(await again.recv())["code"] == SIGNED_OUT


def log_out(site: Topology, person: Person, process: int) -> float:
    """Log out with the page's form at one process; return when that was answered."""
    host = {"Host": site.url.removeprefix("http://"), "Origin": site.url}
    with site.web[process].client(cookies={"sessionid": person.session}, headers=host) as client:
        client.get("/accounts/logout/")
        answer = client.post("/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
        assert answer.status_code == 302
    return time.monotonic()
