"""A browser that is signed in asks the API."""

import re

import pytest
from django.test import Client

from chat.actions import people
from chat.models import Message
from tests.api.program import API
from tests.cast import Cast

MESSAGES = f"{API}/rooms/workshop/messages"
JSON = "application/json"


@pytest.fixture
def window(cast: Cast) -> Client:
    """Alice's browser."""
    window = Client(enforce_csrf_checks=True)
    window.force_login(cast.alice)
    return window


def csrf_token(window: Client) -> str:
    """Return the token that a page's forms hold, as scripts find it."""
    page = window.get("/profile/").content.decode()
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]  # type: ignore[index]


def test_reading_needs_the_session_alone(window: Client) -> None:
    answer = window.get(f"{API}/me").json()
    assert answer["person"]["username"] == "alice"
    assert answer["token"] is None


@pytest.mark.parametrize("method", ["post", "patch", "put", "delete"])
def test_nothing_is_changed_without_the_csrf_token(window: Client, method: str) -> None:
    answer = getattr(window, method)(MESSAGES if method == "post" else f"{MESSAGES}/1/pin", b"{}", JSON)
    assert answer.status_code in {403, 405}
    if answer.status_code == 403:
        assert answer.json()["code"] == "no_csrf_token"


def test_with_the_csrf_token_one_posts(window: Client) -> None:
    sent = {"X-CSRFToken": csrf_token(window)}
    assert window.post(MESSAGES, {"text": "Hello"}, JSON, headers=sent).status_code == 201
    assert Message.objects.get().author.username == "alice"


def test_another_sites_page_posts_nothing(window: Client) -> None:
    sent = {"X-CSRFToken": csrf_token(window), "Origin": "https://elsewhere.example"}
    answer = window.post(MESSAGES, {"text": "Hello"}, JSON, headers=sent)
    assert (answer.status_code, answer.json()["code"]) == (403, "no_csrf_token")
    assert not Message.objects.exists()


def test_who_is_signed_out_is_told_so_as_a_problem_and_led_nowhere(window: Client, cast: Cast) -> None:
    people.deactivate(cast.ada, cast.alice)
    answer = window.get(f"{API}/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
