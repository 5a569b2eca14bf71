"""Joining, adding, leaving, removing, roles and reading."""

import json
from contextlib import nullcontext

import pytest

from chat.actions import memberships, rooms
from chat.errors import LastOwner, NotAllowed, RoomArchived
from chat.live.announcements import Announcement, Change
from chat.models import Membership, Room, User
from tests.cast import Announced, Cast, make_person, member

Role = Membership.Role


def revision(cast: Cast) -> int:
    return Room.objects.get(pk=cast.room.pk).revision


def told(heard: list[Announcement]) -> list[tuple[str, int | None]]:
    """Return what was announced, and about whom."""
    return [(announcement.type, getattr(announcement, "person_id", None)) for announcement in heard]


def test_charlie_joins_an_open_room(open_cast: Cast, announced: Announced) -> None:
    before = revision(open_cast)
    with announced() as heard:
        memberships.join(open_cast.charlie, open_cast.room)
    joined = open_cast.membership("charlie")
    assert (joined.is_present, joined.role, joined.revision) == (True, Role.MEMBER, before + 1)
    # The membership, the line that says so, and what the sidebar needs.
    assert told(heard) == [(kind, open_cast.charlie.pk) for kind in ("change", "change", "rooms")]


def test_charlie_cannot_join_a_closed_room(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        memberships.join(cast.charlie, cast.room)
    assert not cast.room.memberships.filter(person=cast.charlie).exists()


def test_nobody_joins_an_archived_room(open_cast: Cast) -> None:
    rooms.archive(open_cast.alice, open_cast.room)
    with pytest.raises(RoomArchived):
        memberships.join(open_cast.charlie, open_cast.room)


def test_joining_twice_changes_nothing_the_second_time(open_cast: Cast, announced: Announced) -> None:
    before = revision(open_cast)
    with announced() as heard:
        memberships.join(open_cast.bob, open_cast.room)
    assert (revision(open_cast), heard) == (before, [])


def test_an_owner_who_joins_again_stays_owner(open_cast: Cast) -> None:
    memberships.join(open_cast.alice, open_cast.room)
    assert open_cast.membership("alice").is_owner


def test_erin_comes_back_as_a_member_who_has_read_everything(open_cast: Cast) -> None:
    open_cast.say("bob")
    memberships.join(open_cast.erin, open_cast.room)
    back = open_cast.membership("erin")
    assert (back.is_present, back.role, back.unread, back.revision) == (True, "member", 0, revision(open_cast) - 1)


@pytest.mark.parametrize("name", ["alice", "dana"])
def test_those_who_moderate_add_people_to_a_closed_room(cast: Cast, name: str) -> None:
    memberships.add(getattr(cast, name), cast.room, [cast.charlie, cast.erin])
    assert cast.membership("charlie").is_present
    assert cast.membership("erin").is_present


@pytest.mark.parametrize("name", ["bob", "charlie", "erin"])
def test_members_and_strangers_add_nobody_to_a_closed_room(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        memberships.add(getattr(cast, name), cast.room, [make_person("gina")])
    assert not cast.room.memberships.filter(person__username="gina").exists()


def test_every_member_of_an_open_room_adds_people_and_no_stranger_does(open_cast: Cast) -> None:
    memberships.add(open_cast.bob, open_cast.room, [make_person("gina")])
    with pytest.raises(NotAllowed):
        memberships.add(open_cast.charlie, open_cast.room, [make_person("hank")])
    present = open_cast.room.memberships.present().values_list("person__username", flat=True)
    assert ("gina" in present, "hank" in present) == (True, False)


def test_nobody_is_added_to_a_direct_room(cast: Cast) -> None:
    room = rooms.open_direct(cast.ada, [cast.bob])
    with pytest.raises(NotAllowed):
        memberships.add(cast.ada, room, [cast.charlie])


def test_bob_leaves(cast: Cast, announced: Announced) -> None:
    before = revision(cast)
    with announced() as heard:
        memberships.leave(cast.membership("bob"))
    gone = cast.membership("bob")
    assert (gone.is_present, gone.revision) == (False, before + 1)
    assert told(heard) == [(kind, cast.bob.pk) for kind in ("change", "change", "rooms")]
    assert isinstance(heard[0], Change)
    assert heard[0].removed
    assert json.loads(heard[0].text)["members"] == 2


def test_leaving_twice_changes_nothing_the_second_time(cast: Cast) -> None:
    membership, again = cast.membership("bob"), cast.membership("bob")
    memberships.leave(membership)
    before = revision(cast)
    memberships.leave(again)
    assert (revision(cast), cast.membership("bob").removed_at) == (before, membership.removed_at)


def test_the_last_owner_cannot_leave(cast: Cast) -> None:
    before = revision(cast)
    with pytest.raises(LastOwner):
        memberships.leave(cast.membership("alice"))
    assert (revision(cast), cast.membership("alice").is_owner) == (before, True)


def test_an_owner_leaves_when_there_is_another(cast: Cast) -> None:
    memberships.set_role(cast.alice, cast.membership("bob"), Role.OWNER)
    memberships.leave(cast.membership("alice"))
    gone = cast.membership("alice")
    assert (gone.is_present, gone.role) == (False, "member")


def test_an_owner_who_was_deactivated_does_not_count(cast: Cast) -> None:
    memberships.set_role(cast.alice, cast.membership("bob"), Role.OWNER)
    User.objects.filter(pk=cast.bob.pk).update(is_active=False)
    with pytest.raises(LastOwner):
        memberships.leave(cast.membership("alice"))


def test_a_direct_room_is_not_left_and_nobody_is_removed_from_it(cast: Cast) -> None:
    room = rooms.open_direct(cast.ada, [cast.bob])
    with pytest.raises(NotAllowed):
        memberships.leave(member(room, cast.bob))
    with pytest.raises(NotAllowed):
        memberships.remove(cast.ada, member(room, cast.bob))
    assert room.memberships.present().count() == 2


@pytest.mark.parametrize(
    ("who", "whom", "allowed"),
    [
        ("alice", "bob", True),
        ("alice", "dana", True),
        ("ada", "bob", True),
        ("ada", "dana", True),
        ("dana", "bob", True),
        ("dana", "alice", False),
        ("dana", "dana", False),
        ("bob", "dana", False),
        ("bob", "bob", False),
        ("charlie", "bob", False),
        ("erin", "bob", False),
    ],
)
def test_owners_remove_anybody_and_moderators_plain_members(cast: Cast, who: str, whom: str, allowed: bool) -> None:
    before = revision(cast)
    with nullcontext() if allowed else pytest.raises(NotAllowed):
        memberships.remove(getattr(cast, who), cast.membership(whom))
    assert cast.membership(whom).is_present is not allowed
    assert revision(cast) == before + (2 if allowed else 0), "the membership, and the line that says so"


def test_a_moderator_cannot_remove_somebody_who_became_an_owner_meanwhile(cast: Cast) -> None:
    as_dana_saw_him = cast.membership("bob")
    memberships.set_role(cast.alice, cast.membership("bob"), Role.OWNER)
    with pytest.raises(NotAllowed):
        memberships.remove(cast.dana, as_dana_saw_him)
    assert cast.membership("bob").is_present


def test_the_last_owner_cannot_be_removed(cast: Cast) -> None:
    with pytest.raises(LastOwner):
        memberships.remove(cast.ada, cast.membership("alice"))
