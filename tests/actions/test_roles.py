"""Roles, and the one owner that a room needs."""

import pytest

from chat.actions import memberships, rooms
from chat.errors import LastOwner, NotAllowed
from chat.models import Membership, Room
from tests.cast import Announced, Cast, member, together

Role = Membership.Role


def revision(cast: Cast) -> int:
    return Room.objects.get(pk=cast.room.pk).revision


@pytest.mark.parametrize("who", ["alice", "ada"])
@pytest.mark.parametrize("role", [Role.OWNER, Role.MODERATOR])
def test_owners_and_administrators_give_roles(cast: Cast, announced: Announced, who: str, role: str) -> None:
    before = revision(cast)
    with announced() as heard:
        memberships.set_role(getattr(cast, who), cast.membership("bob"), role)
    assert (cast.membership("bob").role, cast.membership("bob").revision) == (role, before + 1)
    assert [announcement.type for announcement in heard] == ["change"]


@pytest.mark.parametrize("who", ["dana", "bob", "charlie", "erin"])
def test_nobody_else_gives_roles(cast: Cast, who: str) -> None:
    before = revision(cast)
    with pytest.raises(NotAllowed):
        memberships.set_role(getattr(cast, who), cast.membership("bob"), Role.OWNER)
    assert (cast.membership("bob").role, revision(cast)) == ("member", before)


def test_the_role_that_somebody_has_already_changes_nothing(cast: Cast, announced: Announced) -> None:
    before = revision(cast)
    with announced() as heard:
        memberships.set_role(cast.alice, cast.membership("dana"), Role.MODERATOR)
    assert (revision(cast), heard) == (before, [])


def test_somebody_who_left_gets_no_role(cast: Cast) -> None:
    before = revision(cast)
    memberships.set_role(cast.alice, cast.membership("erin"), Role.OWNER)
    assert (cast.membership("erin").role, revision(cast)) == ("member", before)


def test_there_are_no_roles_in_a_direct_room(cast: Cast) -> None:
    room = rooms.open_direct(cast.ada, [cast.bob])
    with pytest.raises(NotAllowed):
        memberships.set_role(cast.ada, member(room, cast.bob), Role.OWNER)


def test_the_last_owner_keeps_the_role(cast: Cast) -> None:
    with pytest.raises(LastOwner):
        memberships.set_role(cast.alice, cast.membership("alice"), Role.MEMBER)
    assert cast.membership("alice").is_owner


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_one_stays(live_cast: Cast) -> None:
    memberships.set_role(live_cast.alice, live_cast.membership("bob"), Role.OWNER)
    alice, bob = live_cast.membership("alice"), live_cast.membership("bob")
    answers = together(lambda: memberships.leave(alice), lambda: memberships.leave(bob))
    assert sorted(type(answer).__name__ for answer in answers) == ["LastOwner", "NoneType"]
    assert Membership.objects.present().owners().filter(room=live_cast.room).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_demote_each_other_at_once_one_stays(live_cast: Cast) -> None:
    memberships.set_role(live_cast.alice, live_cast.membership("bob"), Role.OWNER)
    alice, bob = live_cast.membership("alice"), live_cast.membership("bob")
    answers = together(
        lambda: memberships.set_role(live_cast.alice, bob, Role.MEMBER),
        lambda: memberships.set_role(live_cast.bob, alice, Role.MEMBER),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "NotAllowed"]
    assert Membership.objects.present().owners().filter(room=live_cast.room).count() == 1
