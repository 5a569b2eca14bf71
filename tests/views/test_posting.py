"""A post from a form, into a room or a thread: with a file it works without JavaScript, too."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from chat import limits
from chat.models import Attachment, Message
from tests.cast import Browser, Cast
from tests.storing import Kept
from tests.views.page import Page

PLACES = ["room", "thread"]


def post(cast: Cast, browser: Browser, place: str, content: bytes = b"Two ropes", **fields: Any) -> HttpResponse:
    """Return what Bob gets when he sends the form of a room, or of the thread of its first message."""
    if not Message.objects.exists():
        cast.say("alice", "What do we need?")
    address = reverse(f"chat:{place}", args=[cast.room.slug, *([1] if place == "thread" else [])])
    form = {"text": "Look", "client_id": uuid.uuid4(), "file": SimpleUploadedFile("list.txt", content)}
    return browser(cast.bob).post(address, form | fields)


@pytest.mark.parametrize("place", PLACES)
def test_bob_sends_a_file_with_his_words(cast: Cast, browser: Browser, kept: Kept, place: str) -> None:
    answer = post(cast, browser, place)
    said = Message.objects.get(number=2)
    assert answer.status_code == 302
    assert [(one.name, one.size) for one in said.attachments.all()] == [("list.txt", 9)]
    assert (said.text, said.answers_id is not None) == ("Look", place == "thread")
    assert len(kept.files) == 1
    assert list(kept.incoming.iterdir()) == []


@pytest.mark.parametrize("place", PLACES)
def test_a_file_needs_no_words(cast: Cast, browser: Browser, kept: Kept, place: str) -> None:
    assert post(cast, browser, place, text="").status_code == 302
    assert Message.objects.get(number=2).attachments.count() == 1


@pytest.mark.parametrize("place", PLACES)
def test_neither_words_nor_file_is_nothing(cast: Cast, browser: Browser, kept: Kept, place: str) -> None:
    answer = post(cast, browser, place, text="", file="")
    assert answer.status_code == 422
    assert Message.objects.count() == 1


@pytest.mark.parametrize("place", PLACES)
def test_words_stay_when_the_file_is_refused(
    cast: Cast, browser: Browser, kept: Kept, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(limits, "UPLOAD_BYTES", 3)
    client_id = uuid.uuid4()
    answer = post(cast, browser, place, text="Look at this", client_id=client_id)
    page = Page(answer)
    assert answer.status_code == 413
    assert "This file is too large." in page.text
    assert "Look at this" in page.text
    assert page.has("input", name="client_id", value=str(client_id))
    assert Message.objects.count() == 1
    assert kept.is_empty


@pytest.mark.parametrize("place", PLACES)
def test_no_file_stays_when_the_words_are_refused(cast: Cast, browser: Browser, kept: Kept, place: str) -> None:
    answer = post(cast, browser, place, text="x" * (limits.MESSAGE_CHARACTERS + 1))
    assert answer.status_code == 422
    assert kept.is_empty


def test_a_form_that_is_sent_twice_is_one_message_with_one_file(cast: Cast, browser: Browser, kept: Kept) -> None:
    client_id = uuid.uuid4()
    for _ in range(2):
        assert post(cast, browser, "room", client_id=client_id).status_code == 302
    assert Message.objects.count() == 2
    assert Attachment.objects.count() == len(kept.files) == 1
