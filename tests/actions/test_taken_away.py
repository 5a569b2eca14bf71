"""Files that leave their message, with it or without it, and come back with it; and what the sweep leaves."""

import uuid

import pytest

from chat import access
from chat.actions import attached, deletion, edits, forwarding, memberships, sweeping
from chat.errors import ChatError, NotAllowed, NotFound
from chat.models import Attachment, Edit, Message, Room, User
from tests.actions.sending import show, shown
from tests.cast import Announced, Cast, member, together
from tests.storing import Kept, upload

# Taking away ---------------------------------------------------------------------------------------------------------


def test_a_file_that_waits_is_gone_at_once(cast: Cast, kept: Kept) -> None:
    attached.take_away(cast.bob, upload(cast.bob))
    assert kept.is_empty


def test_a_file_leaves_its_message_and_the_others_stay(cast: Cast, said: Message, announced: Announced) -> None:
    gone, stays = shown(said)
    with announced() as heard:
        attached.take_away(cast.bob, access.attachment(cast.bob, gone.key))
    message = Message.objects.get(pk=said.pk)
    assert shown(said) == [stays]
    assert (message.text, message.is_deleted, message.revision) == ("Look", False, said.revision + 1)
    assert len(heard) == 1
    with pytest.raises(NotFound):
        access.attachment(cast.bob, gone.key)


def test_words_stay_without_their_files(cast: Cast, said: Message) -> None:
    for attachment in shown(said):
        attached.take_away(cast.bob, access.attachment(cast.bob, attachment.key))
    message = Message.objects.get(pk=said.pk)
    assert (message.text, message.is_deleted, shown(said)) == ("Look", False, [])


def test_a_message_that_would_say_nothing_is_deleted_and_can_come_back(cast: Cast, kept: Kept) -> None:
    message = show(cast.bob, cast.room, [upload(cast.bob)], text="")
    attachment = shown(message)[0]
    attached.take_away(cast.bob, access.attachment(cast.bob, attachment.key))
    message = Message.objects.get(pk=message.pk)
    assert message.is_deleted
    assert not deletion.restore(cast.bob, message).is_deleted
    assert shown(message) == [attachment]


@pytest.mark.parametrize("name", ["alice", "dana", "ada"])
def test_neither_owner_nor_moderator_nor_administrator_touches_anothers_file(
    cast: Cast, said: Message, name: str
) -> None:
    memberships.add(cast.alice, cast.room, [cast.ada])
    attachment = access.attachment(getattr(cast, name), shown(said)[0].key)
    with pytest.raises(NotAllowed):
        attached.take_away(getattr(cast, name), attachment)
    with pytest.raises(NotAllowed):
        attached.describe(getattr(cast, name), attachment, "Mine now")


def test_who_has_left_finds_nothing(cast: Cast, said: Message) -> None:
    key = shown(said)[0].key
    assert access.attachment(cast.bob, key)
    memberships.leave(member(cast.room, cast.bob))
    with pytest.raises(NotFound):
        access.attachment(cast.bob, key)


def test_what_is_taken_away_twice_is_not_there_the_second_time(cast: Cast, said: Message) -> None:
    attachment = access.attachment(cast.bob, shown(said)[0].key)
    attached.take_away(cast.bob, attachment)
    with pytest.raises(NotFound):
        attached.take_away(cast.bob, attachment)


@pytest.mark.django_db(transaction=True)
def test_the_last_two_files_taken_away_at_once_delete_the_message(live_cast: Cast, kept: Kept) -> None:
    message = show(live_cast.bob, live_cast.room, [upload(live_cast.bob), upload(live_cast.bob)], text="")
    together(*[lambda one=one: attached.take_away(live_cast.bob, one) for one in all_of(live_cast.bob, message)])
    assert Message.objects.get(pk=message.pk).is_deleted
    assert shown(message) == []


@pytest.mark.django_db(transaction=True)
def test_a_file_is_sent_or_taken_away_never_both(live_cast: Cast, kept: Kept) -> None:
    attachment = upload(live_cast.bob)
    said, gone = together(
        lambda: show(live_cast.bob, Room.objects.get(pk=live_cast.room.pk), [attachment]),
        lambda: attached.take_away(live_cast.bob, attachment),
    )
    assert isinstance(said, ChatError) != isinstance(gone, ChatError)
    assert len(kept.files) == Attachment.objects.count() == int(isinstance(said, Message))


def all_of(person: User, message: Message) -> list[Attachment]:
    return [access.attachment(person, attachment.key) for attachment in shown(message)]


# Deleted, undone, forwarded, and swept -------------------------------------------------------------------------------


def sweep_everything() -> None:
    """What is discarded has been so for long."""
    Attachment.objects.filter(state=Attachment.State.DISCARDED).update(discarded_at="2026-01-01T00:00:00Z")
    due = sweeping.due()
    sweeping.forget(due, sweeping.remove_files(due))


def test_a_deletion_that_is_undone_brings_the_files_back_in_their_order(cast: Cast, said: Message, kept: Kept) -> None:
    before, files = shown(said), kept.files
    deletion.delete(cast.bob, said)
    assert shown(said) == []
    sweeping.due()
    deletion.restore(cast.bob, Message.objects.select_related("room").get(pk=said.pk))
    assert (shown(said), kept.files) == (before, files)


def test_after_the_sweep_nothing_of_a_deleted_message_is_left(cast: Cast, said: Message, kept: Kept) -> None:
    deletion.delete(cast.alice, said)
    sweep_everything()
    assert kept.is_empty


def test_what_is_forwarded_is_there_when_the_first_one_is_deleted(cast: Cast, said: Message, kept: Kept) -> None:
    copy = forwarding.forward(cast.dana, said, cast.room, uuid.uuid4())
    files = kept.files
    assert [(one.owner, one.stored_bytes) for one in shown(copy)] == [(cast.dana, 0)] * 2
    deletion.delete(cast.bob, said)
    sweep_everything()
    assert kept.files == files
    assert [one.stored_bytes for one in shown(copy)] == [one.size for one in shown(copy)]
    deletion.delete(cast.dana, copy)
    sweep_everything()
    assert kept.is_empty


def test_files_stay_while_any_copy_stays(cast: Cast, said: Message, kept: Kept) -> None:
    copies = [forwarding.forward(cast.dana, said, cast.room, uuid.uuid4()) for _ in range(2)]
    files = kept.files
    deletion.delete(cast.dana, copies[0])
    sweep_everything()
    assert (kept.files, [one.stored_bytes for one in shown(said)]) == (files, [20, 20])
    for message in (said, copies[1]):
        deletion.delete(message.author, message)
    sweep_everything()
    assert kept.is_empty


def test_forwarding_again_with_the_same_client_id_makes_no_second_copy(cast: Cast, said: Message) -> None:
    client_id = uuid.uuid4()
    first, again = (forwarding.forward(cast.dana, said, cast.room, client_id) for _ in range(2))
    assert first == again
    assert Attachment.objects.count() == 4


def test_an_edit_may_leave_files_alone_with_no_words(cast: Cast, said: Message) -> None:
    assert edits.edit(cast.bob, said, "").text == ""
    assert Edit.objects.count() == 1


def test_nothing_of_a_deleted_room_is_left(cast: Cast, said: Message, kept: Kept) -> None:
    cast.room.delete()
    Attachment.objects.update(created_at="2026-01-01T00:00:00Z")
    sweep_everything()
    sweep_everything()
    assert kept.is_empty
