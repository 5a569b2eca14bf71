"""Every refusal is a problem, as RFC 9457 says it."""

from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from chat import queries
from chat.middleware import FoundedFirst
from tests.api.program import API, program
from tests.cast import Cast

MESSAGES = "/rooms/workshop/messages"


@pytest.mark.parametrize(
    ("method", "path", "body", "refusal"),
    [
        ("GET", "", None, (404, "not_found")),
        ("GET", "/", None, (404, "not_found")),
        ("GET", "/nowhere/at/all", None, (404, "not_found")),
        ("GET", "/rooms/absent", None, (404, "not_found")),
        ("GET", f"{MESSAGES}/9", None, (404, "not_found")),
        ("DELETE", "/rooms", None, (405, "method_not_allowed")),
        ("POST", MESSAGES, b"{", (400, "bad_body")),
        ("POST", MESSAGES, b"[]", (400, "bad_body")),
        ("POST", MESSAGES, b'{"text": "a", "text": "b"}', (400, "bad_body")),
        ("POST", MESSAGES, b'{"text": NaN}', (400, "bad_body")),
        ("POST", MESSAGES, b"\xff", (400, "bad_body")),
        ("POST", MESSAGES, b"", (422, "invalid_fields")),
        ("POST", MESSAGES, {"text": "x" * 50_000}, (413, "too_large")),
        ("POST", MESSAGES, {"text": "x" * 300_000}, (413, "too_large")),
        ("GET", "/people?q=a\x00b", None, (200, "")),
    ],
)
def test_what_cannot_be_is_a_problem(
    cast: Cast, method: str, path: str, body: object, refusal: tuple[int, str]
) -> None:
    if refusal[0] == 200:
        # A NUL finds nobody on SQLite, and is refused by PostgreSQL; it is never a fault.
        assert program(cast.alice).ask(method, path, body).status_code in {200, 422}
        return
    assert program(cast.alice).refusal(method, path, body) == refusal


@pytest.mark.parametrize(
    ("path", "body", "fields"),
    [
        (MESSAGES, {"text": 1}, {"text"}),
        (MESSAGES, {"text": ""}, {"text"}),
        (MESSAGES, {"text": "a", "answers": "1"}, {"answers"}),
        (MESSAGES, {"text": "a", "answers": True}, {"answers"}),
        (MESSAGES, {"text": "a", "client_id": "7"}, {"client_id"}),
        (MESSAGES, {"text": "a", "author": 7, "number": 1}, {"author", "number"}),
        (MESSAGES, {"text": "a", "attachments": ["x"]}, {"attachments.0"}),
        ("/rooms", {}, {"name"}),
        ("/rooms", {"name": " "}, {"name"}),
        ("/rooms", {"name": "\u202e"}, {"name"}),
        ("/rooms", {"name": "Kitchen", "kind": "direct"}, {"kind"}),
        ("/rooms/direct", {"people": []}, {"people"}),
    ],
)
def test_each_wrong_field_has_its_sentence(cast: Cast, path: str, body: object, fields: set[str]) -> None:
    answer = program(cast.alice).ask("POST", path, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields")
    assert answer.json()["fields"].keys() == fields
    assert all(answer.json()["fields"].values())


def test_a_method_that_is_not_known_says_which_are(cast: Cast) -> None:
    allowed = program(cast.alice).ask("DELETE", "/rooms").headers["Allow"]
    assert sorted(allowed.split(", ")) == ["GET", "POST"]


def test_a_mistake_of_ours_is_logged_and_told_to_nobody(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with mock.patch.object(queries, "entries", side_effect=ZeroDivisionError("a secret")):
        answer = program(cast.alice).ask("GET", "/rooms")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert "secret" not in answer.content.decode()
    assert "a secret" in caplog.text


def test_a_database_that_is_away_is_worth_another_try(cast: Cast) -> None:
    with mock.patch.object(queries, "entries", side_effect=OperationalError("gone")):
        answer = program(cast.alice).ask("GET", "/rooms")
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert answer.headers["Retry-After"] == "2"
    assert answer.json()["retry_after"] == 2


@pytest.mark.django_db
def test_a_chat_that_nobody_has_founded_says_so() -> None:
    with mock.patch.object(FoundedFirst, "_is_founded", return_value=False):
        answer = Client().get(f"{API}/me")
    assert (answer.status_code, answer.json()["code"]) == (503, "not_founded")
    assert answer.headers["Content-Type"] == "application/problem+json"


@override_settings(DEBUG=True)
def test_debugging_shows_no_more(cast: Cast) -> None:
    with mock.patch.object(queries, "entries", side_effect=ZeroDivisionError("a secret")):
        assert program(cast.alice).refusal("GET", "/rooms") == (500, "fault")
    assert program(cast.alice).refusal("GET", "/nowhere") == (404, "not_found")


def test_each_problem_is_described_where_its_type_leads(cast: Cast) -> None:
    told = program(cast.alice).ask("GET", "/rooms/absent").json()
    address, _, name = told["type"].partition("#")
    assert f'id="{name}"' in Client().get(address).content.decode()
    assert told["title"] == "Not Found"
