"""One message in another room, with its author's name beside it."""

import uuid

import pytest

from chat.actions import deletion, forwarding, messages, rooms
from chat.errors import Invalid, NotFound, RoomArchived
from chat.markup import message_markup
from chat.models import Mention, Room
from tests.cast import Cast


@pytest.fixture
def shed(cast: Cast) -> Room:
    """A room where Bob is alone."""
    return rooms.create(cast.bob, Room.Kind.CLOSED, "Boat shed")


def test_bob_says_in_his_shed_what_alice_said(cast: Cast, shed: Room) -> None:
    said = cast.say("alice", "The *winch* is here")
    copy = forwarding.forward(cast.bob, said, shed, uuid.uuid4())
    assert (copy.author, copy.text, copy.html) == (cast.bob, said.text, said.html)
    assert (copy.forwarded_from, copy.room, copy.number) == (said, shed, 1)


def test_what_is_forwarded_again_keeps_its_first_author(cast: Cast, shed: Room) -> None:
    said = cast.say("alice")
    copy = forwarding.forward(cast.bob, forwarding.forward(cast.bob, said, shed, uuid.uuid4()), shed, uuid.uuid4())
    assert copy.forwarded_from == said


def test_the_same_client_id_is_the_same_copy(cast: Cast, shed: Room) -> None:
    said, client_id = cast.say("alice"), uuid.uuid4()
    assert forwarding.forward(cast.bob, said, shed, client_id) == forwarding.forward(cast.bob, said, shed, client_id)
    assert shed.messages.count() == 1


def test_nobody_forwards_into_a_room_that_is_not_theirs(cast: Cast, shed: Room) -> None:
    with pytest.raises(NotFound):
        forwarding.forward(cast.alice, cast.say("alice"), shed, uuid.uuid4())
    assert shed.messages.count() == 0


def test_nor_into_an_archived_one(cast: Cast, shed: Room) -> None:
    rooms.archive(cast.bob, shed)
    with pytest.raises(RoomArchived):
        forwarding.forward(cast.bob, cast.say("alice"), shed, uuid.uuid4())


def test_what_is_deleted_is_not_forwarded(cast: Cast, shed: Room) -> None:
    said = deletion.delete(cast.alice, cast.say("alice"))
    with pytest.raises(Invalid):
        forwarding.forward(cast.bob, said, shed, uuid.uuid4())


def test_it_calls_nobody_a_second_time(cast: Cast, shed: Room) -> None:
    said = cast.say("alice", "@bob")
    copy = forwarding.forward(cast.dana, said, cast.room, uuid.uuid4())
    assert not Mention.objects.filter(message=copy).exists()


@pytest.mark.parametrize(("kind", "named"), [("open", True), ("closed", False)])
def test_a_private_rooms_name_stays_there(cast: Cast, shed: Room, kind: str, named: bool) -> None:
    Room.objects.filter(pk=cast.room.pk).update(kind=kind)
    cast.room.refresh_from_db()
    markup = message_markup(forwarding.forward(cast.bob, cast.say("alice"), shed, uuid.uuid4()))
    assert "alice" in markup
    assert ("#workshop" in markup) == named


def test_mine_to_say_is_mine_to_delete(cast: Cast, shed: Room) -> None:
    copy = forwarding.forward(cast.bob, cast.say("alice", "A secret"), shed, uuid.uuid4())
    deletion.delete(cast.bob, copy)
    assert "alice" not in message_markup(shed.messages.shown().get())
    assert messages.post(cast.bob, shed, uuid.uuid4(), "Next").number == 2
