"""Deleting what was said."""

import uuid

import pytest

from chat.actions import deletion, messages, rooms
from chat.errors import NotAllowed
from chat.live.announcements import Change
from chat.models import Message, Room
from tests.cast import Announced, Cast, together


@pytest.mark.parametrize("name", ["bob", "dana", "alice"])
def test_the_author_and_those_who_moderate_can_delete(cast: Cast, name: str) -> None:
    message = cast.say("bob", "a secret")
    before = Room.objects.get(pk=cast.room.pk).revision
    deletion.delete(getattr(cast, name), message)
    stored = Message.objects.get(pk=message.pk)
    assert (stored.text, stored.html, stored.is_deleted, stored.number) == ("", "", True, 1)
    assert stored.deleted_by == getattr(cast, name)
    assert stored.revision == Room.objects.get(pk=cast.room.pk).revision == before + 1


def test_everybody_in_the_room_hears_of_a_deletion(cast: Cast, announced: Announced) -> None:
    message = cast.say("bob", "a secret")
    with announced() as heard:
        deletion.delete(cast.bob, message)
    (change,) = heard
    assert isinstance(change, Change)
    assert "a secret" not in change.text
    assert '"deleted":true' in change.text


def test_bob_cannot_delete_what_alice_said(cast: Cast) -> None:
    message = cast.say("alice")
    before = cast.room.revision
    with pytest.raises(NotAllowed):
        deletion.delete(cast.bob, message)
    assert Message.objects.get(pk=message.pk).text == "Hello"
    assert Room.objects.get(pk=cast.room.pk).revision == before


@pytest.mark.parametrize("name", ["charlie", "erin"])
def test_nobody_outside_can_delete_what_alice_said(cast: Cast, name: str) -> None:
    message = cast.say("alice")
    with pytest.raises(NotAllowed):
        deletion.delete(getattr(cast, name), message)


def test_in_a_direct_room_everybody_deletes_their_own_only(cast: Cast) -> None:
    room = rooms.open_direct(cast.ada, [cast.bob])
    message = messages.post(cast.bob, room, uuid.uuid4(), "Hello")
    with pytest.raises(NotAllowed):
        deletion.delete(cast.ada, message)
    assert deletion.delete(cast.bob, message).is_deleted


def test_deleting_twice_changes_nothing_the_second_time(cast: Cast, announced: Announced) -> None:
    message = deletion.delete(cast.bob, cast.say("bob"))
    with announced() as heard:
        again = deletion.delete(cast.alice, message)
    assert (again.revision, again.deleted_by) == (message.revision, cast.bob)
    assert Room.objects.get(pk=cast.room.pk).revision == message.revision
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_two_who_delete_at_once_make_one_change(live_cast: Cast) -> None:
    message = live_cast.say("bob")
    deeds = [
        lambda who=who: deletion.delete(who, Message.objects.get(pk=message.pk))
        for who in (live_cast.alice, live_cast.dana)
    ]
    answers = together(*deeds)
    assert {answer.revision for answer in answers if isinstance(answer, Message)} == {message.revision + 1}
    assert Room.objects.get(pk=live_cast.room.pk).revision == message.revision + 1
