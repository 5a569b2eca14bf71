"""How far somebody has read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat.actions import memberships
from chat.live.announcements import ReadOn
from chat.models import Membership, Room
from tests.cast import Announced, Cast


@pytest.fixture
def spoken(cast: Cast) -> Cast:
    """Alice has said three things."""
    for _ in range(3):
        cast.say("alice")
    return cast


def test_bob_reads_on_in_all_his_tabs(spoken: Cast, announced: Announced) -> None:
    with announced() as heard:
        memberships.read(spoken.membership("bob"), 2)
    bob = spoken.membership("bob")
    assert (bob.read_number, bob.unread) == (2, 1)
    assert heard == [ReadOn([(spoken.bob.pk, spoken.room.pk, 2)])]


def test_the_pointer_never_moves_back(spoken: Cast) -> None:
    memberships.read(spoken.membership("bob"), 3)
    memberships.read(spoken.membership("bob"), 1)
    assert spoken.membership("bob").read_number == 3


def queries_of(numbers: dict[tuple[int, int], int]) -> int:
    with CaptureQueriesContext(connection) as queries:
        memberships.read_together(numbers)
    return len(queries)


def test_many_who_read_one_message_cost_as_much_as_one(spoken: Cast, announced: Announced) -> None:
    numbers = {(person.pk, spoken.room.pk): 2 for person in (spoken.bob, spoken.dana)}
    with announced() as heard:
        cost = queries_of(numbers)
    assert heard == [ReadOn([(person, room, 2) for person, room in numbers])]
    assert [spoken.membership(name).read_number for name in ("bob", "dana", "alice")] == [2, 2, 3]
    assert queries_of({(spoken.bob.pk, spoken.room.pk): 3}) == cost


@pytest.mark.parametrize("name", ["erin", "charlie"])
def test_who_is_not_in_the_room_reads_nothing(spoken: Cast, name: str) -> None:
    before = list(Membership.objects.order_by("pk").values())
    memberships.read_together({(getattr(spoken, name).pk, spoken.room.pk): 3, (spoken.bob.pk, 10**9): 3})
    assert list(Membership.objects.order_by("pk").values()) == before


def test_a_late_tab_does_not_move_the_pointer_back(spoken: Cast) -> None:
    late = spoken.membership("bob")
    memberships.read(spoken.membership("bob"), 3)
    memberships.read(late, 2)
    assert spoken.membership("bob").read_number == 3


def test_nobody_has_read_what_is_not_written_yet(spoken: Cast) -> None:
    memberships.read(spoken.membership("bob"), 10**12)
    assert (spoken.membership("bob").read_number, spoken.membership("bob").unread) == (3, 0)


def test_reading_is_no_change_of_the_room(spoken: Cast) -> None:
    before = Room.objects.get(pk=spoken.room.pk).revision
    memberships.read(spoken.membership("bob"), 3)
    assert Room.objects.get(pk=spoken.room.pk).revision == before
