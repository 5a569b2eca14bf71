"""Ten seconds in which a deletion can be taken back, and nothing afterwards."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from chat.actions import deletion, edits, messages, pins, reactions, saved
from chat.errors import NotFound
from chat.models import Edit, Mention, Message, Reaction, Saved, Withdrawn
from tests.cast import Announced, Cast, member


def rich(cast: Cast) -> Message:
    """Return a message that has all that a message can have."""
    said = cast.say("alice", "@bob, loook")
    edits.edit(cast.alice, said, "@bob, look")
    reactions.add(cast.bob, said, "🎉")
    pins.pin(cast.dana, said)
    saved.keep(cast.bob, said)
    return Message.objects.select_related("room", "author").get(pk=said.pk)


def lost(message: Message) -> list[object]:
    stored = Message.objects.get(pk=message.pk)
    rows = [
        list(Edit.objects.filter(message=message).values_list("text", "html", "written_at")),
        list(Reaction.objects.filter(message=message).values_list("person", "emoji")),
        list(Mention.objects.filter(message=message).values_list("person", "room", "number")),
    ]
    return [stored.text, stored.html, stored.edited_at, stored.pinned_at, stored.pinned_by, stored.is_deleted, *rows]


def test_all_that_it_held_is_gone_with_it(cast: Cast) -> None:
    deletion.delete(cast.alice, message := rich(cast))
    assert lost(message) == ["", "", None, None, None, True, [], [], []]
    assert not Saved.objects.exists()


def test_who_deleted_it_brings_it_back_as_it_was(cast: Cast) -> None:
    message = rich(cast)
    before = lost(message)
    revision = deletion.delete(cast.alice, message).revision
    restored = deletion.restore(cast.alice, message)
    assert lost(message) == before
    assert (restored.revision, restored.deleted_at, restored.deleted_by) == (revision + 1, None, None)
    assert not Withdrawn.objects.exists()


def test_after_ten_seconds_nothing_brings_it_back_and_nothing_is_kept(cast: Cast) -> None:
    message = deletion.delete(cast.alice, rich(cast))
    Withdrawn.objects.update(until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotFound):
        deletion.restore(cast.alice, message)
    deletion.sweep()
    assert not Withdrawn.objects.exists()
    assert Message.objects.get(pk=message.pk).is_deleted


@pytest.mark.parametrize("name", ["bob", "dana", "charlie"])
def test_nobody_else_undoes_it(cast: Cast, name: str) -> None:
    message = deletion.delete(cast.alice, cast.say("bob"))
    with pytest.raises(NotFound):
        deletion.restore(getattr(cast, name), message)


def test_undoing_twice_changes_nothing_the_second_time(cast: Cast, announced: Announced) -> None:
    message = deletion.delete(cast.bob, cast.say("bob"))
    deletion.restore(cast.bob, message)
    with announced() as heard:
        again = deletion.restore(cast.bob, message)
    assert heard == []
    assert not again.is_deleted


def test_a_thread_counts_only_what_is_there(cast: Cast) -> None:
    root = cast.say("alice")
    reply = messages.post(cast.bob, cast.room, uuid.uuid4(), "Yes", answers=root)
    deletion.delete(cast.bob, reply)
    assert Message.objects.get(pk=root.pk).replies_count == 0
    deletion.restore(cast.bob, reply)
    assert Message.objects.get(pk=root.pk).replies_count == 1


def test_a_quote_of_it_says_no_more_than_that_it_is_gone(cast: Cast, announced: Announced) -> None:
    root = cast.say("alice", "A secret")
    messages.post(cast.bob, cast.room, uuid.uuid4(), "Yes", answers=root)
    with announced() as heard:
        deletion.delete(cast.alice, root)
    assert len(heard) == 2
    assert not [change for change in heard if "secret" in change.text]  # type: ignore[union-attr]


def test_an_unread_mention_is_gone_with_its_message(cast: Cast) -> None:
    message = cast.say("alice", "@bob")
    deletion.delete(cast.alice, message)
    assert member(cast.room, cast.bob).read_number == 0
    assert not Mention.objects.exists()
