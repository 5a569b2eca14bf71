"""Every command of a browser: it works; then who may not, what is not there, what is repeated, what is too late."""

import uuid
from typing import Any

import pytest

from chat import limits
from chat.actions import deletion, memberships, people, rooms
from chat.live.database import in_database
from chat.models import Room
from tests.live.conftest import Live
from tests.live.driver import Frame, Line


def post(live: Live, text: str = "Hello", **changed: Any) -> Frame:
    return {"room": live.room.pk, "client_id": str(uuid.uuid4()), "text": text} | changed


async def refused(line: Line, command: str, **fields: Any) -> str:
    """Send a command that does not work; return its error's code."""
    reply = await line.ask(command, **fields)
    assert not reply["ok"]
    assert reply["error"]["message"]
    return reply["error"]["code"]


async def test_bob_posts_and_alice_sees_it(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    asked = post(live, "Hello")
    change, reply = await bob.exchange("message.post", **asked)
    assert reply["message"] == {
        "id": change["message"]["id"],
        "room": live.room.pk,
        "number": 1,
        "client_id": asked["client_id"],
        "revision": change["revision"],
    }
    assert (change["kind"], change["message"]["author"]) == ("message", live.cast.bob.pk)
    assert "Hello" in change["message"]["html"]
    assert await alice.seen() == [change]


async def test_a_repeated_post_is_the_first_message(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    asked = post(live)
    first = await bob.ask("message.post", **asked)
    again = await bob.ask("message.post", **asked | {"text": "Something else"})
    assert again["message"] == first["message"]
    assert len(await alice.seen()) == 1


async def test_a_client_id_is_one_message_in_one_room(live: Live) -> None:
    other = await in_database(rooms.create, live.cast.bob, Room.Kind.CLOSED, "elsewhere")
    bob = await live.greeted(live.cast.bob)
    asked = post(live)
    await bob.ask("message.post", **asked)
    assert await refused(bob, "message.post", **asked | {"room": other.pk}) == "conflict"


@pytest.mark.parametrize("name", ["charlie", "erin", "ada"])
async def test_outside_a_room_is_as_if_there_were_none(live: Live, name: str) -> None:
    await live.post(live.cast.bob)
    outsider = await live.greeted(getattr(live.cast, name))
    for room in (live.room.pk, 999_999):
        assert await refused(outsider, "message.post", **post(live, room=room)) == "not_found"
        assert await refused(outsider, "message.delete", room=room, number=1) == "not_found"
        assert await refused(outsider, "room.sync", room=room, revision=0) == "not_found"
        assert await refused(outsider, "room.read", room=room, number=1) == "not_found"
    await live.post(live.cast.bob)
    assert await outsider.seen() == []


async def test_nobody_writes_in_an_archived_room_but_a_repeated_post_is_answered(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    asked = post(live)
    first = await bob.ask("message.post", **asked)
    await in_database(rooms.archive, live.cast.alice, live.room)
    assert await refused(bob, "message.post", **post(live)) == "room_archived"
    assert (await bob.ask("message.post", **asked))["message"] == first["message"]


async def test_who_posts_too_much_is_told_when_to_go_on(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    for _ in range(limits.SENDS_BURST):
        assert (await bob.ask("message.post", **post(live)))["ok"]
    reply = await bob.ask("message.post", **post(live))
    assert reply["error"]["code"] == "slow_down"
    assert 0 < reply["error"]["retry_after"] <= limits.SENDS_BURST_SECONDS


async def test_bob_deletes_his_message_and_a_tombstone_stays(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    await live.post(live.cast.bob, "secret")
    change, reply = (await bob.exchange("message.delete", room=live.room.pk, number=1))[-2:]
    assert reply["revision"] == change["revision"] == await live.revision()
    assert change["message"]["deleted"]
    assert "secret" not in change["message"]["html"]
    assert (await alice.seen())[-1] == change
    again = await bob.ask("message.delete", room=live.room.pk, number=1)
    assert again["revision"] == reply["revision"]
    assert await alice.seen() == []


async def test_others_messages_are_for_moderators_to_delete(live: Live) -> None:
    await live.post(live.cast.alice)
    bob, dana = await live.greeted(live.cast.bob), await live.greeted(live.cast.dana)
    assert await refused(bob, "message.delete", room=live.room.pk, number=1) == "not_allowed"
    assert await refused(bob, "message.delete", room=live.room.pk, number=2) == "not_found"
    assert (await dana.ask("message.delete", room=live.room.pk, number=1))["ok"]


@pytest.mark.usefixtures("written_at_once")
async def test_reading_is_told_to_all_tabs_and_goes_forward_only(live: Live) -> None:
    one, other = await live.greeted(live.cast.bob), await live.greeted(live.cast.bob)
    for _ in range(3):
        await live.post(live.cast.alice)
    reply = await one.ask("room.read", room=live.room.pk, number=2)
    assert reply == {"type": "reply", "ref": reply["ref"], "ok": True, "number": 2}
    told = {"type": "you", "kind": "read", "room": live.room.pk, "number": 2, "turned_back": 0}
    assert [await one.next_of("you"), await other.next_of("you")] == [told, told]
    for number in (1, 10_000):
        assert (await one.ask("room.read", room=live.room.pk, number=number))["number"] == number
    assert (await other.next_of("you"))["number"] == 3


async def test_ones_own_message_is_read(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    await live.post(live.cast.alice)
    await bob.ask("message.post", **post(live))
    (entry,) = (await (await live.connect(live.cast.bob)).hello())["rooms"]
    assert (entry["read_number"], entry["unread"]) == (2, 0)


async def test_sync_brings_what_changed_as_it_is_now(live: Live) -> None:
    start = await live.revision()
    message = await live.post(live.cast.bob, "secret")
    await live.post(live.cast.bob, "Hello")
    await in_database(deletion.delete, live.cast.bob, message)
    bob = await live.greeted(live.cast.bob)
    sync, reply = await bob.exchange("room.sync", room=live.room.pk, revision=start)
    assert (sync["from"], sync["to"]) == (start, start + 3)
    assert [(one["revision"], one["message"]["number"]) for one in sync["changes"]] == [(start + 2, 2), (start + 3, 1)]
    assert reply["revision"] == start + 3
    assert "secret" not in str(sync)


async def test_who_is_up_to_date_gets_an_empty_sync(live: Live) -> None:
    bob, revision = await live.greeted(live.cast.bob), await live.revision()
    sync, _ = await bob.exchange("room.sync", room=live.room.pk, revision=revision)
    assert (sync["from"], sync["to"], sync["changes"]) == (revision, revision, [])


async def test_a_renamed_administrator_on_an_old_socket_is_who_they_are_now(live: Live) -> None:
    await in_database(memberships.admit, live.cast.ada, live.room)
    await live.post(live.cast.alice)
    ada = await live.greeted(live.cast.ada)
    await in_database(people.rename, live.cast.ada, "Ada Lovelace")
    change = (await ada.exchange("message.post", **post(live)))[-2]
    assert "Ada Lovelace" in change["message"]["html"]
    await in_database(lambda: type(live.cast.ada).objects.update(is_superuser=False))
    assert await refused(ada, "message.delete", room=live.room.pk, number=1) == "not_allowed"


async def test_a_deactivated_persons_socket_can_do_nothing_whatever_it_has_heard(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    await in_database(lambda: type(live.cast.bob).objects.filter(pk=live.cast.bob.pk).update(is_active=False))
    assert await refused(bob, "message.post", **post(live)) == "not_found"


async def test_commands_are_answered_in_their_order(live: Live) -> None:
    bob = await live.greeted(live.cast.bob)
    texts = [str(number) for number in range(limits.SENDS_BURST)]
    refs = [bob.command("message.post", **post(live, text)) for text in texts]
    replies = [await bob.next_of("reply") for _ in refs]
    assert [reply["ref"] for reply in replies] == refs
    assert [reply["message"]["number"] for reply in replies] == list(range(1, len(refs) + 1))
