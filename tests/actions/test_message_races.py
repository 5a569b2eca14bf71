"""Posting while somebody else does something in the same room."""

import uuid
from collections.abc import Callable

import pytest

from chat import access
from chat.actions import memberships, messages, rooms
from chat.errors import ChatError, NotFound
from chat.models import Message, Room
from tests.cast import Cast, member, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_post_from_two_tabs_at_once_is_one_message(live_cast: Cast) -> None:
    client_id = uuid.uuid4()

    def deed() -> Message:
        return messages.post(live_cast.bob, Room.objects.get(pk=live_cast.room.pk), client_id, "Hello")

    first, second = together(deed, deed)
    assert isinstance(first, Message)
    assert first == second
    assert Room.objects.get(pk=live_cast.room.pk).last_number == Message.objects.count() == 1


def test_posts_of_many_at_once_get_each_a_number(live_cast: Cast) -> None:
    people = [live_cast.alice, live_cast.dana, live_cast.bob] * 3
    together(*(post_of(person, live_cast.room.pk) for person in people))
    rows = Message.objects.order_by("number").values_list("number", "revision")
    assert [number for number, _ in rows] == list(range(1, 10))
    assert [revision for _, revision in rows] == sorted({revision for _, revision in rows})


def post_of(person: object, room_id: int) -> Callable[[], Message]:
    return lambda: messages.post(person, Room.objects.get(pk=room_id), uuid.uuid4(), "Hello")  # type: ignore[arg-type]


def test_a_post_that_loses_against_a_removal_is_refused(live_cast: Cast) -> None:
    room = access.membership(live_cast.bob, room_id=live_cast.room.pk).room
    memberships.remove(live_cast.alice, member(live_cast.room, live_cast.bob))
    with pytest.raises(NotFound):
        messages.post(live_cast.bob, room, uuid.uuid4(), "Hello")
    assert [line.text for line in Message.objects.all()] == ["removed bob"]


def test_a_post_racing_an_archiving_is_before_it_or_refused(live_cast: Cast) -> None:
    said, _ = together(
        post_of(live_cast.bob, live_cast.room.pk),
        lambda: rooms.archive(live_cast.alice, Room.objects.get(pk=live_cast.room.pk)),
    )
    room = Room.objects.get(pk=live_cast.room.pk)
    if isinstance(said, Message):
        assert said.revision < room.own_revision
    else:
        assert isinstance(said, ChatError)
        assert (said.code, room.last_number) == ("room_archived", 1)
