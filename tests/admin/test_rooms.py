"""Rooms, memberships and messages in the administration."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from chat.actions import messages, rooms
from chat.live.announcements import Announcement, Change
from chat.models import Membership, Message, Room
from tests.cast import Announced, Browser, Cast, member
from tests.views.page import Page

ROOMS, MEMBERSHIPS, MESSAGES = (f"/admin/chat/{name}/" for name in ("room", "membership", "message"))
NO_INLINES = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}


@pytest.fixture
def ada(cast: Cast, browser: Browser) -> Client:
    """The administrator's browser."""
    return browser(cast.ada)


def revision(cast: Cast) -> int:
    return Room.objects.get(pk=cast.room.pk).revision


def choose(window: Client, address: str, action: str, *rows: int):  # type: ignore[no-untyped-def]
    """Do an action with the chosen rows of a list; return the page that comes after it."""
    return window.post(address, {"action": action, "_selected_action": list(rows)}, follow=True)


def changed(heard: list[Announcement], cast: Cast) -> list[int]:
    """Return the revisions of the room that open browsers heard of."""
    return [one.revision for one in heard if isinstance(one, Change) and one.room_id == cast.room.pk]


def notes(answer) -> list[str]:  # type: ignore[no-untyped-def]
    """Return what the administration tells after a deed, with its kind."""
    return [f"{one.level_tag}: {one}" for one in answer.context["messages"]]


def test_a_room_is_made_with_its_owner(cast: Cast, ada: Client) -> None:
    answer = ada.post(f"{ROOMS}add/", {"name": "Boat shed", "topic": "Oars", "kind": "closed"}, follow=True)
    room = Room.objects.get(name="Boat shed")
    assert (room.slug, room.kind, room.revision, member(room, cast.ada).role) == ("boat-shed", "closed", 1, "owner")
    assert notes(answer)[0].startswith("success")


def test_a_direct_room_is_not_made_there(cast: Cast, ada: Client) -> None:
    answer = ada.post(f"{ROOMS}add/", {"name": "Talk", "topic": "", "kind": "direct"})
    assert answer.status_code == 200
    assert not Room.objects.filter(name="Talk").exists()


def test_a_room_is_renamed_before_everybodys_eyes(cast: Cast, ada: Client, announced: Announced) -> None:
    before = revision(cast)
    with announced() as heard:
        ada.post(f"{ROOMS}{cast.room.pk}/change/", {"name": "Boat shed", "topic": ""} | NO_INLINES)
    room = Room.objects.get(pk=cast.room.pk)
    assert (room.name, room.topic, room.slug, room.kind) == ("Boat shed", "", "workshop", "closed")
    # The room, and a line for each of its name and its topic.
    assert changed(heard, cast) == [before + 1, before + 2, before + 3]
    assert room.own_revision == before + 1


def test_saving_a_room_unchanged_tells_nobody(cast: Cast, ada: Client, announced: Announced) -> None:
    before = revision(cast)
    with announced() as heard:
        ada.post(f"{ROOMS}{cast.room.pk}/change/", {"name": "workshop", "topic": "Winches and engines"} | NO_INLINES)
    assert (revision(cast), heard) == (before, [])


def test_a_room_is_archived_and_opened_before_everybodys_eyes(cast: Cast, ada: Client, announced: Announced) -> None:
    before = revision(cast)
    with announced() as heard:
        choose(ada, ROOMS, "archive", cast.room.pk)
        assert Room.objects.get(pk=cast.room.pk).is_archived
        choose(ada, ROOMS, "unarchive", cast.room.pk)
    assert changed(heard, cast) == [before + 1, before + 2, before + 3, before + 4]
    assert not Room.objects.get(pk=cast.room.pk).is_archived


def test_what_cannot_be_archived_is_told_and_the_rest_is_done(cast: Cast, ada: Client) -> None:
    direct = rooms.open_direct(cast.alice, [cast.bob])
    answer = choose(ada, ROOMS, "archive", direct.pk, cast.room.pk)
    (note,) = notes(answer)
    assert note.startswith(f"error: direct {direct.pk}: ")
    archived = Room.objects.exclude(archived_at=None)
    assert list(archived) == [cast.room]


def test_the_list_counts_members_who_are_there(cast: Cast, ada: Client) -> None:
    (row,) = [row for row in Page(ada.get(ROOMS)).all("tr") if "Winches" in row.text]
    assert row.words[2:5] == ["Winches and engines", "3", "0"]


def test_a_rooms_page_shows_who_is_in_it(cast: Cast, ada: Client) -> None:
    text = Page(ada.get(f"{ROOMS}{cast.room.pk}/change/")).text
    assert [f"{name} in workshop" in text for name in ("alice", "dana", "bob", "erin")] == [True, True, True, False]


