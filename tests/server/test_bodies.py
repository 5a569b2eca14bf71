"""Long bodies and long answers through the whole server: bounded in size, and in what they cost in memory."""

import secrets
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bench.systems.usage import forget_peak, peak_bytes, resident_bytes
from chat import limits
from tests.server.conftest import House
from tests.servers.site import Person

pytestmark = pytest.mark.servers

MEBIBYTE = 1024 * 1024
LARGEST = limits.UPLOAD_BYTES
TOO_LARGE = 2 * LARGEST
AT_ONCE = 5
# Any secret of this form will do, as long as cookie and header agree.
TOKEN = "a" * 32
# What one process may take more while somebody sends or fetches something: not in proportion to its size.
MEMORY_BYTES = 24 * MEBIBYTE


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of the largest size that may be uploaded, which is no picture."""
    path = tmp_path_factory.mktemp("files") / "noise.bin"
    path.write_bytes(secrets.token_bytes(LARGEST))
    return path


@contextmanager
def client(house: House, person: Person) -> Iterator[httpx.Client]:
    """Yield a client that may write."""
    with house.site.client(person, follow_redirects=True) as made:
        made.headers["X-CSRFToken"] = made.cookies["csrftoken"] = TOKEN
        yield made


def upload(house: House, person: Person, file: Path) -> httpx.Response:
    with client(house, person) as sender, file.open("rb") as body:
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(file.stat().st_size)}
        return sender.post("/uploads/?name=noise.bin", content=body, headers=headers, timeout=60)


@contextmanager
def little_memory(house: House) -> Iterator[None]:
    """Hold the block against MEMORY_BYTES."""
    pid = house.site.server.pid
    forget_peak(pid)
    before = peak_bytes(pid)
    yield
    assert peak_bytes(pid) - before < MEMORY_BYTES


def say(house: House, *lines: str) -> socket.socket:
    """Return a connection on which these lines of headers were sent."""
    port = int(house.site.settings["PORT"])
    connection = socket.create_connection(("127.0.0.1", port), timeout=15)
    head = ["POST /uploads/ HTTP/1.1", f"Host: 127.0.0.1:{port}", *lines]
    connection.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
    return connection


# Bodies --------------------------------------------------------------------------------------------------------------


def test_what_is_sent_comes_back_and_memory_does_not_grow_with_it(house: House, file: Path) -> None:
    upload(house, house.alice, file)
    with little_memory(house), ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(lambda _: upload(house, house.alice, file), range(AT_ONCE)))
    assert {answer.status_code for answer in answers} <= {201, 429}
    kept = next(answer.json() for answer in answers if answer.status_code == 201)
    assert kept["size"] == LARGEST
    with little_memory(house), house.site.client(house.alice) as reader:
        answer = reader.get(kept["url"])
    assert answer.content == file.read_bytes()
    assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_who_announces_too_much_is_told_before_sending_it(house: House) -> None:
    with say(house, f"Content-Length: {TOO_LARGE}", "Expect: 100-continue") as connection:
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_who_sends_too_much_all_the_same_gets_the_answer_too(house: House, file: Path) -> None:
    with little_memory(house), house.site.client(house.alice) as sender:
        answer = sender.post("/uploads/", content=file.read_bytes() * 2)
    assert (answer.status_code, answer.headers["Connection"]) == (413, "close")
    assert "too large" in answer.text


def test_who_announces_nothing_is_stopped_where_it_becomes_too_much(house: House) -> None:
    chunk = b"%x\r\n%s\r\n" % (MEBIBYTE, b"x" * MEBIBYTE)
    with little_memory(house), say(house, "Transfer-Encoding: chunked") as connection:
        for _ in range(LARGEST // MEBIBYTE + 1):
            connection.sendall(chunk)
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_a_form_of_25_mib_is_not_taken_apart_in_memory(house: House, file: Path) -> None:
    with client(house, house.alice) as sender, little_memory(house), file.open("rb") as body:
        answer = sender.post("/rooms/new/", data={"kind": "open"}, files={"unasked": body}, timeout=60)
    assert answer.status_code == 200


# Answers -------------------------------------------------------------------------------------------------------------


def test_who_fetches_and_does_not_read_costs_little(house: House, file: Path) -> None:
    url = upload(house, house.bob, file).json()["url"]
    port = int(house.site.settings["PORT"])
    head = f"GET {url} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: sessionid={house.bob.session}\r\n\r\n"
    before = resident_bytes(house.site.server.pid)
    sleepers = [socket.create_connection(("127.0.0.1", port), timeout=15) for _ in range(AT_ONCE)]
    try:
        for sleeper in sleepers:
            sleeper.sendall(head.encode())
            assert sleeper.recv(15) == b"HTTP/1.1 200 OK"
        with house.site.client(house.bob) as other:
            assert other.get(url).status_code == 200
        assert resident_bytes(house.site.server.pid) - before < MEMORY_BYTES
    finally:
        for sleeper in sleepers:
            sleeper.close()
    with house.site.client(house.bob) as other:
        assert other.get(url, headers={"Range": "bytes=-5"}).content == file.read_bytes()[-5:]
