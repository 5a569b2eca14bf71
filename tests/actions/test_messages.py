"""Posting."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat import limits
from chat.actions import deletion, memberships, messages, rooms
from chat.errors import Conflict, Invalid, NotFound, RoomArchived, SlowDown
from chat.live.announcements import Change
from chat.live.commands import parse
from chat.models import Message, Room
from tests.cast import Announced, Cast, make_person


def test_bob_posts(cast: Cast) -> None:
    message = messages.post(cast.bob, cast.room, uuid.uuid4(), "  Hello,\r\nworld  ")
    assert message.text == "Hello,\nworld"
    assert message.html == "<p>Hello,<br>world</p>"
    assert message.number == 1
    assert message.revision == cast.room.revision


def test_everybody_in_the_room_hears_of_a_post(cast: Cast, announced: Announced) -> None:
    with announced() as heard:
        message = cast.say("bob")
    (change,) = heard
    assert isinstance(change, Change)
    assert (change.room_id, change.revision, change.number) == (cast.room.pk, message.revision, 1)


def test_numbers_and_revisions_have_no_holes(cast: Cast) -> None:
    start = Room.objects.get(pk=cast.room.pk).revision
    said = [cast.say(name) for name in ("bob", "alice", "bob", "dana")]
    assert [message.number for message in said] == [1, 2, 3, 4]
    assert [message.revision - start for message in said] == [1, 2, 3, 4]


def test_bob_has_read_what_he_wrote(cast: Cast) -> None:
    cast.say("bob")
    assert cast.membership("bob").unread == 0
    assert cast.membership("alice").unread == 1


def test_the_same_client_id_is_the_same_message(cast: Cast) -> None:
    client_id = uuid.uuid4()
    first = messages.post(cast.bob, cast.room, client_id, "Hello")
    again = messages.post(cast.bob, cast.room, client_id, "Something else")
    assert (again.pk, again.number, again.revision, again.text) == (first.pk, 1, first.revision, "Hello")
    cast.room.refresh_from_db()
    assert (cast.room.last_number, cast.room.revision) == (1, first.revision)


def test_a_repeated_post_is_not_announced_again(cast: Cast, announced: Announced) -> None:
    client_id = uuid.uuid4()
    messages.post(cast.bob, cast.room, client_id, "Hello")
    with announced() as heard:
        messages.post(cast.bob, cast.room, client_id, "Hello")
    assert heard == []


def test_the_same_client_id_of_another_author_is_another_message(cast: Cast) -> None:
    client_id = uuid.uuid4()
    first = messages.post(cast.bob, cast.room, client_id, "Hello")
    assert messages.post(cast.alice, cast.room, client_id, "Hello").pk != first.pk


def test_a_repeated_post_is_answered_in_a_room_that_was_archived_since(cast: Cast) -> None:
    client_id = uuid.uuid4()
    first = messages.post(cast.bob, cast.room, client_id, "Hello")
    rooms.archive(cast.alice, cast.room)
    assert messages.post(cast.bob, cast.room, client_id, "Hello").pk == first.pk


def test_a_repeated_post_is_answered_however_fast_it_comes(cast: Cast) -> None:
    client_id = uuid.uuid4()
    first = messages.post(cast.bob, cast.room, client_id, "Hello")
    again = [messages.post(cast.bob, cast.room, client_id, "Hello").pk for _ in range(limits.SENDS_BURST + 1)]
    assert set(again) == {first.pk}


def test_a_repeated_post_is_answered_after_the_message_was_deleted(cast: Cast) -> None:
    client_id = uuid.uuid4()
    first = messages.post(cast.bob, cast.room, client_id, "Hello")
    deletion.delete(cast.alice, first)
    again = messages.post(cast.bob, cast.room, client_id, "Hello")
    assert (again.pk, again.is_deleted, again.text) == (first.pk, True, "")


def test_a_client_id_cannot_move_to_another_room(cast: Cast) -> None:
    client_id = uuid.uuid4()
    messages.post(cast.bob, cast.room, client_id, "Hello")
    other = rooms.create(cast.bob, Room.Kind.CLOSED, "Boat shed")
    with pytest.raises(Conflict):
        messages.post(cast.bob, other, client_id, "Hello")
    other.refresh_from_db()
    assert other.last_number == 0


@pytest.mark.parametrize("name", ["charlie", "erin", "ada"])
def test_nobody_outside_can_post(cast: Cast, name: str) -> None:
    assert name not in {str(membership.person) for membership in cast.room.memberships.present()}
    before = Room.objects.get(pk=cast.room.pk).revision
    with pytest.raises(NotFound):
        cast.say(name)
    assert Room.objects.get(pk=cast.room.pk).revision == before
    assert not Message.objects.exists()


def test_nobody_can_post_in_an_archived_room(cast: Cast) -> None:
    rooms.archive(cast.alice, cast.room)
    with pytest.raises(RoomArchived):
        cast.say("alice")
    assert not cast.room.messages.filter(kind=Message.Kind.SAID).exists()


def test_nobody_can_post_in_a_room_that_is_gone(cast: Cast) -> None:
    cast.room.pk += 1_000
    with pytest.raises(NotFound):
        cast.say("bob")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\t\r\n ", id="blanks"),
        pytest.param("a\x00b", id="NUL"),
        pytest.param("a\ud800b", id="lone surrogate"),
        pytest.param("a" * (limits.MESSAGE_CHARACTERS + 1), id="too many characters"),
        pytest.param("a" * 1_000_000, id="a million characters"),
    ],
)
def test_a_text_that_cannot_be_is_refused_with_a_sentence(cast: Cast, text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        cast.say("bob", text)
    assert refusal.value.fields["text"].endswith((".", "first."))
    assert not Message.objects.exists()


@pytest.mark.parametrize("sign", ["a", "ü", "語", "🚢"])
def test_the_longest_text_is_taken_in_every_script(cast: Cast, sign: str) -> None:
    assert cast.say("bob", sign * limits.MESSAGE_CHARACTERS).text == sign * limits.MESSAGE_CHARACTERS


def test_bob_is_slowed_down_after_a_burst(cast: Cast) -> None:
    for _ in range(limits.SENDS_BURST):
        cast.say("bob")
    with pytest.raises(SlowDown) as refusal:
        cast.say("bob")
    assert 0 < (refusal.value.retry_after or 0) <= limits.SENDS_BURST_SECONDS
    assert cast.say("alice").number == limits.SENDS_BURST + 1


def test_a_room_of_many_is_slowed_down_together(cast: Cast) -> None:
    crowd = [make_person(f"guest{number}") for number in range(limits.ROOM_SENDS_PER_SECOND + 1)]
    memberships.add(cast.alice, cast.room, crowd)
    for person in crowd[1:]:
        messages.post(person, cast.room, uuid.uuid4(), "Hello")
    with pytest.raises(SlowDown):
        messages.post(crowd[0], cast.room, uuid.uuid4(), "Hello")


@pytest.mark.parametrize("members", [10, 300])
def test_posting_costs_six_queries_at_most_whatever_the_rooms_size(cast: Cast, members: int) -> None:
    crowd = [make_person(f"guest{number}") for number in range(members)]
    memberships.add(cast.alice, cast.room, crowd)
    frame = {"command": "message.post", "ref": "1", "room": cast.room.pk, "client_id": str(uuid.uuid4()), "text": "Hi"}
    command = parse(frame)
    with CaptureQueriesContext(connection) as queries:
        command.run(cast.bob)
    assert 0 < len(queries) <= 6
