"""Changing what one has said."""

import uuid

import pytest

from chat import limits
from chat.actions import deletion, edits, forwarding, memberships, messages, rooms
from chat.errors import Invalid, NotAllowed, NotFound, RoomArchived
from chat.models import Edit, Mention, Message
from tests.cast import Announced, Cast, together


def test_bob_changes_what_he_said_and_the_earlier_version_is_kept(cast: Cast) -> None:
    said = cast.say("bob", "Good mornign")
    before = said.revision
    edited = edits.edit(cast.bob, said, "Good morning")
    stored = Message.objects.get(pk=said.pk)
    assert (stored.text, stored.html, stored.number) == ("Good morning", "<p>Good morning</p>", said.number)
    assert stored.edited_at == edited.edited_at is not None
    assert stored.revision == before + 1
    (version,) = stored.edits.all()
    assert (version.text, version.written_at) == ("Good mornign", said.created_at)


def test_each_version_says_when_it_was_written(cast: Cast) -> None:
    said = cast.say("bob", "One")
    second = edits.edit(cast.bob, said, "Two").edited_at
    edits.edit(cast.bob, said, "Three")
    assert [(one.text, one.written_at) for one in said.edits.all()] == [("One", said.created_at), ("Two", second)]


def test_only_so_many_versions_are_kept_and_the_oldest_go(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EDITS_KEPT", 3)
    said = cast.say("bob", "0")
    for number in range(1, 6):
        edits.edit(cast.bob, said, str(number))
    assert [one.text for one in said.edits.all()] == ["2", "3", "4"]


def test_the_same_text_is_no_edit(cast: Cast, announced: Announced) -> None:
    said = cast.say("bob", "Good morning")
    with announced() as heard:
        edits.edit(cast.bob, said, "  Good morning\n")
    assert heard == []
    stored = Message.objects.get(pk=said.pk)
    assert (stored.edited_at, stored.revision, stored.edits.count()) == (None, said.revision, 0)


@pytest.mark.parametrize("name", ["alice", "dana", "ada"])
def test_nobody_changes_what_another_said(cast: Cast, name: str) -> None:
    memberships.admit(cast.ada, cast.room)
    said = cast.say("bob", "Mine")
    with pytest.raises(NotAllowed):
        edits.edit(getattr(cast, name), said, "Yours")
    assert Message.objects.get(pk=said.pk).text == "Mine"


def test_bob_cannot_change_it_once_he_is_out(cast: Cast) -> None:
    said = cast.say("bob", "Mine")
    memberships.leave(cast.membership("bob"))
    with pytest.raises(NotFound):
        edits.edit(cast.bob, said, "Still mine")


def test_what_is_deleted_cannot_be_changed(cast: Cast) -> None:
    said = deletion.delete(cast.bob, cast.say("bob", "Mine"))
    with pytest.raises(NotFound):
        edits.edit(cast.bob, said, "Here again")
    assert Message.objects.get(pk=said.pk).text == ""


def test_in_an_archived_room_nothing_changes(cast: Cast) -> None:
    said = cast.say("bob", "Mine")
    rooms.archive(cast.alice, cast.room)
    with pytest.raises(RoomArchived):
        edits.edit(cast.bob, said, "Later")


def test_another_persons_words_stay_theirs_when_forwarded(cast: Cast) -> None:
    copy = forwarding.forward(cast.bob, cast.say("alice", "Mine"), cast.room, uuid.uuid4())
    with pytest.raises(NotAllowed):
        edits.edit(cast.bob, copy, "Hers")


@pytest.mark.parametrize("text", ["", "   ", "a\x00b", "x" * (limits.MESSAGE_CHARACTERS + 1)])
def test_an_edit_is_checked_as_a_post_is(cast: Cast, text: str) -> None:
    said = cast.say("bob", "Mine")
    with pytest.raises(Invalid):
        edits.edit(cast.bob, said, text)


def test_a_reply_shows_what_its_original_says_now(cast: Cast, announced: Announced) -> None:
    said = cast.say("alice", "At nine")
    reply = messages.post(cast.bob, cast.room, uuid.uuid4(), "Fine", answers=said)
    with announced() as heard:
        edits.edit(cast.alice, said, "At ten")
    assert [change.number for change in heard] == [said.number, reply.number]  # type: ignore[union-attr]
    assert "At ten" in heard[1].text  # type: ignore[union-attr]


def test_an_edit_mentions_whom_it_names_now(cast: Cast) -> None:
    said = cast.say("alice", "@bob, look")
    edits.edit(cast.alice, said, "@dana, look")
    assert [one.person for one in Mention.objects.filter(message=said)] == [cast.dana]


def test_two_edits_at_once_keep_both_texts(live_cast: Cast) -> None:
    said = live_cast.say("bob", "One")
    together(*[lambda text=text: edits.edit(live_cast.bob, said, text) for text in ("Two", "Three")])
    stored = Message.objects.get(pk=said.pk)
    assert {stored.text, *(one.text for one in stored.edits.all())} == {"One", "Two", "Three"}


def test_versions_go_with_the_message(cast: Cast) -> None:
    said = cast.say("bob", "A secret")
    edits.edit(cast.bob, said, "Nothing")
    deletion.delete(cast.bob, said)
    assert not Edit.objects.exists()
