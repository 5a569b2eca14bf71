"""How far somebody has read."""

import json

import pytest

from chat.actions import memberships
from chat.live.announcements import ReadOn
from chat.models import Room
from tests.cast import Announced, Cast


@pytest.fixture
def spoken(cast: Cast) -> Cast:
    """Alice has said three things."""
    for _ in range(3):
        cast.say("alice")
    return cast


def test_bob_reads_on_in_all_his_tabs(spoken: Cast, announced: Announced) -> None:
    with announced() as heard:
        membership = memberships.read(spoken.membership("bob"), 2)
    assert (membership.read_number, membership.unread) == (2, 1)
    assert spoken.membership("bob").read_number == 2
    (read,) = heard
    assert isinstance(read, ReadOn)
    assert (read.person_id, read.room_id, read.number) == (spoken.bob.pk, spoken.room.pk, 2)
    told = json.loads(read.text)
    assert (told["type"], told["kind"], told["number"], told["unread"]) == ("you", "read", 2, 1)


def test_the_pointer_never_moves_back(spoken: Cast, announced: Announced) -> None:
    memberships.read(spoken.membership("bob"), 3)
    with announced() as heard:
        memberships.read(spoken.membership("bob"), 1)
    assert (spoken.membership("bob").read_number, heard) == (3, [])


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
