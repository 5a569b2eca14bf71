"""Files through nginx and two web processes: who gets them, by whom they are sent, and how much may come in."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest

from bench.systems.usage import forget_peak, peak_bytes
from chat import limits
from tests.servers.site import Person
from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

MEBIBYTE = 1024 * 1024
LARGEST = limits.UPLOAD_BYTES
AT_ONCE = 10
# Any secret of this form will do, as long as cookie and header agree.
TOKEN = "a" * 32
# What a web process may take more while ten files of 25 MiB come in.
MEMORY_BYTES = 32 * MEBIBYTE
POST = """
import uuid
from chat.actions import messages
from chat.models import Room, User
messages.post(User.objects.get(pk=person), Room.objects.get(pk=room), uuid.uuid4(), "", attachments=[key])
"""

FOLDER = "from chat.models import Attachment; answer = Attachment.objects.get(key=key).folder"


@dataclass
class Posted:
    """A file of Alice's in a room where Bob is, Charlie is not, and Dana was."""

    alice: Person
    bob: Person
    charlie: Person
    dana: Person
    room: dict
    content: bytes
    url: str


@contextmanager
def writing(topology: Topology, person: Person) -> Iterator[httpx.Client]:
    """Yield a client that may write."""
    with topology.client(person) as client:
        client.headers["X-CSRFToken"] = client.cookies["csrftoken"] = TOKEN
        yield client


def upload(topology: Topology, person: Person, content: bytes, name: str = "noise.bin") -> httpx.Response:
    with writing(topology, person) as client:
        headers = {"Content-Type": "application/octet-stream"}
        return client.post("/uploads/", params={"name": name}, content=content, headers=headers, timeout=60)


@pytest.fixture(scope="module")
def posted(topology: Topology) -> Posted:
    people = topology.people("alice", "bob", "charlie", "dana")
    alice, bob, charlie, dana = people
    room = topology.room("Harbour", alice, bob, dana, kind="closed")
    content = secrets.token_bytes(MEBIBYTE)
    answer = upload(topology, alice, content, "Kräne.bin")
    assert answer.status_code == 201
    topology.run(POST, person=alice.id, room=room["id"], key=answer.json()["key"])
    with writing(topology, alice) as client:
        assert client.post(f"/rooms/{room['slug']}/members/dana/remove/").status_code == 302
    return Posted(alice, bob, charlie, dana, room, content, answer.json()["url"])


def test_members_get_it_from_nginx_with_the_web_processs_headers(topology: Topology, posted: Posted) -> None:
    with topology.client(posted.bob) as client:
        answer = client.get(posted.url)
    assert answer.content == posted.content
    assert "X-Accel-Redirect" not in answer.headers
    # nginx has it from the file's time and size: it was nginx that sent it.
    assert answer.headers["ETag"].endswith(f'-{len(posted.content):x}"')
    assert answer.headers["Content-Type"] == "application/octet-stream"
    name = "filename=\"Krane.bin\"; filename*=UTF-8''Kr%C3%A4ne.bin"
    assert answer.headers["Content-Disposition"] == f"attachment; {name}"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in answer.headers


def test_nobody_else_gets_it_and_nobody_by_its_place(topology: Topology, posted: Posted) -> None:
    for person in (posted.charlie, posted.dana):
        with topology.client(person) as client:
            assert client.get(posted.url).status_code == 404
    with topology.client() as client:
        assert client.get(posted.url).headers["Location"].startswith("/accounts/login/")
    folder = topology.run(FOLDER, key=posted.url.split("/")[2])
    with topology.client(posted.alice) as client:
        assert client.get(f"/protected/{folder[:2]}/{folder}/original").status_code == 404


def test_nginx_sends_parts_and_what_changed(topology: Topology, posted: Posted) -> None:
    with topology.client(posted.bob) as client:
        part = client.get(posted.url, headers={"Range": "bytes=10-19"})
        assert (part.status_code, part.content) == (206, posted.content[10:20])
        assert part.headers["Content-Range"] == f"bytes 10-19/{len(posted.content)}"
        assert part.headers["X-Content-Type-Options"] == "nosniff"
        beyond = client.get(posted.url, headers={"Range": f"bytes={len(posted.content)}-"})
        assert beyond.status_code == 416
        assert client.get(posted.url, headers={"If-None-Match": part.headers["ETag"]}).status_code == 304
        head = client.head(posted.url)
        assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(posted.content)))


def test_a_proxy_that_cannot_send_files_is_given_them(topology: Topology, posted: Posted) -> None:
    with topology.web[0].client(cookies={"sessionid": posted.bob.session}) as client:
        answer = client.get(posted.url, headers={"Range": "bytes=-5"})
    assert (answer.status_code, answer.content) == (206, posted.content[-5:])


def test_only_where_files_come_in_much_may_come_in(topology: Topology, posted: Posted) -> None:
    much, too_much = b"x" * (2 * MEBIBYTE), b"x" * (LARGEST + 2 * MEBIBYTE)
    with topology.client(posted.alice) as client:
        for path, content in [("/profile/", much), ("/rooms/general/settings/", much), ("/uploads/", too_much)]:
            answer = client.post(path, content=content)
            assert (answer.status_code, "too large" in answer.text) == (413, True)
        paths = (
            "/uploads/",
            "/profile/avatar/",
            "/rooms/general/",
            "/rooms/general/1/thread/",
            "/api/v1/uploads?name=x",
        )
        for path in paths:
            # It came through, and was refused for want of a token.
            assert client.post(path, content=much).status_code == 403


def test_past_nginx_too_there_is_an_end(topology: Topology, posted: Posted) -> None:
    with topology.web[0].client() as client:
        answer = client.post("/uploads/", content=b"x" * (LARGEST + MEBIBYTE))
    assert (answer.status_code, answer.headers["Connection"]) == (413, "close")


def test_ten_who_send_at_once_cost_no_memory_that_grows_with_it(topology: Topology) -> None:
    people = topology.people(*(f"sender{number}" for number in range(AT_ONCE)))
    content = secrets.token_bytes(LARGEST)
    for person in people[:2]:
        assert upload(topology, person, content).status_code == 201
    pids = [web.pid for web in topology.web]
    for pid in pids:
        forget_peak(pid)
    before = [peak_bytes(pid) for pid in pids]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(lambda person: upload(topology, person, content), people))
    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json()["size"] for answer in answers} == {LARGEST}
    grown = [peak_bytes(pid) - least for pid, least in zip(pids, before, strict=True)]
    assert max(grown) < MEMORY_BYTES