def test_somebody_is_added_before_everybodys_eyes(cast: Cast, ada: Client, announced: Announced) -> None:
    before = revision(cast)
    with announced() as heard:
        ada.post(f"{MEMBERSHIPS}add/", {"room": cast.room.pk, "person": cast.charlie.pk, "role": "moderator"})
    added = cast.membership("charlie")
    assert (added.is_present, added.role) == (True, "moderator")
    assert changed(heard, cast) == [before + 1, before + 2, before + 3]
    assert ("rooms", cast.charlie.pk) in {(one.type, getattr(one, "person_id", 0)) for one in heard}


def test_somebody_comes_back_in_the_membership_they_had(cast: Cast, ada: Client) -> None:
    membership = cast.membership("erin")
    ada.post(f"{MEMBERSHIPS}add/", {"room": cast.room.pk, "person": cast.erin.pk, "role": "member"})
    assert cast.membership("erin").is_present
    assert cast.membership("erin").pk == membership.pk


def test_a_role_changes_before_everybodys_eyes(cast: Cast, ada: Client, announced: Announced) -> None:
    before = revision(cast)
    with announced() as heard:
        ada.post(f"{MEMBERSHIPS}{cast.membership('bob').pk}/change/", {"role": "owner"})
    assert cast.membership("bob").role == "owner"
    assert changed(heard, cast) == [before + 1]


def test_the_last_owner_keeps_the_role_and_the_administrator_is_told(cast: Cast, ada: Client) -> None:
    answer = ada.post(f"{MEMBERSHIPS}{cast.membership('alice').pk}/change/", {"role": "member"}, follow=True)
    assert cast.membership("alice").is_owner
    assert [note.partition(":")[0] for note in notes(answer)] == ["error"]
    assert "Make somebody else an owner first." in notes(answer)[0]


def test_nobody_is_added_to_an_archived_room_and_the_administrator_is_told(cast: Cast, ada: Client) -> None:
    rooms.archive(cast.alice, cast.room)
    form = {"room": cast.room.pk, "person": cast.charlie.pk, "role": "member"}
    answer = ada.post(f"{MEMBERSHIPS}add/", form, follow=True)
    assert not Membership.objects.filter(room=cast.room, person=cast.charlie).exists()
    assert [note.partition(":")[0] for note in notes(answer)] == ["error"]


def test_people_are_removed_before_everybodys_eyes(cast: Cast, ada: Client, announced: Announced) -> None:
    before = revision(cast)
    with announced() as heard:
        choose(ada, MEMBERSHIPS, "remove", cast.membership("bob").pk)
    gone = cast.membership("bob")
    assert (gone.is_present, gone.revision) == (False, before + 1)
    assert [one.removed for one in heard if isinstance(one, Change)] == [True, False]


def test_the_last_owner_stays_and_the_rest_is_removed(cast: Cast, ada: Client) -> None:
    answer = choose(ada, MEMBERSHIPS, "remove", cast.membership("alice").pk, cast.membership("bob").pk)
    assert (cast.membership("alice").is_present, cast.membership("bob").is_present) == (True, False)
    assert [note.partition(":")[0] for note in notes(answer)] == ["error"]


def test_messages_are_found_and_deleted_to_tombstones(cast: Cast, ada: Client, announced: Announced) -> None:
    said = [cast.say("bob", "a secret"), cast.say("alice", "no secret at all")]
    assert "no secret at all" in Page(ada.get(MESSAGES, {"q": "secret"})).text
    before = revision(cast)
    with announced() as heard:
        choose(ada, MESSAGES, "delete_to_tombstone", said[0].pk)
    gone, kept = Message.objects.order_by("number")
    assert (gone.text, gone.html, gone.is_deleted) == ("", "", True)
    assert (gone.deleted_by, gone.revision) == (cast.ada, before + 1)
    assert (kept.text, changed(heard, cast)) == ("no secret at all", [before + 1])


def test_what_people_said_in_a_direct_room_is_theirs_to_delete(cast: Cast, ada: Client) -> None:
    said = messages.post(cast.bob, rooms.open_direct(cast.alice, [cast.bob]), uuid.uuid4(), "Hello")
    (note,) = notes(choose(ada, MESSAGES, "delete_to_tombstone", said.pk))
    assert note.startswith("error")
    assert not Message.objects.get(pk=said.pk).is_deleted


@pytest.mark.parametrize("name", ["room", "membership", "message", "user"])
def test_lists_cost_no_query_a_row(cast: Cast, ada: Client, name: str, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(8):
        cast.say("bob")
    ada.get(reverse(f"admin:chat_{name}_changelist"))
    with django_assert_max_num_queries(10):
        ada.get(reverse(f"admin:chat_{name}_changelist"))
