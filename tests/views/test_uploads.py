"""The addresses of uploads: bytes in, JSON out, and refusals that a script can read."""

import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from chat import limits
from chat.actions import messages, uploads
from chat.errors import StorageAway
from chat.files import store
from chat.models import Attachment, Message
from tests.cast import Browser, Cast
from tests.storing import Kept, upload

HTML = {"headers": {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}}
JSON = {"headers": {"Accept": "application/json"}}


def send(window: Client, content: bytes = b"Two ropes", name: str = "list.txt", **more: Any) -> HttpResponse:
    """Return what the window gets for these bytes."""
    more = {"content_type": "application/octet-stream"} | more
    return window.post(reverse("chat:uploads", query={"name": name}), content, **more)


def refusal(answer: HttpResponse) -> dict[str, Any]:
    assert answer.headers["Content-Type"] == "application/json"
    return dict(answer.json()["error"])


def test_bob_uploads_a_file(cast: Cast, browser: Browser, kept: Kept) -> None:
    answer = send(browser(cast.bob))
    attachment = Attachment.objects.get()
    assert (answer.status_code, answer.json()) == (201, attachment.as_dict())
    assert (attachment.owner, attachment.name, attachment.size) == (cast.bob, "list.txt", 9)


@pytest.mark.parametrize("content_type", ["image/png", "text/html; charset=utf-16", "nonsense", ""])
def test_what_a_browser_says_of_the_content_has_no_say(
    cast: Cast, browser: Browser, kept: Kept, content_type: str
) -> None:
    assert send(browser(cast.bob), content_type=content_type).json()["kind"] == "file"


def test_more_than_django_holds_in_memory_is_taken(cast: Cast, browser: Browser, kept: Kept) -> None:
    assert send(browser(cast.bob), bytes(5_000_000)).json()["size"] == 5_000_000


def test_a_name_is_made_harmless(cast: Cast, browser: Browser, kept: Kept) -> None:
    assert send(browser(cast.bob), name="../../\u202eevil\x00.txt").json()["name"] == "evil.txt"
    assert send(browser(cast.bob), name="").json()["name"] == "file"


@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_a_form_is_no_file(cast: Cast, browser: Browser, kept: Kept, content_type: str) -> None:
    answer = send(browser(cast.bob), content_type=content_type)
    assert (answer.status_code, refusal(answer)["fields"]) == (
        422,
        {"file": "Send the bytes of the file themselves, not a form."},
    )
    assert kept.is_empty


@pytest.mark.parametrize("accept", [HTML, JSON, {}])
def test_a_refusal_is_json_whatever_is_accepted(
    cast: Cast, browser: Browser, kept: Kept, monkeypatch: pytest.MonkeyPatch, accept: dict[str, Any]
) -> None:
    monkeypatch.setattr(limits, "UPLOAD_BYTES", 3)
    answer = send(browser(cast.bob), **accept)
    assert answer.status_code == 413
    assert refusal(answer).keys() == {"code", "message", "fields", "retry_after"}
    assert refusal(answer)["code"] == "too_large"


def test_what_may_be_repeated_says_when(
    cast: Cast, browser: Browser, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StorageAway(retry_after=2)

    monkeypatch.setattr(store, "keep", away)
    answer = send(browser(cast.bob))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert (refusal(answer)["code"], refusal(answer)["retry_after"]) == ("storage_away", 2)


def test_nobody_uploads_without_a_token_of_the_page(cast: Cast, kept: Kept) -> None:
    window = Client(enforce_csrf_checks=True)
    window.force_login(cast.bob)
    assert send(window).status_code == 403
    assert kept.is_empty


# One's own, later ----------------------------------------------------------------------------------------------------


def test_a_script_describes_and_is_told_what_it_is_now(cast: Cast, browser: Browser, kept: Kept) -> None:
    address = reverse("chat:upload", args=[upload(cast.bob).key])
    answer = browser(cast.bob).post(address, {"alt": "A winch"}, **JSON)
    assert (answer.status_code, answer.json()["alt"]) == (200, "A winch")


def test_a_form_that_describes_leads_back_to_the_list(cast: Cast, browser: Browser, kept: Kept) -> None:
    address = reverse("chat:upload", args=[upload(cast.bob).key])
    answer = browser(cast.bob).post(address, {"alt": "A winch"}, **HTML)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("chat:uploads"))
    assert Attachment.objects.get().alt == "A winch"


def test_a_script_takes_away_and_the_file_is_gone(cast: Cast, browser: Browser, kept: Kept) -> None:
    address = reverse("chat:upload-delete", args=[upload(cast.bob).key])
    assert browser(cast.bob).post(address, **JSON).status_code == 204
    again = browser(cast.bob).post(address, **JSON)
    assert (again.status_code, refusal(again)["code"]) == (404, "not_found")
    assert kept.is_empty


def test_a_form_takes_away_what_was_sent(cast: Cast, browser: Browser, kept: Kept) -> None:
    attachment = upload(cast.bob)
    said = messages.post(cast.bob, cast.room, uuid.uuid4(), "Look", attachments=[attachment.key])
    answer = browser(cast.bob).post(reverse("chat:upload-delete", args=[attachment.key]), **HTML)
    assert answer.headers["Location"] == reverse("chat:uploads")
    assert list(Message.objects.get(pk=said.pk).attachments.all()) == []


def test_what_waits_is_nobody_elses(cast: Cast, browser: Browser, kept: Kept) -> None:
    key = upload(cast.bob).key
    for name in ("upload", "upload-delete"):
        address = reverse(f"chat:{name}", args=[key])
        assert browser(cast.alice).post(address, {"alt": "Mine"}, **JSON).status_code == 404
    assert Attachment.objects.get().alt == ""


def test_the_quota_of_waiting_files_is_told(
    cast: Cast, browser: Browser, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UPLOADS_WAITING", 1)
    window = browser(cast.bob)
    send(window)
    answer = send(window)
    assert (answer.status_code, refusal(answer)["message"]) == (413, uploads.TOO_MANY_WAITING)
