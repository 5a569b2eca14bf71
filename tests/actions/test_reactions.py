"""An emoji under a message."""

import pytest

from chat import limits
from chat.actions import deletion, memberships, reactions, rooms
from chat.errors import Invalid, NotFound, RoomArchived
from chat.models import Message, Reaction
from tests.cast import Announced, Cast, together


def shown(message: Message) -> list[tuple[str, list[int]]]:
    return Message.objects.shown().get(pk=message.pk).reaction_groups  # type: ignore[attr-defined,no-any-return]


def test_reactions_are_grouped_in_the_order_of_their_first_use(cast: Cast) -> None:
    said = cast.say("alice")
    for name, emoji in [("bob", "🎉"), ("dana", "👀"), ("alice", "🎉")]:
        reactions.add(getattr(cast, name), said, emoji)
    assert shown(said) == [("🎉", [cast.bob.pk, cast.alice.pk]), ("👀", [cast.dana.pk])]


def test_a_reaction_is_a_change_of_the_message(cast: Cast, announced: Announced) -> None:
    said = cast.say("alice")
    with announced() as heard:
        changed = reactions.add(cast.bob, said, "🎉")
    (change,) = heard
    assert (change.number, change.revision) == (said.number, changed.revision)  # type: ignore[union-attr]
    assert changed.revision == cast.room.revision
    assert "🎉" in change.text  # type: ignore[union-attr]


def test_twice_is_once_and_taking_away_twice_too(cast: Cast, announced: Announced) -> None:
    said = cast.say("alice")
    reactions.add(cast.bob, said, "🎉")
    with announced() as heard:
        reactions.add(cast.bob, said, "🎉")
        reactions.remove(cast.dana, said, "🎉")
    assert heard == []
    reactions.remove(cast.bob, said, "🎉")
    assert shown(said) == []


def test_with_or_without_the_selector_it_is_one_emoji(cast: Cast) -> None:
    said = cast.say("alice")
    reactions.add(cast.bob, said, "❤")
    reactions.add(cast.dana, said, "❤️")
    assert len(shown(said)) == 1


@pytest.mark.parametrize("emoji", ["", "x", ":)", "👍👍", "<b>", "1", "\x00", "👍" * 40, " 👍"])
def test_only_an_emoji_is_one(cast: Cast, emoji: str) -> None:
    said = cast.say("alice")
    with pytest.raises(Invalid):
        reactions.add(cast.bob, said, emoji)
    assert not Reaction.objects.exists()


def test_a_message_holds_so_many_kinds_and_then_only_these(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REACTION_KINDS", 2)
    said = cast.say("alice")
    for emoji in ("🎉", "👀"):
        reactions.add(cast.bob, said, emoji)
    with pytest.raises(Invalid):
        reactions.add(cast.bob, said, "🚢")
    reactions.add(cast.dana, said, "👀")
    assert [emoji for emoji, _ in shown(said)] == ["🎉", "👀"]


@pytest.mark.parametrize("name", ["charlie", "erin", "ada"])
def test_nobody_outside_reacts(cast: Cast, name: str) -> None:
    said = cast.say("alice")
    assert cast.room.memberships.present().filter(person=getattr(cast, name)).count() == 0
    with pytest.raises(NotFound):
        reactions.add(getattr(cast, name), said, "🎉")


def test_bob_cannot_react_once_he_is_out(cast: Cast) -> None:
    said = cast.say("alice")
    memberships.leave(cast.membership("bob"))
    with pytest.raises(NotFound):
        reactions.add(cast.bob, said, "🎉")


def test_what_is_deleted_has_no_reactions(cast: Cast) -> None:
    said = deletion.delete(cast.alice, cast.say("alice"))
    with pytest.raises(NotFound):
        reactions.add(cast.bob, said, "🎉")


def test_in_an_archived_room_nothing_changes(cast: Cast) -> None:
    said = cast.say("alice")
    rooms.archive(cast.alice, cast.room)
    with pytest.raises(RoomArchived):
        reactions.add(cast.bob, said, "🎉")


def test_many_at_once_are_all_there(live_cast: Cast) -> None:
    said = live_cast.say("alice")
    names = ("alice", "bob", "dana")
    together(*[lambda name=name: reactions.add(getattr(live_cast, name), said, "🎉") for name in names * 2])
    ((emoji, people),) = shown(said)
    assert (emoji, len(people)) == ("🎉", 3)
