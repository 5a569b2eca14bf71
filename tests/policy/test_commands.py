"""Every live command, every actor: what the table says is what happens."""

import uuid
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from chat.errors import ChatError
from chat.live.commands import COMMANDS as KNOWN
from chat.live.commands import Command, SyncRoom, parse
from chat.live.hub import _read_hello
from chat.live.sign_in import sign_in_of
from chat.models import User
from tests.policy.scene import Scene, make_scene
from tests.policy.table import ACTORS, COMMANDS, OWNERS_MESSAGE, Row


def body(scene: Scene, row: Row) -> dict[str, Any]:
    """Return the frame that a browser would send."""
    room = scene.room.pk
    said = scene.said["owner" if row.case == OWNERS_MESSAGE else "member"]
    fields: dict[str, dict[str, Any]] = {
        "hello": {"protocol": 1, "rooms": {str(room): 0}},
        "message.post": {"room": room, "client_id": str(uuid.uuid4()), "text": "Hello"},
        "message.delete": {"room": room, "number": said.number},
        "room.sync": {"room": room, "revision": 0},
        "room.read": {"room": room, "number": 1},
        "ping": {},
    }
    return {"command": row.name, "ref": "1", **fields[row.name]}


def signed_in(scene: Scene, actor: str) -> User | None:
    """Return the person behind the actor's session, as a socket finds them."""
    if actor not in scene.actors:
        return None
    client = Client()
    client.force_login(scene.actors[actor])
    found = sign_in_of(client.session.session_key or "")
    return found and found.person


def obey(scene: Scene, command: Command, person: User) -> str:
    """Do what the command asks; return "ok", or "nothing" where a hello is answered without the room."""
    if command.name == "hello":
        entries, missed = _read_hello(person, {scene.room.pk: 0})
        inside = scene.room.pk in {entry["id"] for entry in entries}
        assert inside == bool(missed)
        return "ok" if inside else "nothing"
    if isinstance(command, SyncRoom):
        command.read(person)
    else:
        command.run(person)
    return "ok"


def outcome(scene: Scene, row: Row, actor: str) -> str:
    """Return what the actor gets, in the table's words; whatever it does is undone."""
    try:
        with transaction.atomic():
            person = signed_in(scene, actor)
            if person is None:
                return "signed_out"
            done = obey(scene, parse(body(scene, row)), person)
            transaction.set_rollback(True)
            return done
    except ChatError as error:
        return error.code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "kind"),
    [pytest.param(row, kind, id=f"{row.name} {row.case} {kind}") for row in COMMANDS for kind in row.kinds],
)
def test_everybody_gets_what_the_table_says(row: Row, kind: str) -> None:
    scene = make_scene(kind)
    assert {actor: outcome(scene, row, actor) for actor in ACTORS} == row.expected()


def test_every_command_has_its_rows() -> None:
    assert {row.name for row in COMMANDS} == set(KNOWN)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["message.post", "message.delete", "room.sync", "room.read"])
def test_a_deactivated_owner_is_refused_even_on_a_socket_that_is_still_open(name: str) -> None:
    scene = make_scene("closed")
    row = next(row for row in COMMANDS if row.name == name)
    with pytest.raises(ChatError) as refusal:
        obey(scene, parse(body(scene, row)), scene.actors["deactivated"])
    assert refusal.value.code == "not_found"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["message.post", "message.delete", "room.sync", "room.read"])
def test_a_private_room_and_no_room_answer_alike(name: str) -> None:
    scene = make_scene("closed")
    row = next(row for row in COMMANDS if row.name == name)
    private = body(scene, row)
    refusals = []
    for room in (private["room"], 10**9):
        with pytest.raises(ChatError) as refusal:
            obey(scene, parse(private | {"room": room}), scene.actors["outsider"])
        refusals.append((refusal.value.code, str(refusal.value.sentence), refusal.value.fields))
    assert refusals[0] == refusals[1]
