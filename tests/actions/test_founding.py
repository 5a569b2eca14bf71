"""The first minute of a site."""

import pytest

from chat.actions.founding import Founder, found, is_founded
from chat.errors import Conflict
from chat.models import Community, Room, User
from tests.cast import PASSWORD, member, together


def founder(name: str) -> Founder:
    return Founder(name, f"{name}@example.com", PASSWORD, name.title())


@pytest.mark.django_db
def test_the_founder_administers_and_owns_the_first_room() -> None:
    assert not is_founded()
    person = found("The Harbour", "General", founder("alice"))
    room = Community.objects.get().first_room
    assert is_founded()
    assert person.is_administrator
    assert person.check_password(PASSWORD)
    assert (room.name, room.kind, member(room, person).role) == ("General", "open", "owner")


@pytest.mark.django_db
def test_nobody_founds_a_site_twice() -> None:
    found("The Harbour", "General", founder("alice"))
    with pytest.raises(Conflict):
        found("Another", "Elsewhere", founder("bob"))
    assert [User.objects.count(), Room.objects.count(), Community.objects.get().name] == [1, 1, "The Harbour"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("names", [("alice", "bob"), ("alice", "alice")], ids=["two people", "one person twice"])
def test_of_two_who_found_at_once_one_does(names: tuple[str, str]) -> None:
    answers = together(*(lambda name=name: found("The Harbour", "General", founder(name)) for name in names))
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "User"]
    assert [User.objects.count(), Room.objects.count(), Community.objects.count()] == [1, 1, 1]
