"""changes_since: whoever was away gets what is different, as it is now, in order, without a hole."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat import queries, throttle
from chat.actions import deletion, memberships, people, rooms
from chat.models import Membership, Message, Room
from chat.queries import Changes, Row
from tests.cast import Cast


def now(cast: Cast) -> int:
    return Room.objects.get(pk=cast.room.pk).revision


def since(cast: Cast, revision: int, **most: int) -> Changes:
    return queries.changes_since(cast.room.pk, revision, **most)


def stamp(row: Row) -> int:
    return row.own_revision if isinstance(row, Room) else row.revision


def test_nothing_has_changed_since_now(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    before = now(cast)
    with django_assert_num_queries(1):
        found = since(cast, before)
    assert (found.rows, found.start, found.to) == ([], before, before)


def test_every_kind_of_change_comes_in_order(cast: Cast) -> None:
    start = now(cast)
    said = cast.say("alice")
    memberships.add(cast.alice, cast.room, [cast.charlie])
    rooms.change(cast.alice, cast.room, name="Boat shed", topic="")
    found = since(cast, start)
    # Being added, the new name and the new topic each leave a line behind.
    assert [type(row) for row in found.rows or []] == [Message, Membership, Message, Room, Message, Message]
    assert [stamp(row) for row in found.rows or []] == list(range(start + 1, start + 7))
    assert (found.rows or [])[0] == said
    assert (found.start, found.to, found.members_count) == (start, start + 6, 4)


def test_ten_changes_of_one_thing_are_one_row(cast: Cast) -> None:
    start = now(cast)
    for number in range(10):
        people.rename(cast.dana, f"Dana {number}")
        memberships.set_role(cast.alice, cast.membership("bob"), ["moderator", "member"][number % 2])
    found = since(cast, start)
    assert [(type(row), stamp(row)) for row in found.rows or []] == [
        (Membership, start + 19),
        (Membership, start + 20),
    ]
    assert found.to == start + 20


def test_a_deleted_message_comes_as_a_tombstone(cast: Cast) -> None:
    said = cast.say("alice", "a secret")
    start = now(cast)
    deletion.delete(cast.alice, said)
    (row,) = since(cast, start).rows or []
    assert isinstance(row, Message)
    assert (row.number, row.is_deleted, row.text, row.html) == (1, True, "", "")


def test_a_message_that_came_and_went_is_one_tombstone(cast: Cast) -> None:
    start = now(cast)
    deletion.delete(cast.alice, cast.say("alice", "a secret"))
    (row,) = since(cast, start).rows or []
    assert isinstance(row, Message)
    assert (row.is_deleted, row.revision) == (True, start + 2)


def test_who_left_comes_as_a_tombstone(cast: Cast) -> None:
    start = now(cast)
    memberships.leave(cast.membership("bob"))
    found = since(cast, start)
    row, line = found.rows or []
    assert isinstance(row, Membership)
    assert (row.person, row.is_present, found.members_count) == (cast.bob, False, 2)
    assert isinstance(line, Message)
    assert (line.is_system, line.author, line.text) == (True, cast.bob, "left")


def test_a_new_name_of_a_person_comes_as_their_membership(cast: Cast) -> None:
    start = now(cast)
    people.rename(cast.bob, "Robert")
    (row,) = since(cast, start).rows or []
    assert isinstance(row, Membership)
    assert row.person.name == "Robert"


def test_changes_of_other_rooms_stay_there(cast: Cast) -> None:
    start = now(cast)
    rooms.create(cast.bob, Room.Kind.OPEN, "Boat shed")
    people.rename(cast.charlie, "Charles")
    assert since(cast, start).rows == []


@pytest.mark.parametrize("ahead", [1, 10**12])
def test_who_is_ahead_of_the_room_starts_anew(cast: Cast, ahead: int) -> None:
    found = since(cast, now(cast) + ahead)
    assert (found.rows, found.to) == (None, now(cast))


def test_a_revision_below_zero_starts_anew(cast: Cast) -> None:
    assert since(cast, -1).rows is None


def test_too_many_changes_start_anew_and_just_as_many_do_not(cast: Cast) -> None:
    start = now(cast)
    for _ in range(3):
        cast.say("alice")
    people.rename(cast.dana, "Dana D.")
    memberships.set_role(cast.alice, cast.membership("bob"), "moderator")
    assert len(since(cast, start, most=5).rows or []) == 5
    assert since(cast, start, most=4).rows is None
    assert since(cast, start, most=2).rows is None


@pytest.mark.parametrize("changes", [1, 40])
def test_catching_up_costs_seven_queries_at_most(cast: Cast, django_assert_max_num_queries, changes: int) -> None:  # type: ignore[no-untyped-def]
    start = now(cast)
    for number in range(changes):
        memberships.set_role(cast.alice, cast.membership("bob"), ["moderator", "member"][number % 2])
        throttle._own_limiter.cache_clear()
        cast.say("alice")
    # The room, its messages with their reactions, mentions and attachments, its members, and how many they are.
    with django_assert_max_num_queries(7):
        rows = since(cast, start).rows or []
        assert {row.author.name for row in rows if isinstance(row, Message)} == {"alice"}
        assert {row.room.slug for row in rows if isinstance(row, Message | Membership)} == {"workshop"}


DEEDS = st.lists(st.sampled_from(["say", "delete", "rename", "promote", "leave", "join"]), max_size=12)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, cut=st.integers(0, 12))
def test_whatever_happens_catching_up_in_two_steps_is_catching_up(cast: Cast, deeds: list[str], cut: int) -> None:
    start = now(cast)
    shown: dict[object, int] = {}
    reached = start
    for number, deed in enumerate(deeds):
        happen(cast, deed, number)
        if number == cut:
            reached = apply(shown, since(cast, reached))
    reached = apply(shown, since(cast, reached))
    anew: dict[object, int] = {}
    assert apply(anew, since(cast, start)) == reached == now(cast)
    assert shown == anew


def apply(shown: dict[object, int], found: Changes) -> int:
    """Show the changes, as a browser does: the higher revision of a thing wins; return the revision reached."""
    stamps = [stamp(row) for row in found.rows or []]
    assert stamps == sorted(set(stamps))
    assert all(found.start < one <= found.to for one in stamps)
    shown.update({(type(row), row.pk): stamp(row) for row in found.rows or []})
    return found.to


def last_said(room: Room) -> Message | None:
    said = Message.objects.filter(room=room, kind=Message.Kind.SAID)
    return said.select_related("room", "author").last()


def happen(cast: Cast, deed: str, number: int) -> None:
    """Let one thing happen in the room; some change nothing."""
    room = Room.objects.get(pk=cast.room.pk)
    if deed == "say":
        throttle._own_limiter.cache_clear()
        cast.say("alice")
    elif deed == "delete" and (last := last_said(room)):
        deletion.delete(cast.alice, last)
    elif deed == "rename":
        rooms.change(cast.alice, room, name=f"Name {number % 3}", topic="")
    elif deed == "promote" and cast.membership("bob").is_present:
        memberships.set_role(cast.alice, cast.membership("bob"), ["moderator", "member"][number % 2])
    elif deed == "leave":
        memberships.leave(cast.membership("bob"))
    elif deed == "join":
        memberships.admit(cast.bob, room)
