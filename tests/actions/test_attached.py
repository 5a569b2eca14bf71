"""What people do with their files: send them and describe them; and what others may not."""

import uuid

import pytest

from chat import access, limits
from chat.actions import attached, messages, rooms, uploads
from chat.actions.attaching import GONE, TOO_MANY
from chat.errors import Invalid, RoomArchived
from chat.models import Attachment, Message, Room
from tests.actions.sending import show, shown
from tests.cast import Announced, Cast, together
from tests.storing import Kept, upload

# Sending -------------------------------------------------------------------------------------------------------------


def test_files_keep_the_order_in_which_they_were_chosen(cast: Cast, kept: Kept) -> None:
    first, second, third = (upload(cast.bob) for _ in range(3))
    message = show(cast.bob, cast.room, [third, first, second])
    assert shown(message) == [third, first, second]
    assert {one.room_id for one in shown(message)} == {cast.room.pk}


def test_a_message_of_files_needs_no_words(cast: Cast, kept: Kept) -> None:
    assert show(cast.bob, cast.room, [upload(cast.bob)], text=" ").text == ""


@pytest.mark.parametrize("case", ["another's", "unknown", "twice", "sent already"])
def test_files_that_are_not_ones_own_to_send_are_refused(cast: Cast, kept: Kept, case: str) -> None:
    mine, hers = upload(cast.bob), upload(cast.alice)
    sent = upload(cast.bob)
    show(cast.bob, cast.room, [sent])
    wrong = {"another's": hers.key, "unknown": "x" * 22, "twice": mine.key, "sent already": sent.key}[case]
    with pytest.raises(Invalid) as refused:
        messages.post(cast.bob, cast.room, uuid.uuid4(), "Look", attachments=[mine.key, wrong])
    assert refused.value.fields == {"attachments": GONE}
    assert Message.objects.count() == 1
    assert set(Attachment.objects.filter(message=None)) == {mine, hers}


def test_more_files_than_one_message_has_are_refused(cast: Cast, kept: Kept) -> None:
    with pytest.raises(Invalid) as refused:
        messages.post(cast.bob, cast.room, uuid.uuid4(), "", attachments=["x"] * (limits.ATTACHMENTS + 1))
    assert refused.value.fields == {"attachments": TOO_MANY}


def test_a_post_that_is_repeated_has_its_files_once(cast: Cast, kept: Kept) -> None:
    attachment, client_id = upload(cast.bob), uuid.uuid4()
    first, again = (
        messages.post(cast.bob, cast.room, client_id, "Look", attachments=[attachment.key]) for _ in range(2)
    )
    assert first == again
    assert shown(first) == list(again.attachments.all()) == [attachment]


@pytest.mark.django_db(transaction=True)
def test_a_file_that_two_messages_want_at_once_belongs_to_one(live_cast: Cast, kept: Kept) -> None:
    attachment = upload(live_cast.bob)

    def deed() -> Message:
        return show(live_cast.bob, Room.objects.get(pk=live_cast.room.pk), [attachment])

    results = together(deed, deed)
    winner = next(one for one in results if isinstance(one, Message))
    assert [type(one) for one in results if one is not winner] == [Invalid]
    assert Message.objects.count() == 1
    assert shown(winner) == [attachment]


def test_a_form_leaves_no_file_behind_when_its_post_is_refused_or_repeated(cast: Cast, kept: Kept) -> None:
    client_id = uuid.uuid4()
    said = uploads.post_with_file(cast.bob, cast.room, client_id, "Look", lambda: upload(cast.bob), None)
    again = uploads.post_with_file(cast.bob, cast.room, client_id, "Look", lambda: upload(cast.bob), None)
    with pytest.raises(Invalid):
        uploads.post_with_file(cast.bob, cast.room, uuid.uuid4(), "x" * 20_000, lambda: upload(cast.bob), None)
    assert said == again
    assert list(Attachment.objects.all()) == shown(said)
    assert len(kept.files) == 1


# Describing ----------------------------------------------------------------------------------------------------------


def test_bob_describes_a_file_that_waits(cast: Cast, kept: Kept) -> None:
    attachment = attached.describe(cast.bob, upload(cast.bob), "  A cat\n on a winch ")
    attachment.refresh_from_db()
    assert attachment.alt == "A cat on a winch"


def test_a_description_of_what_was_sent_is_a_change_that_everybody_hears_of(
    cast: Cast, said: Message, announced: Announced
) -> None:
    with announced() as heard:
        attached.describe(cast.bob, access.attachment(cast.bob, shown(said)[1].key), "A winch")
    message = Message.objects.get(pk=said.pk)
    assert [one.alt for one in shown(said)] == ["", "A winch"]
    assert (message.revision, len(heard)) == (said.revision + 1, 1)
    assert message.edited_at is None


def test_the_same_description_changes_nothing(cast: Cast, said: Message, announced: Announced) -> None:
    with announced() as heard:
        attached.describe(cast.bob, access.attachment(cast.bob, shown(said)[0].key), "")
    assert heard == []


@pytest.mark.parametrize("alt", ["x" * (limits.ALT_CHARACTERS + 1), "a\x00b", "a\ud800b"])
def test_what_cannot_be_stored_is_no_description(cast: Cast, kept: Kept, alt: str) -> None:
    with pytest.raises(Invalid) as refused:
        attached.describe(cast.bob, upload(cast.bob), alt)
    assert list(refused.value.fields) == ["alt"]


def test_nothing_is_described_in_an_archived_room(cast: Cast, said: Message) -> None:
    rooms.archive(cast.alice, cast.room)
    with pytest.raises(RoomArchived):
        attached.describe(cast.bob, access.attachment(cast.bob, shown(said)[0].key), "A winch")
