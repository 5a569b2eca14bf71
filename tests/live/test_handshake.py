"""What the bytes on the line are right after the handshake, from Daphne alone and through nginx."""

import json
import socket
from collections.abc import Callable

import pytest

from tests.servers.site import Person, Site
from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

# The example of RFC 6455, section 1.3.
KEY, ACCEPT = "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
TEXT, CLOSE = 0x81, 0x88
PROTOCOL_ERROR = 1002
LONG = 126
UNKNOWN_LOG_INS = [
    None,
    "",
    "sessionid=" + "a" * 32,
    "sessionid=é",
    r'sessionid="\000\000\000\000\000\000\000\000"',
    r'sessionid="\355\240\200\355\240\200\355\240\200"',
    ";=;",
]

Open = Callable[..., socket.socket]


@pytest.fixture(scope="module")
def alice(topology: Topology) -> Person:
    return topology.people("alice")[0]


@pytest.fixture(params=["Daphne", "nginx"])
def open_line(request: pytest.FixtureRequest, topology: Topology) -> Open:
    """Return a function that asks for a socket as a browser with this cookie does, and returns the line."""

    def connect(cookie: str | None, **headers: str) -> socket.socket:
        address: object = ("127.0.0.1", topology.nginx.port)
        family = socket.AF_INET
        if request.param == "Daphne":
            address, family = str(topology.web[0].socket), socket.AF_UNIX
        line = socket.socket(family)
        line.settimeout(10)
        line.connect(address)
        line.sendall(handshake(topology, cookie, **headers))
        return line

    return connect


def handshake(site: Site, cookie: str | None, **changed: str) -> bytes:
    headers = {
        "Host": site.url.removeprefix("http://"),
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": KEY,
        "Sec-WebSocket-Version": "13",
        "Origin": site.url,
    } | {name.replace("_", "-"): value for name, value in changed.items()}
    if cookie is not None:
        headers["Cookie"] = cookie
    lines = ["GET /ws/ HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def read_head(line: socket.socket) -> str:
    head = b""
    while not head.endswith(b"\r\n\r\n") and (byte := line.recv(1)):
        head += byte
    return head.decode("latin-1")


def read_frame(line: socket.socket) -> tuple[int, bytes]:
    """Return the first byte and the payload of a frame from the server, which is not masked."""
    first, length = exactly(line, 2)
    if length == LONG:
        length = int.from_bytes(exactly(line, 2))
    return first, exactly(line, length)


def exactly(line: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count:
        more = line.recv(count - len(received))
        assert more, f"the line ended after {received!r}"
        received += more
    return received


def masked(text: str) -> bytes:
    """Return a text frame as a client sends it, masked with zeros."""
    payload = text.encode()
    return bytes([TEXT, 0x80 | len(payload), 0, 0, 0, 0]) + payload


def logs(site: Topology) -> str:
    return "".join(process.log() for process in site.processes)


def test_the_accepted_socket_speaks_the_protocol(open_line: Open, alice: Person) -> None:
    with open_line(f"sessionid={alice.session}") as line:
        assert f"sec-websocket-accept: {ACCEPT.lower()}" in read_head(line).lower()
        line.sendall(masked(json.dumps({"command": "hello", "ref": "1", "protocol": 1})))
        first, payload = read_frame(line)
        assert first == TEXT
        assert json.loads(payload)["person"]["username"] == "alice"


@pytest.mark.parametrize("cookie", UNKNOWN_LOG_INS)
def test_without_a_log_in_the_socket_is_accepted_told_so_and_closed(
    open_line: Open, topology: Topology, cookie: str | None
) -> None:
    before = len(logs(topology))
    with open_line(cookie) as line:
        assert read_head(line).startswith("HTTP/1.1 101 ")
        assert json.loads(read_frame(line)[1])["type"] == "bye"
        first, payload = read_frame(line)
        assert (first, int.from_bytes(payload[:2])) == (CLOSE, 4401)
    said = logs(topology)[before:]
    assert "Traceback" not in said
    assert "ERROR" not in said


@pytest.mark.parametrize("cookie", UNKNOWN_LOG_INS[1:])
def test_a_page_with_such_a_cookie_leads_to_the_log_in(topology: Topology, cookie: str) -> None:
    answer = topology.client().get("/", headers={"Cookie": cookie.encode("latin-1")})
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/accounts/login/")


def test_a_wrong_version_is_answered_with_the_right_one(open_line: Open, alice: Person) -> None:
    with open_line(f"sessionid={alice.session}", Sec_WebSocket_Version="25") as line:
        head = read_head(line)
    assert head.split()[1] in {"400", "426"}
    assert "13" in head.lower().partition("sec-websocket-version:")[2].partition("\r\n")[0]


def test_a_frame_that_is_not_masked_ends_the_line_with_a_word_and_nothing_else(
    open_line: Open, topology: Topology, alice: Person
) -> None:
    before = len(logs(topology))
    with open_line(f"sessionid={alice.session}") as line:
        read_head(line)
        line.sendall(bytes([TEXT, 2]) + b"{}")
        first, payload = read_frame(line)
        assert (first, int.from_bytes(payload[:2])) == (CLOSE, PROTOCOL_ERROR)
        assert line.recv(1) == b""
    assert "Traceback" not in logs(topology)[before:]


def test_the_embedded_server_answers_the_same(embedded: Site) -> None:
    (bob,) = embedded.people("bob")
    host, _, port = embedded.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(handshake(embedded, f"sessionid={bob.session}"))
        assert ACCEPT in read_head(line)
        line.sendall(masked('{"command":"ping","ref":"1"}'))
        assert json.loads(read_frame(line)[1])["error"]["code"] == "hello_first"
