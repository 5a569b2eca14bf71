"""What a room keeps in its bar."""

import uuid

import pytest

from chat import limits
from chat.actions import deletion, messages, pins, rooms
from chat.errors import Invalid, NotAllowed, NotFound, RoomArchived
from chat.models import Message
from tests.cast import Announced, Cast


@pytest.mark.parametrize("name", ["dana", "alice"])
def test_moderators_pin_and_unpin(cast: Cast, name: str) -> None:
    said = cast.say("bob")
    person = getattr(cast, name)
    pinned = pins.pin(person, said)
    assert (pinned.is_pinned, pinned.pinned_by) == (True, person)
    assert list(cast.room.messages.pinned()) == [said]
    assert not pins.unpin(person, said).is_pinned
    assert list(cast.room.messages.pinned()) == []


def test_bob_does_not_pin_in_a_room_with_moderators(cast: Cast) -> None:
    said = cast.say("bob")
    with pytest.raises(NotAllowed):
        pins.pin(cast.bob, said)


def test_in_a_direct_room_both_pin(cast: Cast) -> None:
    room = rooms.open_direct(cast.alice, [cast.bob])
    said = messages.post(cast.alice, room, uuid.uuid4(), "Our place")
    assert pins.pin(cast.bob, said).is_pinned


@pytest.mark.parametrize("name", ["charlie", "erin", "ada"])
def test_nobody_outside_pins(cast: Cast, name: str) -> None:
    with pytest.raises(NotFound):
        pins.pin(getattr(cast, name), cast.say("bob"))


def test_twice_is_once(cast: Cast, announced: Announced) -> None:
    said = cast.say("bob")
    pins.pin(cast.dana, said)
    with announced() as heard:
        pins.pin(cast.dana, said)
    assert heard == []


def test_what_is_deleted_is_pinned_no_longer(cast: Cast) -> None:
    said = pins.pin(cast.dana, cast.say("bob"))
    deletion.delete(cast.bob, said)
    assert not Message.objects.get(pk=said.pk).is_pinned
    with pytest.raises(NotFound):
        pins.pin(cast.dana, said)


def test_a_bar_has_an_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PINS", 1)
    pins.pin(cast.dana, cast.say("bob"))
    with pytest.raises(Invalid):
        pins.pin(cast.dana, cast.say("bob"))


def test_in_an_archived_room_nothing_changes(cast: Cast) -> None:
    said = cast.say("bob")
    rooms.archive(cast.alice, cast.room)
    with pytest.raises(RoomArchived):
        pins.pin(cast.dana, said)
