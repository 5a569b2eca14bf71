"""Prepared queries answer what the ORM answers, in every field, on both databases."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client

from chat.actions import rooms
from chat.models import Membership, Room, User
from chat.prepared import Prepared, number, numbers
from tests.cast import Cast, together
from tests.live.driver import session_of
from tests.preparing import answers
from tests.servers.topology import Topology


@pytest.fixture
def lively(cast: Cast) -> Cast:
    """Some talk in twos and threes, some are signed in, somebody is gone, and a visitor looks around."""
    rooms.open_direct(cast.alice, [cast.bob])
    rooms.open_direct(cast.charlie, [cast.bob, cast.dana])
    for person in (cast.alice, cast.bob, cast.erin):
        session_of(person)
    User.objects.filter(pk=cast.dana.pk).update(is_active=False)
    Client().get("/accounts/login/")
    visitor = Client().session
    visitor["invitation"] = "somewhere"
    visitor.save()
    return cast


@pytest.mark.usefixtures("lively")
def test_every_prepared_query_answers_as_the_orm_does() -> None:
    for name, (prepared, orm) in answers().items():
        assert len(orm) > 3, name
        assert prepared == orm, name


LIVELY = """
from chat.actions import rooms
from chat.models import User
from tests.preparing import answers
a, b, c = (User.objects.get(username=name) for name in ("prepared-a", "prepared-b", "prepared-c"))
rooms.create(a, "closed", "Prepared")
rooms.open_direct(a, [b])
rooms.open_direct(a, [b, c])
answer = {name: [len(orm), prepared == orm] for name, (prepared, orm) in answers().items()}
"""


@pytest.mark.servers
def test_so_they_do_on_postgresql(topology: Topology) -> None:
    topology.people("prepared-a", "prepared-b", "prepared-c")
    found = topology.run(LIVELY)
    assert all(rows >= 3 and same for rows, same in found.values()), found


def memberships(**where: object) -> QuerySet[Membership]:
    return Membership.objects.select_related("room", "person").filter(**where)


def test_what_several_rows_come_with_is_made_once(cast: Cast) -> None:
    found = Prepared(lambda: memberships(room_id=number("room"))).ask(room=cast.room.pk)
    assert len(found) > 3
    assert len({id(one.room) for one in found}) == 1
    assert len({id(one.person) for one in found}) == len(found)


def test_two_askings_share_nothing(cast: Cast) -> None:
    query = Prepared(lambda: memberships(room_id=number("room"), person_id=number("person")))
    first, second = (query.ask(room=cast.room.pk, person=cast.bob.pk)[0] for _ in range(2))
    assert first == second
    assert first.room is not second.room


def test_what_an_optional_relation_does_not_have_is_none(cast: Cast) -> None:
    Room.objects.filter(pk=cast.room.pk).update(created_by=None)
    query = Prepared(lambda: Room.objects.select_related("created_by").filter(pk__in=numbers("rooms")))
    (room,) = query.ask(rooms=[cast.room.pk])
    assert room.created_by is None


def test_no_value_at_all_finds_nothing(cast: Cast) -> None:
    assert Prepared(lambda: memberships(room__in=numbers("rooms"))).ask(rooms=[]) == []


def test_a_query_is_written_once(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    written = []

    def make() -> QuerySet[Membership]:
        written.append(1)
        return memberships(room_id=number("room"))

    query = Prepared(make)
    with django_assert_num_queries(3):
        for _ in range(3):
            query.ask(room=cast.room.pk)
    assert written == [1]


@pytest.mark.django_db(transaction=True)
def test_threads_ask_on_their_own_connections() -> None:
    room = Room.objects.create(kind=Room.Kind.OPEN, slug="quay", name="Quay")
    query = Prepared(lambda: Room.objects.filter(pk=number("room")))
    # The connections themselves: one that is closed and gone leaves its place to the next.
    found = together(*[lambda: (query.ask(room=room.pk), connection.connection)] * 3)
    assert [rows for rows, _ in found] == [[room]] * 3  # type: ignore[misc]
    assert len({id(one) for _, one in found}) == 3  # type: ignore[misc]
