"""The whole of production runs from the files in deploy/, and each part of it can go away and come back."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.servers.process import ROOT
from tests.servers.waiting import wait_until

pytestmark = pytest.mark.servers


async def hello(socket) -> dict:
    await socket.send(json.dumps({"command": "hello", "ref": "1", "protocol": 1, "rooms": {}}))
    return json.loads(await asyncio.wait_for(socket.recv(), 10))


async def heard(socket, kind: str) -> dict:
    """Return the next frame of this type."""
    while (frame := json.loads(await asyncio.wait_for(socket.recv(), 10)))["type"] != kind:
        pass
    return frame


async def test_what_is_said_in_one_process_is_heard_in_the_other_and_behind_nginx(topology):
    alice, bob, charlie = await asyncio.to_thread(topology.people, "alice", "bob", "charlie")
    room = await asyncio.to_thread(topology.room, "Crossing", alice, bob, charlie)
    async with (
        topology.socket(alice, topology.web[0].socket) as one,
        topology.socket(bob, topology.web[1].socket) as other,
        topology.socket(charlie) as front,
    ):
        for socket in (one, other, front):
            assert (await hello(socket))["type"] == "ready"
        post = {
            "command": "message.post",
            "ref": "2",
            "room": room["id"],
            "client_id": str(uuid.uuid4()),
            "text": "Hello",
        }
        await one.send(json.dumps(post))
        for socket in (other, front):
            assert "Hello" in (await heard(socket, "change"))["message"]["html"]


def test_a_killed_web_process_is_not_missed_and_comes_back(topology):
    topology.web[0].kill()
    with topology.client() as client:
        assert {client.get("/accounts/login/").status_code for _ in range(10)} == {200}
    topology.web[0].start()
    assert topology.web[0].is_ready()


def test_what_was_committed_survives_the_databases_death(topology):
    (alice,) = topology.people("alice")
    room = topology.room("Before the crash", alice)
    topology.postgres.kill()
    topology.postgres.start()
    with topology.client(alice) as client:
        wait_until(lambda: client.get(f"/rooms/{room['slug']}/").status_code == 200, "the room's page")


def test_a_web_process_stops_when_it_is_asked_to(topology):
    end = topology.web[1].log_end
    assert topology.web[1].stop() == 0
    assert "Traceback" not in topology.web[1].log(end)


def test_static_files_come_from_nginx_for_ever_and_compressed(topology):
    page = topology.client().get("/accounts/login/")
    addresses = re.findall(r"/static/[^\"]+", page.text)
    assert page.status_code == 200
    assert addresses
    for address in addresses:
        answer = topology.client().get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["Cache-Control"], address


def test_web_processes_leave_the_collected_files_alone(topology):
    for web in topology.web:
        web.stop()
    collected = topology.folder / "data" / "static"
    before = {path: path.stat().st_mtime_ns for path in collected.rglob("*")}
    topology.heal()
    assert {path: path.stat().st_mtime_ns for path in collected.rglob("*")} == before


def test_nobody_says_who_he_is_by_a_header(topology):
    topology.client().get("/accounts/login/", headers={"X-Forwarded-Proto": "https", "X-Real-IP": "203.0.113.9"})
    assert "203.0.113.9" not in topology.nginx.access()


def test_the_embedded_site_answers_and_keeps_its_people_over_a_restart(embedded):
    (alice,) = embedded.people("alice")
    assert embedded.client(alice).get("/", follow_redirects=True).status_code == 200
    embedded.server.restart()
    assert embedded.client(alice).get("/", follow_redirects=True).status_code == 200


def test_servers_do_not_outlive_tests_that_were_killed(make_folder):
    code = (
        "import sys, time; from pathlib import Path; from tests.servers.redis import Redis; "
        "redis = Redis(Path(sys.argv[1])); redis.start(); print(redis.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(make_folder())]
    killed = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    redis = int(killed.stdout.readline())
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    wait_until(lambda: not is_alive(redis), "Redis gone")


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that waits to be buried does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
