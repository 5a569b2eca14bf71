"""Naming people: who is called, and who is not."""

import uuid

import pytest

from chat import limits
from chat.actions import memberships, messages, people, rooms
from chat.actions.writing import write
from chat.errors import ConfirmationNeeded, Invalid
from chat.live import process
from chat.models import Mention, Message, Room
from tests.cast import Announced, Cast, make_person


def called(message: Message) -> set[str]:
    return {one.person.username for one in Mention.objects.filter(message=message).select_related("person")}


def test_members_who_are_named_are_mentioned_and_nobody_else(cast: Cast) -> None:
    said = cast.say("alice", "@bob and @DANA, but not @charlie, @erin or @nobody")
    assert called(said) == {"bob", "dana"}
    assert {(one.room, one.number) for one in Mention.objects.all()} == {(cast.room, said.number)}
    assert "@charlie" in said.html


def test_twice_named_is_once_called(cast: Cast) -> None:
    assert called(cast.say("alice", "@bob @bob @bob")) == {"bob"}


@pytest.mark.parametrize("text", ["`@bob`", "```\n@bob\n```", "mail a@bob", "    @bob"])
def test_code_and_addresses_call_nobody(cast: Cast, text: str) -> None:
    assert called(cast.say("alice", f"Look:\n\n{text}")) == set()


def test_who_is_deactivated_is_not_called(cast: Cast) -> None:
    people.deactivate(cast.ada, cast.bob)
    assert called(cast.say("alice", "@bob")) == set()


def test_who_is_in_the_room_hears_who_is_called(cast: Cast, announced: Announced) -> None:
    with announced() as heard:
        cast.say("alice", "@bob, look")
    (change,) = heard
    assert f'"mentions":[{cast.bob.pk}]' in change.text  # type: ignore[union-attr]
    assert f'data-mentions=\\"{cast.bob.pk}\\"' in change.text  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["alice", "dana"])
def test_moderators_call_everybody_but_themselves(cast: Cast, name: str) -> None:
    said = cast.say(name, "@everyone, supper")
    assert called(said) == {"alice", "bob", "dana"} - {name}
    assert said.mentions_all


def test_bob_calls_nobody_by_saying_everyone(cast: Cast) -> None:
    said = cast.say("bob", "Hello @everyone and @here")
    assert (called(said), said.mentions_all) == (set(), False)


def test_in_a_direct_room_anybody_may(cast: Cast) -> None:
    room = rooms.open_direct(cast.alice, [cast.bob, cast.dana])
    said = messages.post(cast.bob, room, uuid.uuid4(), "@everyone")
    assert called(said) == {"alice", "dana"}


def test_here_calls_who_is_here(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hub:
        present_people = {cast.bob.pk, cast.charlie.pk}

    monkeypatch.setattr(process, "announcer", Hub)
    said = cast.say("alice", "@here, supper")
    assert (called(said), said.mentions_all) == ({"bob"}, False)


def test_calling_many_people_is_confirmed_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EVERYONE_UNASKED", 2)
    client_id = uuid.uuid4()
    with pytest.raises(ConfirmationNeeded, match="3 people"):
        messages.post(cast.alice, cast.room, client_id, "@everyone")
    assert not cast.room.messages.exists()
    said = messages.post(cast.alice, cast.room, client_id, "@everyone", confirmed=True)
    assert called(said) == {"bob", "dana"}


def test_one_message_names_so_many_people(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MENTIONS", 2)
    crowd = [make_person(f"guest{number}") for number in range(3)]
    memberships.add(cast.alice, cast.room, crowd)
    with pytest.raises(Invalid):
        cast.say("alice", " ".join(f"@{person.username}" for person in crowd))


def test_rooms_are_linked_where_the_author_may_see_them(cast: Cast) -> None:
    rooms.create(cast.bob, Room.Kind.CLOSED, "Boat shed")
    assert 'href="/rooms/boat-shed/"' not in cast.say("alice", "See #boat-shed").html
    assert 'href="/rooms/boat-shed/"' in cast.say("bob", "See #boat-shed").html
    assert 'href="/rooms/lobby/"' in cast.say("alice", "See #lobby").html


def test_a_text_without_names_asks_for_no_names(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        write(cast.alice, cast.room, "Hello, a.b@example.com")


# Outsiders ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "outsiders"),
    [
        ("@charlie, @bob and @erin", ("charlie", "erin")),
        ("@bob and @nobody", ()),
        ("`@charlie` a@charlie", ()),
        ("Hi", ()),
    ],
)
def test_the_author_learns_who_is_named_and_not_there(cast: Cast, text: str, outsiders: tuple[str, ...]) -> None:
    said = cast.say("alice", text)
    assert said.outsiders == outsiders
    assert not Mention.objects.filter(person__in=[cast.charlie, cast.erin]).exists()


def test_who_is_deactivated_is_no_outsider(cast: Cast) -> None:
    people.deactivate(cast.ada, cast.charlie)
    assert cast.say("alice", "@charlie").outsiders == ()


def test_nobody_can_come_into_a_direct_room(cast: Cast) -> None:
    room = rooms.open_direct(cast.alice, [cast.bob])
    assert messages.post(cast.alice, room, uuid.uuid4(), "@charlie").outsiders == ()


def test_a_text_with_names_asks_for_them_once(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        write(cast.alice, cast.room, "@bob and @charlie")
