"""From ids to rows: what is absent and what is not yours are the same answer."""

import inspect
from collections.abc import Callable

import pytest

from chat import access
from chat.actions import invitations, memberships, people, rooms
from chat.errors import NotFound
from chat.models import Room, User
from tests.cast import Cast, make_person

Door = Callable[[User, Cast], object]

# Every way in that leads to something of the room `workshop`.
INTO_THE_ROOM: dict[str, Door] = {
    "membership by id": lambda person, cast: access.membership(person, room_id=cast.room.pk),
    "membership by slug": lambda person, cast: access.membership(person, slug="workshop"),
    "message": lambda person, cast: access.message(person, 1, room_id=cast.room.pk)[1],
    "message by slug": lambda person, cast: access.message(person, 1, slug="workshop")[1],
    "other_membership": lambda person, cast: access.other_membership(person, "workshop", "bob"),
}


@pytest.fixture
def spoken(cast: Cast) -> Cast:
    cast.say("alice", "Hello")
    return cast


@pytest.mark.parametrize("door", INTO_THE_ROOM.values(), ids=INTO_THE_ROOM)
@pytest.mark.parametrize("name", ["alice", "dana", "bob"])
def test_members_find_what_is_in_their_room(spoken: Cast, name: str, door: Door) -> None:
    found = door(getattr(spoken, name), spoken)
    assert found.room == spoken.room  # type: ignore[attr-defined]


@pytest.mark.parametrize("door", INTO_THE_ROOM.values(), ids=INTO_THE_ROOM)
@pytest.mark.parametrize("name", ["charlie", "erin", "ada"])
def test_everybody_else_finds_nothing(spoken: Cast, name: str, door: Door) -> None:
    with pytest.raises(NotFound):
        door(getattr(spoken, name), spoken)


@pytest.mark.parametrize("door", INTO_THE_ROOM.values(), ids=INTO_THE_ROOM)
def test_a_deactivated_owner_finds_nothing_not_even_with_an_old_object(spoken: Cast, door: Door) -> None:
    as_the_socket_knows_her = User.objects.get(pk=spoken.alice.pk)
    people.deactivate(spoken.ada, spoken.alice)
    for alice in (spoken.alice, as_the_socket_knows_her):
        with pytest.raises(NotFound):
            door(alice, spoken)


def test_a_membership_brings_its_room_and_its_person_in_one_query(spoken: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        found = access.membership(spoken.bob, slug="workshop")
        assert (found.room.name, found.person) == ("workshop", spoken.bob)


@pytest.mark.parametrize("number", [0, -1, 2, 10**30])
def test_a_message_that_was_never_said_is_not_found(spoken: Cast, number: int) -> None:
    with pytest.raises(NotFound):
        access.message(spoken.bob, number, room_id=spoken.room.pk)


def test_a_message_of_another_room_is_not_found(spoken: Cast) -> None:
    other = rooms.create(spoken.bob, Room.Kind.CLOSED, "Boat shed")
    with pytest.raises(NotFound):
        access.message(spoken.bob, 1, room_id=other.pk)


@pytest.mark.parametrize("username", ["erin", "charlie", "nobody", ""])
def test_who_is_not_in_the_room_has_no_membership(spoken: Cast, username: str) -> None:
    with pytest.raises(NotFound):
        access.other_membership(spoken.alice, "workshop", username)


@pytest.mark.parametrize("name", ["alice", "bob", "erin", "charlie", "ada"])
def test_an_open_room_is_there_to_join_for_everybody(open_cast: Cast, name: str) -> None:
    found = access.joinable_room(getattr(open_cast, name), "workshop")
    assert found == open_cast.room


def test_closed_direct_archived_and_absent_rooms_are_not_there_to_join(open_cast: Cast) -> None:
    closed = rooms.create(open_cast.alice, Room.Kind.CLOSED, "Board").slug
    direct = rooms.open_direct(open_cast.alice, [open_cast.bob]).slug
    rooms.archive(open_cast.alice, open_cast.room)
    for slug in (closed, direct, "workshop", "absent"):
        with pytest.raises(NotFound):
            access.joinable_room(open_cast.alice, slug)


def test_people_are_found_by_username_all_or_none(cast: Cast) -> None:
    make_person("gone", is_active=False)
    assert set(access.people(cast.bob, ["alice", "charlie", "alice"])) == {cast.alice, cast.charlie}
    for usernames in (["alice", "nobody"], ["gone"], ["ALICE"]):
        with pytest.raises(NotFound):
            access.people(cast.bob, usernames)


@pytest.mark.parametrize(("name", "found"), [("alice", True), ("dana", True), ("bob", False), ("ada", False)])
def test_invitations_are_found_by_those_who_moderate(cast: Cast, name: str, found: bool) -> None:
    invitation, _ = invitations.invite(cast.alice, cast.room)
    person = getattr(cast, name)
    if found:
        assert access.invitation(person, "workshop", invitation.pk) == invitation
        return
    with pytest.raises(NotFound):
        access.invitation(person, "workshop", invitation.pk)


def test_an_administrator_who_is_in_the_room_finds_its_invitations(cast: Cast) -> None:
    invitation, _ = invitations.invite(cast.alice, cast.room)
    memberships.add(cast.alice, cast.room, [cast.ada])
    assert access.invitation(cast.ada, "workshop", invitation.pk) == invitation


@pytest.mark.parametrize("token", ["", "wrong", "\x00", "ü"])
def test_a_made_up_token_is_no_invitation(cast: Cast, token: str) -> None:
    invitations.invite(cast.alice, cast.room)
    with pytest.raises(NotFound):
        access.invitation_by_token(token)


def test_every_door_starts_from_a_person_but_those_for_secrets() -> None:
    doors = dict(inspect.getmembers(access, lambda one: inspect.isfunction(one) and one.__module__ == access.__name__))
    public = {name: door for name, door in doors.items() if not name.startswith("_")}
    first = {name: next(iter(inspect.signature(door).parameters)) for name, door in public.items()}
    assert {name for name, parameter in first.items() if parameter != "person"} == {
        "invitation_by_token",
        "token_by_secret",
    }
    assert len(first) > 5
