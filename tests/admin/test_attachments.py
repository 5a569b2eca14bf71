"""What administrators see of files, and how they remove one."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from chat.actions import messages
from chat.models import Attachment, Message
from tests.cast import Browser, Cast
from tests.storing import Kept, upload

LIST = "admin:chat_attachment_changelist"


@pytest.fixture
def admin(cast: Cast, browser: Browser) -> Client:
    return browser(cast.ada)


@pytest.fixture
def posted(cast: Cast, kept: Kept) -> Attachment:
    """A file that Bob has sent, beside one of his that waits."""
    upload(cast.bob, bytes(5 * 1024), "draft.txt")
    attachment = upload(cast.bob, bytes(3 * 1024), "plan.txt")
    messages.post(cast.bob, cast.room, uuid.uuid4(), "Look", attachments=[attachment.key])
    return attachment


def listed(admin: Client, **query: str) -> str:
    return admin.get(reverse(LIST), query).content.decode()


@pytest.mark.usefixtures("posted")
def test_files_are_listed_with_whose_they_are_and_where(admin: Client) -> None:
    page = listed(admin)
    assert [word for word in ("plan.txt", "draft.txt", "bob", "workshop", "3.0") if word not in page] == []
    assert "draft.txt" not in listed(admin, where="posted")
    assert "plan.txt" not in listed(admin, where="waiting")


def test_a_file_cannot_be_changed_or_opened_there(admin: Client, posted: Attachment) -> None:
    page = admin.get(reverse("admin:chat_attachment_change", args=[posted.pk])).content.decode()
    assert 'name="name"' not in page
    assert posted.key not in page


def test_a_removed_file_leaves_its_message(admin: Client, posted: Attachment, kept: Kept) -> None:
    before = Message.objects.get().revision
    chosen = list(Attachment.objects.values_list("pk", flat=True))
    admin.post(reverse(LIST), {"action": "remove", "_selected_action": chosen})
    message = Message.objects.get()
    assert (message.text, message.attachments.count(), message.revision) == ("Look", 0, before + 1)
    assert Attachment.objects.get().state == Attachment.State.DISCARDED


@pytest.mark.usefixtures("posted")
def test_rooms_and_people_show_how_much_their_files_take(admin: Client) -> None:
    rooms = admin.get(reverse("admin:chat_room_changelist")).content.decode()
    people = admin.get(reverse("admin:chat_user_changelist")).content.decode()
    assert "3.0\u00a0KB" in rooms
    assert "8.0\u00a0KB" in people
    assert "8.0\u00a0KB" not in rooms
