"""Every live command, every actor, over a socket: what the table says is what happens."""

import uuid
from typing import Any

import pytest

from chat.live.closing import SIGNED_OUT
from chat.live.commands import COMMANDS as KNOWN
from chat.live.database import in_database
from chat.models import Membership, User
from tests.cast import member
from tests.live.conftest import Live
from tests.live.driver import Frame, Line, session_of
from tests.policy.scene import Scene, make_scene
from tests.policy.table import ACTORS, COMMANDS, DELETED_MESSAGE, OWNERS_MESSAGE, Row

IN_A_ROOM = sorted(KNOWN.keys() - {"hello", "ping", "presence.set"})
# Whose message a row is about; the member's where it does not say.
CASES = {OWNERS_MESSAGE: "owner", DELETED_MESSAGE: "deleted"}


def fields(scene: Scene, name: str, case: str = "") -> dict[str, Any]:
    """Return the command's fields, as a browser would send them."""
    room = scene.room.pk
    said = scene.said[CASES.get(case, "member")]
    fresh = {"client_id": str(uuid.uuid4())}
    more: dict[str, dict[str, Any]] = {
        "message.post": {**fresh, "text": "Hello"},
        "message.edit": {"number": said.number, "text": "Good evening"},
        "message.forward": {**fresh, "number": said.number, "to": room},
        "reaction.add": {"number": said.number, "emoji": "👍"},
        "reaction.remove": {"number": said.number, "emoji": "👍"},
        "room.sync": {"revision": 0},
        "typing.start": {},
        "presence.set": {"state": "away"},
    }
    if name == "presence.set":
        return more[name]
    return {"room": room} | more.get(name, {"number": said.number}) if name in IN_A_ROOM else {}


async def open_socket(live: Live, scene: Scene, actor: str) -> Line:
    session = await in_database(session_of, scene.actors[actor]) if actor in scene.actors else None
    line = live.line(session)
    assert await line.event() == {"type": "websocket.accept"}
    return line


async def outcome(line: Line, scene: Scene, row: Row) -> str:
    """Return what the actor at the other end gets, in the table's words."""
    line.command("hello", protocol=1, rooms={str(scene.room.pk): 0})
    first = await line.next()
    if first["type"] == "bye":
        assert first["code"] == SIGNED_OUT.code
        return "signed_out"
    missed = await line.seen()
    if row.name == "hello":
        return of_hello(scene, first, missed)
    return of_reply(await line.ask(row.name, **fields(scene, row.name, row.case)))


def of_hello(scene: Scene, ready: Frame, missed: list[Frame]) -> str:
    """Return "ok" if the room was among the answers, "nothing" if it was nowhere."""
    named = scene.room.pk in {entry["id"] for entry in ready["rooms"]}
    assert bool([frame for frame in missed if frame["type"] == "sync"]) == named
    return "ok" if named else "nothing"


def of_reply(reply: Frame) -> str:
    return "ok" if reply["ok"] else reply["error"]["code"]


@pytest.mark.parametrize(
    ("row", "kind"),
    [pytest.param(row, kind, id=f"{row.name} {row.case} {kind}") for row in COMMANDS for kind in row.kinds],
)
async def test_everybody_gets_what_the_table_says(live: Live, row: Row, kind: str) -> None:
    scene = await in_database(make_scene, kind, live.cast)
    expected = row.expected()
    # Those who may do it come last: a deed that is done already proves nothing for the next.
    order = sorted(ACTORS, key=lambda actor: expected[actor] == "ok")
    found = {actor: await outcome(await open_socket(live, scene, actor), scene, row) for actor in order}
    assert found == expected


def test_every_command_has_its_rows() -> None:
    assert {row.name for row in COMMANDS} == set(KNOWN)


# Reading on is taken note of at once, and refused when it is written: the next test. Typing is stored nowhere, and ends
# when the socket is closed, a moment later.
@pytest.mark.parametrize("name", [name for name in IN_A_ROOM if name not in {"room.read", "typing.start"}])
async def test_who_is_deactivated_is_refused_even_on_a_socket_that_is_still_open(live: Live, name: str) -> None:
    scene = await in_database(make_scene, "closed", live.cast)
    alice = await live.greeted(live.cast.alice)
    assert of_reply(await alice.ask("room.read", **fields(scene, "room.read"))) == "ok"
    await in_database(User.objects.filter(pk=live.cast.alice.pk).update, is_active=False)
    assert of_reply(await alice.ask(name, **fields(scene, name))) == "not_found"


async def test_who_is_deactivated_reads_on_no_further_on_a_socket_that_is_still_open(live: Live) -> None:
    scene = await in_database(make_scene, "closed", live.cast)
    alice = await live.greeted(live.cast.alice)
    await in_database(Membership.objects.filter(person=live.cast.alice).update, read_number=0)
    await in_database(User.objects.filter(pk=live.cast.alice.pk).update, is_active=False)
    await alice.ask("room.read", **fields(scene, "room.read"))
    await live.hub.pointers.write()
    assert (await in_database(member, scene.room, live.cast.alice)).read_number == 0
    await in_database(User.objects.filter(pk=live.cast.alice.pk).update, is_active=True)
    await alice.ask("room.read", **fields(scene, "room.read"))
    await live.hub.pointers.write()
    assert (await in_database(member, scene.room, live.cast.alice)).read_number == 1


@pytest.mark.parametrize("name", IN_A_ROOM)
async def test_a_private_room_and_no_room_answer_alike(live: Live, name: str) -> None:
    scene = await in_database(make_scene, "closed", live.cast)
    charlie = await live.greeted(live.cast.charlie)
    asked = fields(scene, name)
    private, absent = [await charlie.ask(name, ref="same", **asked | {"room": room}) for room in (asked["room"], 10**9)]
    assert of_reply(private) == "not_found"
    assert private == absent
