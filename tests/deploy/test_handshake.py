"""RFC 6455's opening handshake, byte by byte, through Daphne alone and through nginx."""

import socket
from collections.abc import Callable

import pytest

from tests.servers.site import Person
from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

# The example of RFC 6455, section 1.3.
KEY, ACCEPT = "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
HEADERS = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": KEY, "Sec-WebSocket-Version": "13"}

Open = Callable[..., str]


@pytest.fixture(scope="module")
def alice(topology: Topology) -> Person:
    return topology.people("alice")[0]


@pytest.fixture(params=["Daphne", "nginx"])
def open_socket(request: pytest.FixtureRequest, topology: Topology, alice: Person) -> Open:
    """Return a function that asks for a socket and returns the answer's head.

    It asks as a browser of Alice's does; headers given are put in the place of that browser's, or left out (None).
    """
    host = topology.url.removeprefix("http://")
    browser = HEADERS | {"Host": host, "Origin": topology.url, "Cookie": f"sessionid={alice.session}"}

    def ask(start: str = "GET /ws/ HTTP/1.1", **changed: str | None) -> str:
        named = {name.replace("_", "-"): value for name, value in changed.items()}
        lines = [start, *(f"{name}: {value}" for name, value in (browser | named).items() if value is not None)]
        with connect(topology, request.param) as connection:
            connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
            return read_head(connection)

    return ask


def connect(topology: Topology, where: str) -> socket.socket:
    if where == "nginx":
        return socket.create_connection(("127.0.0.1", topology.nginx.port), timeout=10)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(10)
    connection.connect(str(topology.web[0].socket))
    return connection


def read_head(connection: socket.socket) -> str:
    received = b""
    while b"\r\n\r\n" not in received and (more := connection.recv(4096)):
        received += more
    return received.partition(b"\r\n\r\n")[0].decode("latin-1")


def test_the_example_of_the_rfc_is_answered_as_the_rfc_answers_it(open_socket):
    lines = open_socket().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
    assert lines[0].startswith("HTTP/1.1 101 ")
    assert headers["sec-websocket-accept"] == ACCEPT
    assert headers["upgrade"].lower() == "websocket"
    assert headers["connection"].lower() == "upgrade"


@pytest.mark.parametrize(
    "wrong",
    [
        {"Sec_WebSocket_Version": "8"},
        {"Sec_WebSocket_Version": None},
        {"Sec_WebSocket_Key": None},
        {"Sec_WebSocket_Key": "short"},
        {"Host": None},
        {"Upgrade": None},
        {"Upgrade": "h2c"},
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "https://evil.example.org"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "not an origin"},
        {"Origin": "http://[::1"},
        {"start": "POST /ws/ HTTP/1.1"},
        {"start": "GET /ws/nowhere/ HTTP/1.1"},
    ],
    ids=str,
)
def test_a_wrong_handshake_is_refused_and_nothing_crashes(open_socket, topology, wrong):
    ends = [process.log_end for process in topology.processes]
    head = open_socket(**wrong)
    assert head.startswith("HTTP/1.1 4"), head
    said = "".join(process.log(end) for process, end in zip(topology.processes, ends, strict=True))
    assert "Traceback" not in said
    assert "ERROR" not in said
