"""Every operation of the API, every actor, by token and by session: what the table says is what happens."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from chat.actions import rooms
from chat.api.operations import api
from chat.api.reference import SCOPES
from chat.models import User
from tests.api.program import API, Program, program
from tests.connecting import connect
from tests.policy.operations import ADMINISTRATORS, CONNECTION, MANAGE, MESSAGE, OPERATIONS, POST, READ, Operation
from tests.policy.scene import Scene, make_scene
from tests.policy.table import ACTORS, ROOMS, Row

BODIES: dict[str, Any] = {
    "POST /rooms": {"name": "Kitchen"},
    "POST /rooms/direct": {"people": ["gina"]},
    "POST /uploads": b"Two ropes, one winch",
    f"POST {CONNECTION}": b"Two ropes",
    "POST /people/{username}/connections": b"Two ropes",
    "PATCH /rooms/{slug}": {"name": "Boat shed"},
    "POST /rooms/{slug}/members": {"people": ["gina"]},
    "PUT /rooms/{slug}/members/{username}": {"role": "moderator"},
    "POST /rooms/{slug}/messages": {"text": "Hello"},
    f"PATCH {MESSAGE}": {"text": "Good evening"},
    "PUT /rooms/{slug}/read": {"number": 1},
    "PUT /rooms/{slug}/unread": {"number": 1},
}
QUERIES = {
    "GET /people": "?q=gina",
    "GET /search": "?q=hello",
    "POST /uploads": "?name=rope.txt",
    "GET /rooms/{slug}/changes": "?after=0",
}
# Whose message it is; the owner's where nothing is said.
WHOSE = {f"PATCH {MESSAGE}": "member", f"POST {MESSAGE}/restore": "deleted"}
IN_A_ROOM = [operation for operation in OPERATIONS if "{slug}" in operation.name]


def request_of(scene: Scene, name: str) -> tuple[str, str, Any]:
    """Return an operation as it is asked on the scene: method, path and body."""
    method, path = name.split(" ")
    said = scene.said[WHOSE.get(name, "owner")]
    username = "hank" if "{slug}" in path else "gina"
    parts = {"{slug}": scene.room.slug, "{number}": str(said.number), "{username}": username, "{emoji}": "👍"}
    if "{name}" in path:
        parts["{name}"] = connect(scene.gina).pk
    for part, value in parts.items():
        path = path.replace(part, value)
    return method, path + QUERIES.get(name, ""), BODIES.get(name)


def asker(scene: Scene, operation: Operation) -> User:
    """Return somebody in the room who may do nearly everything."""
    for_administrators = any(ADMINISTRATORS in row.outcomes.values() for row in operation.rows)
    return scene.actors["inside-administrator" if for_administrators else "owner"]


def undone(asking: Program, *asked: Any) -> str:
    """Return the status of an answer; whatever was done is undone."""
    with transaction.atomic():
        answer = asking.ask(*asked)
        transaction.set_rollback(True)
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
    return str(answer.status_code)


CELLS = [
    pytest.param(operation, row, kind, id=f"{operation.name} {kind}")
    for operation in OPERATIONS
    for row in operation.rows
    for kind in row.kinds
]


@pytest.mark.django_db
@pytest.mark.parametrize(("operation", "row", "kind"), CELLS)
def test_everybody_gets_what_the_table_says(operation: Operation, row: Row, kind: str) -> None:
    scene = make_scene(kind)
    asked = request_of(scene, operation.name)
    programs = {actor: program(person) for actor, person in scene.actors.items()} | {"anonymous": Program()}
    assert {actor: undone(programs[actor], *asked) for actor in ACTORS} == row.expected()


def test_every_operation_has_its_rows() -> None:
    paths = api.get_openapi_schema()["paths"]
    known = {f"{method.upper()} {path.removeprefix(API)}" for path, methods in paths.items() for method in methods}
    assert {operation.name for operation in OPERATIONS} == known
    assert len(OPERATIONS) == len(known)


def test_every_operation_about_a_room_says_what_happens_in_every_kind_of_room() -> None:
    said = {one.name: sorted(kind for row in one.rows for kind in row.kinds) for one in IN_A_ROOM}
    assert {name: kinds for name, kinds in said.items() if kinds != sorted(ROOMS)} == {}


def test_the_schema_names_the_scope_of_the_table() -> None:
    paths = api.get_openapi_schema()["paths"]
    for one in OPERATIONS:
        method, path = one.name.split(" ")
        ways = {name for way in paths[API + path][method.lower()]["security"] for name in way}
        assert [SCOPES[name] for name in ways if name in SCOPES] == [one.scope], one.name
        assert "Session" in ways


@pytest.mark.django_db
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_token_of_a_narrower_scope_is_refused(operation: Operation) -> None:
    scene = make_scene("closed")
    asked = request_of(scene, operation.name)
    for scope in {READ: [], POST: [READ], MANAGE: [READ, POST]}[operation.scope]:
        narrow = program(asker(scene, operation), scope)
        assert narrow.refusal(*asked) == (403, "token_too_narrow")
    wide = undone(program(asker(scene, operation), operation.scope), *asked)
    assert wide == undone(program(asker(scene, operation), MANAGE), *asked)


@pytest.mark.django_db
@pytest.mark.parametrize("operation", IN_A_ROOM, ids=lambda operation: operation.name)
def test_a_token_for_another_room_finds_nothing_here(operation: Operation) -> None:
    scene = make_scene("open")
    other = rooms.create(scene.actors["owner"], "open", "Boat shed")
    elsewhere = program(scene.actors["owner"], rooms=[other])
    here = elsewhere.ask(*request_of(scene, operation.name))
    scene.room.slug = "absent"
    absent = elsewhere.ask(*request_of(scene, operation.name))
    assert (here.status_code, here.content) == (404, absent.content)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["POST /rooms", "POST /rooms/direct"])
def test_a_token_for_some_rooms_makes_none(name: str) -> None:
    scene = make_scene("closed")
    narrow = program(scene.actors["owner"], rooms=[scene.room])
    assert narrow.refusal(*request_of(scene, name)) == (403, "token_too_narrow")


@pytest.mark.django_db
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_session_does_what_a_token_does_and_changes_nothing_without_the_csrf_token(operation: Operation) -> None:
    scene = make_scene("closed")
    method, path, body = request_of(scene, operation.name)
    window = Client(enforce_csrf_checks=True)
    window.force_login(asker(scene, operation))
    with transaction.atomic():
        answer = window.generic(method, API + path, b"{}" if isinstance(body, dict) else body or b"", "text/plain")
        transaction.set_rollback(True)
    assert (answer.status_code == 403) == (method != "GET")
    if answer.status_code == 403:
        assert answer.json()["code"] == "no_csrf_token"
