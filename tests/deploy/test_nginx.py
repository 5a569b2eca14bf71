"""nginx between browsers and web processes: what it passes on, what it withholds, what it says itself."""

import socket
from collections import Counter

import pytest

from tests.servers.waiting import wait_until

pytestmark = pytest.mark.servers

FORGED = {
    "X-Real-IP": "203.0.113.9",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example.org",
    "X-Forwarded-Port": "1",
    "Forwarded": "for=203.0.113.9",
    "Daphne-Root-Path": "/evil",
}


def test_what_a_web_process_believes_is_said_by_nginx_alone(front):
    seen = front.client().get("/rooms/", headers=FORGED | {"Host": "chat.example.org"}).json()
    assert seen["x-real-ip"] == seen["x-forwarded-for"] == "127.0.0.1"
    assert seen["x-forwarded-proto"] == "http"
    assert seen["host"] == "chat.example.org"
    assert not {"x-forwarded-host", "x-forwarded-port", "forwarded", "daphne-root-path"} & seen.keys()


def test_something_in_front_that_speaks_tls_is_believed_when_named(make_front):
    front = make_front(NGINX_TRUSTED_PROXY="127.0.0.0/8", NGINX_SCHEME="https")
    seen = front.client().get("/", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}).json()
    assert seen["x-real-ip"] == seen["x-forwarded-for"] == "203.0.113.9"
    assert seen["x-forwarded-proto"] == "https"


def test_only_the_live_address_is_upgraded(front):
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket"}
    seen = front.client().get("/ws/", headers=upgrade).json()
    assert (seen["connection"], seen["upgrade"]) == ("upgrade", "websocket")
    assert "upgrade" not in front.client().get("/rooms/", headers=upgrade).json()


def test_connections_to_web_processes_are_kept_open(front):
    assert "connection" not in front.client().get("/rooms/").json()


def test_a_killed_web_process_costs_nobody_a_request_and_doubles_none(front):
    with front.client() as client:
        client.get("/")
        front.web[0].stop()
        codes = [client.post(f"/rooms/{number}/").status_code for number in range(20)]
    assert codes == [200] * 20
    arrived = Counter(line for web in front.web for line in web.requests if line.startswith("POST"))
    assert len(arrived) == 20
    assert set(arrived.values()) == {1}


def test_when_no_web_process_answers_people_are_told_that_it_passes(front):
    for web in front.web:
        web.stop()
    answer = front.client().get("/rooms/general/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "away for a moment" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_web_processs_own_refusal_passes_untouched(front):
    answer = front.client().get("/readyz", headers={"Answer-Status": "503"})
    assert answer.status_code == 503
    assert answer.json()["answer-status"] == "503"


def test_a_name_with_a_hash_is_kept_for_ever_and_another_for_minutes(front):
    for name in ("room.0123456789ab.js", "room.js"):
        (front.folder / "static" / name).write_text("export {};")
    kept = front.client().get("/static/room.0123456789ab.js")
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert kept.headers["Content-Type"] == "application/javascript"
    assert kept.headers["X-Content-Type-Options"] == "nosniff"
    assert front.client().get("/static/room.js").headers["Cache-Control"] == "public, max-age=300"
    assert not front.web[0].requests + front.web[1].requests


def test_nobody_climbs_out_of_the_static_files(front):
    (front.folder / "secret_key").write_text("secret")
    for path in (
        "/static/../secret_key",
        "/static/%2e%2e/secret_key",
        "/static../secret_key",
        "/static/..%2fsecret_key",
    ):
        assert "secret" not in raw_get(front.nginx.port, path).partition("\r\n\r\n")[2].replace(path, "")


def test_uploads_are_reached_only_when_a_web_process_says_so(front):
    (front.folder / "media" / "cat.txt").write_text("a cat")
    assert front.client().get("/protected/cat.txt").status_code == 404
    assert front.client().get("/media/1/", headers={"Answer-Redirect": "/protected/cat.txt"}).text == "a cat"


def test_a_body_over_the_largest_upload_is_refused_with_a_sentence(front):
    answer = front.client().post("/rooms/general/", content=b"x" * (27 * 1024 * 1024))
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_one_address_opens_only_so_many_sockets_at_once(make_front):
    front = make_front(NGINX_SOCKET_RATE="1r/s", NGINX_SOCKET_BURST="5")
    with front.client() as client:
        codes = Counter(client.get("/ws/").status_code for _ in range(10))
    assert codes[200] in (6, 7)
    assert codes[429] == 10 - codes[200]


def test_a_hundred_sockets_from_one_address_are_nothing_unusual(front):
    with front.client() as client:
        assert {client.get("/ws/").status_code for _ in range(150)} == {200}


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/admin/login/"])
def test_passwords_are_tried_slowly_and_pages_looked_at_freely(make_front, path):
    front = make_front(NGINX_LOGIN_RATE="1r/m", NGINX_LOGIN_BURST="3")
    with front.client() as client:
        assert [client.post(path).status_code for _ in range(6)] == [200] * 4 + [429] * 2
        assert {client.get(path).status_code for _ in range(10)} == {200}
        assert "Wait a minute" in client.post(path).text


def test_the_log_holds_nothing_that_opens_a_door(front):
    for path in ("/rooms/?token=secret-1", "/invitations/secret-2/", "/accounts/password/reset/key/secret-3/"):
        front.client().get(path)
    wait_until(lambda: front.nginx.access().count("GET") == 3, "three lines in the log")
    assert "secret" not in front.nginx.access()


def raw_get(port: int, path: str) -> str:
    """Ask for a path as it is, without a client that tidies it up."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: chat\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()
