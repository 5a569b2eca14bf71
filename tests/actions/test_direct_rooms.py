"""One direct room for the same people."""

import pytest

from chat import limits
from chat.actions import rooms
from chat.errors import Invalid
from chat.models import Membership, Room
from tests.cast import Announced, Cast, make_person, together


def test_the_same_people_meet_in_the_same_room(cast: Cast) -> None:
    room = rooms.open_direct(cast.alice, [cast.bob, cast.charlie])
    assert rooms.open_direct(cast.charlie, [cast.alice, cast.bob, cast.alice]) == room
    assert set(room.memberships.values_list("person__username", "role")) == {
        ("alice", "member"),
        ("bob", "member"),
        ("charlie", "member"),
    }


def test_other_people_meet_in_another_room(cast: Cast) -> None:
    pair = rooms.open_direct(cast.alice, [cast.bob])
    assert pair != rooms.open_direct(cast.alice, [cast.bob, cast.charlie])
    assert pair != rooms.open_direct(cast.alice, [cast.charlie])


def test_everybody_sees_a_new_direct_room_at_once(cast: Cast, announced: Announced) -> None:
    with announced() as heard:
        rooms.open_direct(cast.alice, [cast.bob])
    new = {announcement.person_id for announcement in heard if announcement.type == "rooms"}  # type: ignore[union-attr]
    assert new == {cast.alice.pk, cast.bob.pk}


def test_opening_it_again_changes_nothing(cast: Cast, announced: Announced) -> None:
    room = rooms.open_direct(cast.alice, [cast.bob])
    before = Room.objects.get(pk=room.pk).revision
    with announced() as heard:
        rooms.open_direct(cast.bob, [cast.alice])
    assert (Room.objects.get(pk=room.pk).revision, heard) == (before, [])


@pytest.mark.parametrize("others", [0, limits.DIRECT_ROOM_PEOPLE])
def test_alone_and_too_many_is_no_direct_room(cast: Cast, others: int) -> None:
    crowd = [make_person(f"guest{number}") for number in range(others)]
    with pytest.raises(Invalid) as refusal:
        rooms.open_direct(cast.alice, crowd)
    assert "people" in refusal.value.fields
    assert not Room.objects.filter(kind="direct").exists()


def test_as_many_as_a_table_seats_is_one(cast: Cast) -> None:
    crowd = [make_person(f"guest{number}") for number in range(limits.DIRECT_ROOM_PEOPLE - 1)]
    assert rooms.open_direct(cast.alice, crowd).memberships.count() == limits.DIRECT_ROOM_PEOPLE


def test_talking_to_oneself_is_no_direct_room(cast: Cast) -> None:
    with pytest.raises(Invalid):
        rooms.open_direct(cast.alice, [cast.alice])


@pytest.mark.django_db(transaction=True)
def test_two_who_open_it_at_once_meet_in_one_room(live_cast: Cast) -> None:
    first, second = together(
        lambda: rooms.open_direct(live_cast.alice, [live_cast.bob]),
        lambda: rooms.open_direct(live_cast.bob, [live_cast.alice]),
    )
    assert isinstance(first, Room)
    assert first == second
    assert Membership.objects.present().filter(room=first).count() == 2


def test_the_room_that_somebody_made_a_moment_ago_is_found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = rooms.open_direct(cast.bob, [cast.alice])
    real = Room.objects.filter
    # Alice looked before Bob's commit.
    monkeypatch.setattr(Room.objects, "filter", lambda **where: real(**where).none())
    assert rooms.open_direct(cast.alice, [cast.bob]) == made
