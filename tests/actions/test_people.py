"""New people, new names, and people who may come no more."""

import pytest
from django.test import Client

from chat.actions import memberships, people, rooms
from chat.errors import NotAllowed
from chat.live.announcements import Change, SignedOut
from chat.models import Community, Room, Session, User
from tests.cast import Announced, Browser, Cast, make_person, member


def test_a_new_person_arrives_in_the_first_room(cast: Cast) -> None:
    gina = make_person("gina")
    people.welcome(gina)
    assert member(Community.objects.get().first_room, gina).is_present


def test_a_new_person_arrives_nowhere_when_the_first_room_is_archived(cast: Cast) -> None:
    rooms.archive(cast.ada, Community.objects.get().first_room)
    gina = make_person("gina")
    people.welcome(gina)
    assert not gina.memberships.exists()


def test_a_new_name_is_shown_in_every_room_also_where_one_was(cast: Cast, announced: Announced) -> None:
    memberships.join(cast.erin, Community.objects.get().first_room)
    before = {room.pk: room.revision for room in Room.objects.all()}
    with announced() as heard:
        people.rename(cast.erin, "Erin the Red")
    changes = [change for change in heard if isinstance(change, Change)]
    assert {change.room_id: change.revision - before[change.room_id] for change in changes} == dict.fromkeys(before, 1)
    assert ["Erin the Red" in change.text for change in changes] == [True, True]
    assert not cast.membership("erin").is_present


def test_the_same_name_again_changes_nothing(cast: Cast, announced: Announced) -> None:
    people.rename(cast.bob, "Robert")
    before = Room.objects.get(pk=cast.room.pk).revision
    with announced() as heard:
        people.rename(cast.bob, "Robert")
    assert (Room.objects.get(pk=cast.room.pk).revision, heard) == (before, [])


def test_no_log_in_of_a_deactivated_person_holds(cast: Cast, browser: Browser, announced: Announced) -> None:
    windows: list[Client] = [browser(cast.bob), browser(cast.bob)]
    with announced() as heard:
        people.deactivate(cast.ada, cast.bob)
    assert heard == [SignedOut(cast.bob.pk)]
    assert not Session.objects.filter(person=cast.bob).exists()
    assert [window.get("/profile/").status_code for window in windows] == [302, 302]
    assert not User.objects.get(pk=cast.bob.pk).is_active


def test_a_person_who_is_let_in_again_finds_everything_as_it_was(cast: Cast, browser: Browser) -> None:
    people.deactivate(cast.ada, cast.bob)
    people.activate(cast.ada, cast.bob)
    assert browser(cast.bob).get("/rooms/workshop/").status_code == 200


@pytest.mark.parametrize("deed", [people.deactivate, people.activate])
@pytest.mark.parametrize("who", ["alice", "bob", "charlie"])
def test_nobody_but_an_administrator_closes_doors(cast: Cast, who: str, deed) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAllowed):
        deed(getattr(cast, who), cast.dana)
    assert User.objects.get(pk=cast.dana.pk).is_active


def test_an_administrator_cannot_lock_themselves_out(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        people.deactivate(cast.ada, cast.ada)


def test_a_deactivated_administrator_is_none(cast: Cast) -> None:
    other = User.objects.create_superuser("gus", "gus@example.com", "secret", is_active=False)
    with pytest.raises(NotAllowed):
        people.deactivate(other, cast.bob)


def test_signing_somebody_out_leaves_others_alone(cast: Cast, browser: Browser) -> None:
    bob, alice = browser(cast.bob), browser(cast.alice)
    people.sign_out(cast.bob)
    assert bob.get("/profile/").status_code == 302
    assert alice.get("/profile/").status_code == 200
