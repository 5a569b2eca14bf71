"""What can be asked: pages of history and the sidebar. tests/test_changes.py asks what has changed."""

import uuid

import pytest
from django.utils import timezone

from chat import limits, queries
from chat.actions import memberships, messages, people, rooms
from chat.models import Message, Room
from tests.cast import Cast, make_person


def entry(cast: Cast, name: str, room: Room) -> dict[str, object]:
    (found,) = [one for one in queries.entries(getattr(cast, name)) if one["id"] == room.pk]
    return found


def fill(room: Room, author: object, count: int) -> None:
    Message.objects.bulk_create(
        Message(room=room, author=author, number=n, revision=n, client_id=uuid.uuid4(), created_at=timezone.now())
        for n in range(1, count + 1)
    )
    Room.objects.filter(pk=room.pk).update(last_number=count)
    room.refresh_from_db()


def test_entries_are_the_rooms_where_one_is_now(cast: Cast) -> None:
    direct = rooms.open_direct(cast.bob, [cast.charlie])
    assert {one["id"] for one in queries.entries(cast.bob)} == {cast.room.pk, direct.pk}
    assert {one["id"] for one in queries.entries(cast.charlie)} == {direct.pk}
    assert queries.entries(cast.erin) == []


def test_an_entry_says_what_the_sidebar_shows(cast: Cast) -> None:
    cast.say("alice")
    cast.say("alice")
    memberships.read(cast.membership("bob"), 1)
    room = Room.objects.get(pk=cast.room.pk)
    found = entry(cast, "bob", room)
    wanted = {
        "slug": "workshop", "url": "/rooms/workshop/", "kind": "closed", "name": "workshop", "archived": False,
        "topic": "Winches and engines", "role": "member", "revision": room.revision, "last_number": 2,
        "read_number": 1, "turned_back": 0, "unread": 1, "mentions": [], "people": [],
    }  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted


def test_a_direct_room_is_called_after_the_others(cast: Cast) -> None:
    people.rename(cast.alice, "Alice Winter")
    room = rooms.open_direct(cast.alice, [cast.bob, cast.charlie])
    names = {name: entry(cast, name, room)["name"] for name in ("alice", "bob", "charlie")}
    assert names == {"alice": "bob, charlie", "bob": "Alice Winter, charlie", "charlie": "Alice Winter, bob"}


def test_entries_stand_by_name_whatever_the_case_and_direct_ones_after(cast: Cast) -> None:
    for name in ("apple", "Zebra", "Mast"):
        rooms.create(cast.bob, Room.Kind.OPEN, name)
    rooms.open_direct(cast.bob, [cast.alice])
    assert [one["name"] for one in queries.entries(cast.bob)] == ["apple", "Mast", "workshop", "Zebra", "alice"]


@pytest.mark.parametrize("many", [1, 25])
def test_entries_cost_one_query_however_many(cast: Cast, django_assert_max_num_queries, many: int) -> None:  # type: ignore[no-untyped-def]
    for number in range(many):
        rooms.open_direct(cast.bob, [make_person(f"guest{number}")])
        rooms.create(cast.bob, Room.Kind.OPEN, f"Room {number}")
    with django_assert_max_num_queries(1):
        assert len(queries.entries(cast.bob)) == 2 * many + 1


def test_pages_are_cut_before_after_and_around_a_number(cast: Cast) -> None:
    fill(cast.room, cast.alice, 200)
    page, half = limits.PAGE_MESSAGES, limits.PAGE_MESSAGES // 2
    cuts = {
        "last": (queries.page_before(cast.room, 201), range(201 - page, 201)),
        "first": (queries.page_before(cast.room, 11), range(1, 11)),
        "after": (queries.page_after(cast.room, 100), range(101, 101 + page)),
        "end": (queries.page_after(cast.room, 195), range(196, 201)),
        "around": (queries.page_around(cast.room, 100), range(100 - half, 100 - half + page)),
        "around the first": (queries.page_around(cast.room, 1), range(1, page + 1)),
        "around the last": (queries.page_around(cast.room, 200), range(200 - half, 201)),
    }
    assert {name: [one.number for one in found] for name, (found, _) in cuts.items()} == {
        name: list(wanted) for name, (_, wanted) in cuts.items()
    }


def test_a_page_costs_four_queries_with_all_that_its_messages_show(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    fill(cast.room, cast.alice, 60)
    with django_assert_num_queries(4):
        assert {(one.author.name, one.room.slug) for one in queries.page_after(cast.room, 0)} == {("alice", "workshop")}


def test_a_page_is_of_one_room(cast: Cast) -> None:
    fill(cast.room, cast.alice, 3)
    other = rooms.create(cast.bob, Room.Kind.CLOSED, "Boat shed")
    said = messages.post(cast.bob, other, uuid.uuid4(), "Hello")
    assert queries.page_after(other, 0) == [said]


def test_the_directory_costs_one_query_and_knows_where_one_is(open_cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        found = {room.slug: (room.joined, room.members_count) for room in queries.directory(open_cast.bob, "")}  # type: ignore[attr-defined]
    assert found == {"lobby": (False, 1), "workshop": (True, 3)}


def test_the_directory_has_an_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DIRECTORY_ROOMS", 3)
    for number in range(5):
        rooms.create(cast.bob, Room.Kind.OPEN, f"Room {number}")
    assert len(queries.directory(cast.bob, "")) == 3


def test_a_count_of_members_leaves_out_those_who_left(cast: Cast) -> None:
    assert queries.members_count(cast.room.pk) == 3
    memberships.leave(cast.membership("bob"))
    assert queries.members_count(cast.room.pk) == 2


def test_revisions_of_many_rooms_are_one_query(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    lobby = Room.objects.get(slug="lobby")
    with django_assert_num_queries(1):
        found = queries.revisions([cast.room.pk, lobby.pk, 10**6])
    assert found == {cast.room.pk: Room.objects.get(pk=cast.room.pk).revision, lobby.pk: lobby.revision}


def test_pointers_move_when_somebody_reads_joins_or_leaves(cast: Cast) -> None:
    cast.say("alice")
    seen = [queries.pointers([cast.bob.pk])]
    memberships.read(cast.membership("bob"), 1)
    seen.append(queries.pointers([cast.bob.pk]))
    memberships.join(cast.bob, Room.objects.get(slug="lobby"))
    seen.append(queries.pointers([cast.bob.pk]))
    memberships.leave(cast.membership("bob"))
    seen.append(queries.pointers([cast.bob.pk]))
    assert len({str(one) for one in seen}) == 4
    assert queries.pointers([cast.charlie.pk]) == {}
