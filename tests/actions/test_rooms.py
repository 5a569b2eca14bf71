"""Making, renaming and archiving rooms."""

import pytest

from chat.actions import memberships, rooms
from chat.errors import NotAllowed, RoomArchived
from chat.live.announcements import Change
from chat.models import Membership, Room
from tests.cast import Announced, Cast, member


def now(room: Room) -> Room:
    return Room.objects.get(pk=room.pk)


@pytest.mark.parametrize("kind", [Room.Kind.OPEN, Room.Kind.CLOSED])
def test_who_makes_a_room_owns_it(cast: Cast, kind: str) -> None:
    room = rooms.create(cast.bob, kind, "Boat shed", "Oars")
    assert (room.kind, room.name, room.topic, room.slug) == (kind, "Boat shed", "Oars", "boat-shed")
    assert member(room, cast.bob).is_owner
    assert now(room).revision == member(room, cast.bob).revision == 1


def test_nobody_makes_a_direct_room_by_name(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        rooms.create(cast.bob, Room.Kind.DIRECT, "Boat shed")


@pytest.mark.parametrize("name", ["new", "New", "direct", "Direct talk", "Workshop", "!!!", "💬"])
def test_an_address_is_never_a_page_or_another_rooms(cast: Cast, name: str) -> None:
    made = [rooms.create(cast.bob, Room.Kind.OPEN, name) for _ in range(2)]
    slugs = {room.slug for room in made}
    assert len(slugs) == 2
    assert not slugs & {"", "new", "direct", "workshop"}


def test_who_loses_the_race_for_an_address_gets_another(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = iter([cast.room.slug, "workshop-2"])
    # Both looked before either commit: the first address was free then.
    monkeypatch.setattr(rooms, "_free_slug", lambda name: next(addresses))
    room = rooms.create(cast.bob, Room.Kind.OPEN, "Workshop")
    assert (room.slug, member(room, cast.bob).is_owner) == ("workshop-2", True)


@pytest.mark.parametrize(("name", "slug"), [("Über Ängste", "über-ängste"), ("会議室", "会議室"), ("مرحبا", "مرحبا")])
def test_addresses_speak_every_language(cast: Cast, name: str, slug: str) -> None:
    assert rooms.create(cast.bob, Room.Kind.OPEN, name).slug == slug


def test_the_longest_name_has_an_address(cast: Cast) -> None:
    made = [rooms.create(cast.bob, Room.Kind.OPEN, "語" * 80) for _ in range(2)]
    assert {len(room.slug) <= 100 for room in made} == {True}


@pytest.mark.parametrize("who", ["alice", "dana", "ada"])
def test_those_who_moderate_rename(cast: Cast, announced: Announced, who: str) -> None:
    before = now(cast.room).revision
    with announced() as heard:
        rooms.change(getattr(cast, who), cast.room, name="Boat shed", topic="Oars")
    room = now(cast.room)
    assert (room.name, room.topic, room.slug) == ("Boat shed", "Oars", "workshop")
    assert (room.own_revision, room.revision) == (before + 1, before + 3)
    change, renamed, retopiced = heard
    assert "renamed the room to “Boat shed”" in renamed.text  # type: ignore[union-attr]
    assert "changed the topic to “Oars”" in retopiced.text  # type: ignore[union-attr]
    assert isinstance(change, Change)
    assert (change.revision, '"name":"Boat shed"' in change.text) == (before + 1, True)


@pytest.mark.parametrize("who", ["bob", "charlie", "erin"])
def test_nobody_else_renames(cast: Cast, who: str) -> None:
    before = now(cast.room).revision
    with pytest.raises(NotAllowed):
        rooms.change(getattr(cast, who), cast.room, name="Bob's", topic="")
    assert (now(cast.room).name, now(cast.room).revision) == ("workshop", before)


def test_the_same_name_again_changes_nothing(cast: Cast, announced: Announced) -> None:
    before = now(cast.room).revision
    with announced() as heard:
        rooms.change(cast.alice, cast.room, name=cast.room.name, topic=cast.room.topic)
    assert (now(cast.room).revision, heard) == (before, [])


def test_the_topic_alone_can_change(cast: Cast) -> None:
    rooms.change(cast.alice, cast.room, name=cast.room.name, topic="Oars")
    assert (now(cast.room).name, now(cast.room).topic) == ("workshop", "Oars")


def test_an_archived_room_keeps_its_name(cast: Cast) -> None:
    rooms.archive(cast.alice, cast.room)
    with pytest.raises(RoomArchived):
        rooms.change(cast.alice, cast.room, name="Boat shed", topic="")


def test_a_direct_room_has_no_name_to_change(cast: Cast) -> None:
    room = rooms.open_direct(cast.ada, [cast.bob])
    with pytest.raises(NotAllowed):
        rooms.change(cast.ada, room, name="Ours", topic="")


@pytest.mark.parametrize("who", ["alice", "ada"])
def test_owners_archive_and_open_again(cast: Cast, announced: Announced, who: str) -> None:
    before = now(cast.room).revision
    with announced() as heard:
        rooms.archive(getattr(cast, who), cast.room)
    assert now(cast.room).is_archived
    with announced() as heard_again:
        rooms.unarchive(getattr(cast, who), cast.room)
    room = now(cast.room)
    assert (room.is_archived, room.own_revision, room.revision) == (False, before + 3, before + 4)
    told = [change.text for change in heard[:1] + heard_again[:1] if isinstance(change, Change)]
    assert ['"archived":true' in text for text in told] == [True, False]


@pytest.mark.parametrize("deed", [rooms.archive, rooms.unarchive])
@pytest.mark.parametrize("who", ["dana", "bob", "charlie", "erin"])
def test_nobody_else_archives(cast: Cast, who: str, deed) -> None:  # type: ignore[no-untyped-def]
    before = now(cast.room).revision
    with pytest.raises(NotAllowed):
        deed(getattr(cast, who), cast.room)
    assert (now(cast.room).is_archived, now(cast.room).revision) == (False, before)


def test_archiving_twice_changes_nothing_the_second_time(cast: Cast) -> None:
    rooms.archive(cast.alice, cast.room)
    first = now(cast.room)
    rooms.archive(cast.alice, cast.room)
    assert (now(cast.room).revision, now(cast.room).archived_at) == (first.revision, first.archived_at)


def test_a_direct_room_is_not_archived(cast: Cast) -> None:
    room = rooms.open_direct(cast.ada, [cast.bob])
    with pytest.raises(NotAllowed):
        rooms.archive(cast.ada, room)


def test_people_can_leave_and_be_removed_while_a_room_is_archived(cast: Cast) -> None:
    rooms.archive(cast.alice, cast.room)
    memberships.leave(cast.membership("bob"))
    memberships.remove(cast.alice, cast.membership("dana"))
    assert Membership.objects.present().filter(room=cast.room).count() == 1
