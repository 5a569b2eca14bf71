"""Answering a message: quotes, threads, and their counts."""

import uuid

import pytest

from chat.actions import deletion, messages
from chat.errors import Invalid
from chat.models import Message, Room
from tests.cast import Announced, Cast, together


def answer(cast: Cast, name: str, original: Message, text: str = "Yes") -> Message:
    return messages.post(getattr(cast, name), cast.room, uuid.uuid4(), text, answers=original)


def test_a_reply_knows_what_it_answers_and_where_the_thread_began(cast: Cast) -> None:
    root = cast.say("alice", "At nine?")
    first = answer(cast, "bob", root)
    second = answer(cast, "dana", first)
    assert (first.answers, first.root) == (root, root)
    assert (second.answers, second.root) == (first, root)
    assert list(Message.objects.in_thread(root)) == [root, first, second]  # type: ignore[attr-defined]
    assert Message.objects.get(pk=root.pk).replies_count == 2


def test_everybody_hears_of_the_reply_and_of_the_count(cast: Cast, announced: Announced) -> None:
    root = cast.say("alice", "At nine?")
    with announced() as heard:
        reply = answer(cast, "bob", root)
    assert [(change.number, change.revision) for change in heard] == [  # type: ignore[union-attr]
        (reply.number, reply.revision),
        (root.number, reply.revision + 1),
    ]
    assert "At nine?" in heard[0].text  # type: ignore[union-attr]
    assert "1 reply" in heard[1].text  # type: ignore[union-attr]
    assert Room.objects.get(pk=cast.room.pk).revision == reply.revision + 1


def test_a_repeated_reply_is_counted_once(cast: Cast) -> None:
    root, client_id = cast.say("alice"), uuid.uuid4()
    one, other = [messages.post(cast.bob, cast.room, client_id, "Yes", answers=root) for _ in range(2)]
    assert one == other
    assert Message.objects.get(pk=root.pk).replies_count == 1


def test_what_is_deleted_is_not_answered(cast: Cast) -> None:
    root = deletion.delete(cast.alice, cast.say("alice"))
    with pytest.raises(Invalid):
        answer(cast, "bob", root)


def test_replies_at_once_are_all_counted(live_cast: Cast) -> None:
    root = live_cast.say("alice")
    together(*[lambda name=name: answer(live_cast, name, root) for name in ("alice", "bob", "dana")])
    assert Message.objects.get(pk=root.pk).replies_count == 3
    assert sorted(live_cast.room.messages.values_list("number", flat=True)) == [1, 2, 3, 4]
    revisions = list(live_cast.room.messages.values_list("revision", flat=True))
    assert len(set(revisions)) == len(revisions)
