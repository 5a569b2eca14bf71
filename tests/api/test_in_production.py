"""The API on PostgreSQL and Redis, in two processes behind nginx."""

import json
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

API = "/api/v1"
MAKE = "from chat.actions import tokens; from chat.models import User; person = User.objects.get(pk=person_id)"
MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def sent(topology: Topology) -> dict[str, str]:
    """Return the headers of Tessa's program, who owns the room `api`."""
    (tessa,) = topology.people("tessa")
    topology.room("api", tessa)
    code = f"{MAKE}; answer = tokens.create(person, 'program', 'manage', days=7)[1]"
    return {"Authorization": f"Bearer {topology.run(code, person_id=tessa.id)}"}


def say(ask: Callable[..., httpx.Response], sent: dict[str, str], key: str) -> dict[str, Any]:
    answer = ask(f"{API}/rooms/api/messages", json={"text": "Hello"}, headers=sent | {"Idempotency-Key": key})
    assert answer.status_code == 201, answer.text
    return json.loads(answer.text)


def test_what_is_sent_at_once_to_two_processes_and_again_after_a_restart_is_said_once(
    topology: Topology, sent: dict[str, str]
) -> None:
    key = secrets.token_hex(4)
    processes = [web.client() for web in topology.web]
    with ThreadPoolExecutor(4) as threads:
        said = list(threads.map(lambda one: say(one.post, sent, key), processes * 2))
    topology.web[0].restart()
    with topology.web[0].client() as anew:
        said.append(say(anew.post, sent, key))
    assert {one["number"] for one in said} == {said[0]["number"]}


def test_a_long_file_comes_through_nginx(topology: Topology, sent: dict[str, str]) -> None:
    content = secrets.token_bytes(2 * MEBIBYTE)
    with topology.client() as client:
        uploaded = client.post(f"{API}/uploads?name=noise.bin", content=content, headers=sent).json()
        body = {"attachments": [uploaded["key"]]}
        said = client.post(f"{API}/rooms/api/messages", json=body, headers=sent).json()
    assert (said["attachments"][0]["size"], said["text"]) == (len(content), "")


def test_what_is_left_is_counted_for_both_processes(topology: Topology, sent: dict[str, str]) -> None:
    answers = [web.client().get(f"{API}/me", headers=sent) for web in topology.web]
    assert {answer.status_code for answer in answers} == {200}
    assert all(0 <= int(answer.headers["X-RateLimit-Remaining"]) < 300 for answer in answers)


def test_a_nul_is_refused_and_no_fault(topology: Topology, sent: dict[str, str]) -> None:
    # nginx lets none into a path by itself.
    with topology.web[0].client() as client:
        for path in (
            "/people?q=a%00b",
            "/people/a%00b",
            "/rooms/a%00b",
            "/rooms/api/members?after=a%00b",
            "/search?q=a%00b",
        ):
            assert client.get(API + path, headers=sent).status_code in {200, 404, 422}, path
