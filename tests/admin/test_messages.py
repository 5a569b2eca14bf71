"""What administrators see of a message."""

import pytest
from django.test import Client
from django.urls import reverse

from chat.actions import edits, pins, reactions
from chat.models import Message
from tests.cast import Browser, Cast


@pytest.fixture
def admin(cast: Cast, browser: Browser) -> Client:
    return browser(cast.ada)


def page_of(admin: Client, message: Message) -> str:
    return admin.get(reverse("admin:chat_message_change", args=[message.pk])).content.decode()


def test_earlier_versions_mentions_reactions_and_pins_are_there(cast: Cast, admin: Client) -> None:
    said = cast.say("alice", "Before, @bob")
    edits.edit(cast.alice, said, "After, @bob")
    reactions.add(cast.dana, said, "🎉")
    pins.pin(cast.dana, said)
    page = page_of(admin, said)
    assert "Before, @bob" in page
    assert "After, @bob" in page
    assert "🎉" in page
    assert page.count("dana") >= 2, "who pinned and who reacted"


def test_none_of_it_can_be_changed_by_hand(cast: Cast, admin: Client) -> None:
    said = cast.say("alice", "Mine, @bob")
    edits.edit(cast.alice, said, "Still mine, @bob")
    page = page_of(admin, said)
    assert 'name="edits-0-text"' not in page
    assert 'name="mentions-0-person"' not in page
    assert "DELETE" not in page


def test_pinned_and_edited_messages_can_be_listed(cast: Cast, admin: Client) -> None:
    edits.edit(cast.alice, cast.say("alice", "First"), "Changed")
    cast.say("bob", "Second")
    listed = admin.get(reverse("admin:chat_message_changelist"), {"edited_at__isempty": "0"}).content.decode()
    assert "Changed" in listed
    assert "Second" not in listed
