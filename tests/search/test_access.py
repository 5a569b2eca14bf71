"""Who finds what: members, now, and nobody else."""

import uuid

import pytest

from chat.actions import deletion, edits, memberships, messages, rooms
from chat.errors import NotFound
from chat.models import Membership, Room, User
from tests.cast import Cast
from tests.search.inside import ask, say, texts


def finds(person: User, query: str = "boat") -> list[str]:
    return texts(ask(person, query))


def test_charlie_who_is_outside_finds_nothing(cast: Cast) -> None:
    say(cast, "bob", "boat")
    assert not Membership.objects.filter(room=cast.room, person=cast.charlie).exists()
    assert finds(cast.alice) == ["boat"]
    for query in ("boat", "from:bob", "in:workshop boat", "has:link", "-x", "b", "oa", "*oa*", "on:today"):
        assert finds(cast.charlie, query) == []


def test_an_administrator_is_a_stranger_to_rooms_that_they_are_not_in(cast: Cast) -> None:
    say(cast, "bob", "boat")
    assert finds(cast.ada) == []


def test_an_open_room_is_searched_by_its_members(open_cast: Cast) -> None:
    say(open_cast, "bob", "boat")
    assert finds(open_cast.charlie) == []
    memberships.join(open_cast.charlie, open_cast.room)
    assert finds(open_cast.charlie) == ["boat"]


def test_bob_who_was_removed_a_moment_ago_finds_not_even_his_own(cast: Cast) -> None:
    say(cast, "bob", "boat")
    assert finds(cast.bob) == ["boat"]
    memberships.remove(cast.alice, cast.membership("bob"))
    assert finds(cast.bob) == []
    assert finds(cast.bob, "from:me") == []
    assert finds(cast.alice) == ["boat"]


def test_bob_who_is_removed_while_he_searches_finds_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    say(cast, "bob", "boat")
    from chat.search import finding

    found = finding._find

    def find_and_remove(*plan: object) -> object:
        hits = found(*plan)
        memberships.remove(cast.alice, cast.membership("bob"))
        return hits

    monkeypatch.setattr(finding, "_find", find_and_remove)
    assert finds(cast.bob) == []


def test_who_comes_back_finds_again(cast: Cast) -> None:
    say(cast, "bob", "boat")
    memberships.leave(cast.membership("bob"))
    memberships.add(cast.alice, cast.room, [cast.bob])
    assert finds(cast.bob) == ["boat"]


def test_a_deleted_message_is_found_by_nobody_and_an_undone_one_again(cast: Cast) -> None:
    (said,) = say(cast, "bob", "boat")
    deletion.delete(cast.bob, said)
    assert [finds(person) for person in (cast.alice, cast.bob, cast.ada)] == [[], [], []]
    deletion.restore(cast.bob, said)
    assert finds(cast.alice) == ["boat"]


def test_an_edited_message_is_found_by_its_new_words_alone(cast: Cast) -> None:
    (said,) = say(cast, "bob", "boat 東京 with https://harbour.example/")
    edits.edit(cast.bob, said, "ship")
    for query in ("boat", "東京", "has:link"):
        assert finds(cast.alice, query) == []
    assert finds(cast.alice, "ship") == ["ship"]


def test_an_archived_room_is_still_searched(cast: Cast) -> None:
    say(cast, "bob", "boat")
    rooms.archive(cast.alice, cast.room)
    assert finds(cast.alice) == ["boat"]
    assert finds(cast.alice, "in:workshop boat") == ["boat"]


def test_a_direct_room_is_searched_by_the_two_in_it(cast: Cast) -> None:
    room = rooms.open_direct(cast.alice, [cast.bob])
    messages.post(cast.bob, room, uuid.uuid4(), "boat for two")
    assert [finds(person) for person in (cast.alice, cast.bob)] == [["boat for two"], ["boat for two"]]
    assert [finds(person) for person in (cast.dana, cast.charlie, cast.ada)] == [[], [], []]
    assert finds(cast.dana, "in:@bob boat") == []


def test_a_room_that_one_is_not_in_and_no_room_are_the_same(cast: Cast) -> None:
    rooms.create(cast.alice, Room.Kind.CLOSED, "Cellar")
    private, absent = ask(cast.charlie, "in:cellar boat"), ask(cast.charlie, "in:attic boat")
    assert private.notes == ["No room of yours is called “cellar”."]
    assert absent.notes == ["No room of yours is called “attic”."]


def test_nobody_who_was_deactivated_searches(cast: Cast) -> None:
    cast.bob.is_active = False
    with pytest.raises(NotFound):
        ask(cast.bob, "boat")
