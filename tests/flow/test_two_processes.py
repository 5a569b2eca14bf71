"""Two Daphne processes are one chat: what happens at one is so at the other."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from chat import limits
from tests.flow.client import Browser, Frame
from tests.flow.crowd import CONVERGE_SECONDS, Crowd, crowd
from tests.flow.scripted import Scripted, said_in
from tests.flow.tabs import until
from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

# Far less than a heartbeat: the layer brought it, not the repair.
PROMPT_SECONDS = 1.0


def both(site: Topology, name: str) -> Any:
    """Return a crowd of two, for `async with`: the room's owner at the first process, the other at the second."""
    return crowd(site, name, 2, paths=[web.socket for web in site.web])


async def hears(client: Scripted, kind: Callable[[Frame], bool], seconds: float = PROMPT_SECONDS) -> Frame:
    """Return the first frame that fits, as soon as the client has it."""
    await until(lambda: any(kind(frame) for frame in client.frames), seconds)
    return next(frame for frame in client.frames if kind(frame))


async def test_what_is_posted_at_one_process_arrives_at_the_other_in_order(site: Topology) -> None:
    async with both(site, "Order") as people:
        alice, bob = people.clients
        for count in range(30):
            await asyncio.gather(alice.say(f"a{count}"), bob.say(f"b{count}"))
        await until(lambda: len(alice.room.messages) == len(bob.room.messages) == 60, PROMPT_SECONDS)
        assert people.slowest() < PROMPT_SECONDS
        revisions = [frame["revision"] for frame in bob.frames if frame["type"] == "change"]
        assert revisions == sorted(set(revisions)), "each once, in order"
        await asyncio.to_thread(people.check)


async def test_history_is_the_same_at_both_and_through_nginx(site: Topology) -> None:
    async with both(site, "Pages") as people:
        for count in range(60):
            await people.clients[count % 2].say(f"line {count}")
        await people.converge()
        with site.client(people.people[1]) as client:
            people.history.seen["pages of nginx"] = people.pages(lambda address: client.get(address).text)
            last = said_in(client.get(f"/rooms/{people.slug}/").text)
        await asyncio.to_thread(people.check)
        assert last == people.stored()[-len(last) :]
        assert len(last) == 50


async def test_read_pointers_agree_in_all_windows_of_a_person(site: Topology) -> None:
    async with both(site, "Reading") as people:
        alice, bob = people.clients
        window = Scripted(site, bob.person, people.room_id, people.history, site.web[0].socket)
        life = asyncio.create_task(window.live())
        await asyncio.wait_for(window.greeted.wait(), CONVERGE_SECONDS)
        first = (await alice.say("one"))["number"]
        await alice.say("two")
        assert (await bob.ask("room.read", room=people.room_id, number=first))["ok"]
        for one in (bob, window):
            read = await hears(one, lambda frame: frame.get("kind") == "read", limits.POINTERS_SECONDS + PROMPT_SECONDS)
            assert (read["room"], read["number"], read["turned_back"]) == (people.room_id, first, 0)
        assert not [frame for frame in alice.frames if frame.get("kind") == "read"], "this is Bob's own affair"
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)


async def test_going_back_at_one_process_wins_over_reading_on_at_the_other(site: Topology) -> None:
    async with both(site, "Back") as people:
        alice, bob = people.clients
        window = Scripted(site, bob.person, people.room_id, people.history, site.web[0].socket)
        life = asyncio.create_task(window.live())
        await asyncio.wait_for(window.greeted.wait(), CONVERGE_SECONDS)
        for text in ("one", "two", "three"):
            last = (await alice.say(text))["number"]
        for turn in range(1, 4):
            noted = {"room": people.room_id, "number": last, "turned_back": turn - 1}
            before, after = (asyncio.gather(*(bob.ask("room.read", **noted) for _ in range(3))) for _ in "ab")
            back = window.ask("room.unread", room=people.room_id, number=last - 1)
            assert (await asyncio.gather(before, back, after))[1]["turned_back"] == turn
            await asyncio.sleep(limits.POINTERS_SECONDS + PROMPT_SECONDS)
            for one in (bob, window):
                entry = list_of(one)[people.room_id]
                assert (entry["turned_back"], entry["read_number"], entry["unread"]) == (turn, last - 2, 2)
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)


def list_of(client: Scripted) -> dict[int, Frame]:
    """Return the list of rooms that a browser shows after these frames."""
    browser = Browser(client.person.id)
    for frame in client.frames:
        browser.take(frame)
    return browser.sidebar.entries


async def test_who_is_added_at_one_process_has_the_room_in_the_window_at_the_other(site: Topology) -> None:
    async with both(site, "Doors") as people:
        alice, bob = people.clients
        room = await asyncio.to_thread(site.room, "Annexe", alice.person)
        await asyncio.to_thread(add, people, room["slug"], bob.person.username)
        listed = await hears(bob, lambda frame: frame.get("kind") == "rooms")
        assert room["id"] in [entry["id"] for entry in listed["rooms"]]
        post = {"room": room["id"], "client_id": "6f0fd3a2-6a4c-4e3c-8a51-2f6f9dd1d3c1", "text": "Welcome"}
        await alice.ask("message.post", **post)
        heard = await hears(bob, lambda frame: frame["type"] == "change" and frame["room"] == room["id"])
        assert "Welcome" in heard["message"]["html"]


def add(people: Crowd, slug: str, username: str) -> None:
    """The owner adds somebody with the page's form, at the first process."""
    host = {"Host": people.host, "Origin": people.site.url}
    cookies = {"sessionid": people.people[0].session}
    with people.site.web[0].client(cookies=cookies, headers=host) as client:
        client.get(f"/rooms/{slug}/members/")
        form = {"username": username, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        assert client.post(f"/rooms/{slug}/members/", data=form).status_code == 302


async def test_what_a_management_command_does_reaches_open_sockets(site: Topology) -> None:
    rename = """
from chat.actions import rooms
from chat.models import Room, User
rooms.change(User.objects.get(pk=owner), Room.objects.get(pk=room_id), name="By hand", topic="From a shell")
"""
    async with both(site, "Shell") as people:
        await asyncio.to_thread(site.run, rename, owner=people.people[0].id, room_id=people.room_id)
        for client in people.clients:
            change = await hears(client, lambda frame: frame["type"] == "change")
            assert (change["state"]["name"], change["state"]["topic"]) == ("By hand", "From a shell")


async def test_whom_an_administrator_deactivates_in_a_shell_is_closed_within_a_second(site: Topology) -> None:
    deactivate = """
from chat.actions import people
from chat.models import User
people.deactivate(User.objects.get(username="admin"), User.objects.get(pk=person))
"""
    async with both(site, "Barred") as people:
        bob = people.clients[1]
        await asyncio.to_thread(site.run, deactivate, person=bob.person.id)
        bye = await hears(bob, lambda frame: frame["type"] == "bye")
        assert bye["code"] == 4401
