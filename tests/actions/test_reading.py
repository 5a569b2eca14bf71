"""How far somebody has read."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from chat import limits
from chat.actions import memberships, reading, rooms
from chat.errors import NotFound
from chat.live.announcements import ReadOn, RoomsChanged
from chat.models import Membership, Mention, Message, Pointer, Room
from chat.queries import entries
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
    assert [one.reads for one in heard if isinstance(one, ReadOn)] == [[(spoken.bob.pk, spoken.room.pk, 0, 2)]]


def test_the_pointer_never_moves_back(spoken: Cast) -> None:
    memberships.read(spoken.membership("bob"), 3)
    memberships.read(spoken.membership("bob"), 1)
    assert spoken.membership("bob").read_number == 3


def queries_of(pointers: dict[tuple[int, int], Pointer]) -> int:
    with CaptureQueriesContext(connection) as queries:
        memberships.read_together(pointers)
    return len(queries)


def test_many_who_read_one_message_cost_as_much_as_one(spoken: Cast, announced: Announced) -> None:
    pointers = {(person.pk, spoken.room.pk): Pointer(0, 2) for person in (spoken.bob, spoken.dana)}
    with announced() as heard:
        cost = queries_of(pointers)
    (told,) = [one.reads for one in heard if isinstance(one, ReadOn)]
    assert sorted(told) == sorted((person, room, 0, 2) for person, room in pointers)
    assert [spoken.membership(name).read_number for name in ("bob", "dana", "alice")] == [2, 2, 3]
    assert queries_of({(spoken.bob.pk, spoken.room.pk): Pointer(0, 3)}) == cost


@pytest.mark.parametrize("name", ["erin", "charlie"])
def test_who_is_not_in_the_room_reads_nothing(spoken: Cast, name: str) -> None:
    before = list(Membership.objects.order_by("pk").values())
    three = Pointer(0, 3)
    memberships.read_together({(getattr(spoken, name).pk, spoken.room.pk): three, (spoken.bob.pk, 10**9): three})
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


# Back, and on again ---------------------------------------------------------------------------------------------------


def place(cast: Cast, name: str = "bob") -> Pointer:
    return cast.membership(name).pointer


def test_bob_marks_as_unread_from_a_message_on(spoken: Cast, announced: Announced) -> None:
    memberships.read(spoken.membership("bob"), 3)
    with announced() as heard:
        assert reading.mark_unread(spoken.membership("bob"), 2) == Pointer(1, 1)
    assert place(spoken) == Pointer(1, 1)
    assert heard == [RoomsChanged(spoken.bob.pk)]


@pytest.mark.parametrize("number", [0, 4])
def test_there_is_no_such_message_to_go_back_to(spoken: Cast, number: int) -> None:
    with pytest.raises(NotFound):
        reading.mark_unread(spoken.membership("bob"), number)
    assert place(spoken) == Pointer(0, 0)


def test_what_was_read_before_going_back_and_is_written_after_it_counts_no_more(spoken: Cast) -> None:
    late = spoken.membership("bob")
    reading.mark_unread(spoken.membership("bob"), 2)
    memberships.read(late, 3)
    assert place(spoken) == Pointer(1, 1)
    memberships.read(spoken.membership("bob"), 3)
    assert place(spoken) == Pointer(1, 3)


def test_everything_is_read_in_all_rooms_of_one_person(spoken: Cast) -> None:
    reading.mark_unread(spoken.membership("bob"), 1)
    reading.read_all(spoken.bob)
    assert [entry["unread"] for entry in entries(spoken.bob)] == [0]
    assert place(spoken, "dana") == Pointer(0, 0)


# Lines of the system --------------------------------------------------------------------------------------------------


def test_who_had_read_everything_has_read_a_line(spoken: Cast) -> None:
    memberships.read(spoken.membership("bob"), 3)
    rooms.change(spoken.alice, spoken.room, name="Docks", topic="Ropes")
    assert spoken.membership("bob").unread == 0
    assert spoken.membership("dana").unread == 5


def test_who_reads_up_to_lines_has_read_them_and_not_what_was_said_after(spoken: Cast) -> None:
    rooms.change(spoken.alice, spoken.room, name="Docks", topic="Ropes")
    memberships.read(spoken.membership("bob"), 3)
    assert (spoken.membership("bob").read_number, spoken.membership("bob").unread) == (5, 0)
    spoken.say("alice")
    memberships.read(spoken.membership("dana"), 3)
    assert (spoken.membership("dana").read_number, spoken.membership("dana").unread) == (5, 1)


def test_a_line_is_nothing_to_go_back_to(spoken: Cast) -> None:
    rooms.change(spoken.alice, spoken.room, name="Docks", topic="Ropes")
    reading.mark_unread(spoken.membership("alice"), 5)
    assert spoken.membership("alice").unread == 0


def test_a_line_is_passed_once_more_after_its_commit(
    spoken: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """Bob reads on in the moment between the line's own look and its commit, and neither sees the other."""
    with django_capture_on_commit_callbacks(execute=True):
        rooms.change(spoken.alice, spoken.room, name="Docks", topic=spoken.room.topic)
        Membership.objects.filter(person=spoken.bob, room=spoken.room).update(read_number=3)
    assert spoken.membership("bob").unread == 0


# Mentions -------------------------------------------------------------------------------------------------------------


def named(cast: Cast, name: str = "bob") -> list[int]:
    return [number for entry in entries(getattr(cast, name)) for number in entry["mentions"]]


def test_a_list_of_rooms_names_the_unread_messages_that_mention_one(spoken: Cast) -> None:
    for text in ("@bob", "@dana", "@bob and @dana"):
        spoken.say("alice", text)
    assert (named(spoken), named(spoken, "dana"), named(spoken, "alice")) == ([4, 6], [5, 6], [])
    memberships.read(spoken.membership("bob"), 4)
    assert named(spoken) == [6]
    reading.mark_unread(spoken.membership("bob"), 1)
    assert named(spoken) == [4, 6]


def test_only_the_newest_mentions_are_listed(spoken: Cast) -> None:
    listed = limits.MENTIONS_LISTED
    message = spoken.say("alice", "@bob")
    Mention.objects.all().delete()
    for number in range(1, listed + 3):
        other = Message(room=spoken.room, author=spoken.alice, client_id=uuid.uuid4(), number=100 + number, revision=1)
        other.save()
        Mention.objects.create(message=other, person=spoken.bob, room=spoken.room, number=other.number)
    assert message.number < min(named(spoken))
    assert named(spoken) == list(range(103, 103 + listed))


# Involvement ----------------------------------------------------------------------------------------------------------


def test_bob_says_how_much_a_room_concerns_him(spoken: Cast, announced: Announced) -> None:
    with announced() as heard:
        reading.involve(spoken.membership("bob"), "mentions")
    assert heard == [RoomsChanged(spoken.bob.pk)]
    assert [entry["involvement"] for entry in entries(spoken.bob)] == ["mentions"]
    assert spoken.membership("dana").involvement == "everything"


def test_there_is_no_fourth_way(spoken: Cast) -> None:
    with pytest.raises(ValueError, match="sometimes"):
        reading.involve(spoken.membership("bob"), "sometimes")
