"""The page of one's access tokens, and the administrators' list of everybody's."""

import re

import pytest

from chat.actions import rooms, tokens
from chat.models import Token
from tests.api.program import Program
from tests.cast import Browser, Cast
from tests.views.page import Page

TOKENS = "/profile/tokens/"


def test_alice_makes_a_token_that_is_shown_once(cast: Cast, browser: Browser) -> None:
    window = browser(cast.alice)
    answer = window.post(TOKENS, {"name": "Build server", "scope": "post", "days": "30"})
    secret = Page(answer).one("input", id="token")["value"]
    assert re.fullmatch(r"chs_[0-9a-f]{10}_[0-9a-f]{64}", secret)
    assert "no-store" in answer.headers["Cache-Control"]
    again = window.get(TOKENS).content.decode()
    assert secret not in again
    assert secret.rpartition("_")[0] in again
    told = Program(secret).get("/me")["token"]
    assert (told["name"], told["scope"], told["rooms"]) == ("Build server", "post", None)


def test_a_token_for_one_room_until_revoked(cast: Cast, browser: Browser) -> None:
    rooms.create(cast.alice, "open", "Boat shed")
    window = browser(cast.alice)
    answer = window.post(TOKENS, {"name": "Logs", "scope": "read", "days": "0", "rooms": ["boat-shed"]})
    told = Program(Page(answer).one("input", id="token")["value"]).get("/me")["token"]
    assert (told["rooms"], told["expires_at"]) == (["boat-shed"], None)
    assert "#boat-shed" in Page(answer).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 61),
        ("scope", "everything"),
        ("days", "366"),
        ("days", ""),
        ("days", "soon"),
        ("rooms", "lobby"),
    ],
)
def test_a_token_that_cannot_be_is_told(cast: Cast, browser: Browser, field: str, value: str) -> None:
    page = Page(browser(cast.alice).post(TOKENS, {"name": "Logs", "scope": "read", "days": "7", field: value}))
    assert page.one(id=f"id_{field}_error").text
    assert not Token.objects.exists()


def test_one_sees_ones_own_and_revokes_them(cast: Cast, browser: Browser) -> None:
    tokens.create(cast.bob, "Bob's phone", "read", days=7)
    tokens.create(cast.alice, "Build server", "read", days=7)
    window = browser(cast.alice)
    page = Page(window.get(TOKENS))
    assert "Build server" in page.text
    assert "Bob's phone" not in page.text
    revoke = next(form["action"] for form in page.all("form") if "revoke" in form.attributes.get("action", ""))
    assert "Build server” is revoked" in Page(window.post(revoke, follow=True)).text
    assert Token.objects.valid().get().person == cast.bob


def test_an_administrator_revokes_in_django_admin(cast: Cast, browser: Browser) -> None:
    token, _secret = tokens.create(cast.bob, "Build server", "read", days=7)
    window = browser(cast.ada)
    listed = window.get("/admin/chat/token/").content.decode()
    assert token.key in listed
    assert token.token_hash not in window.get(f"/admin/chat/token/{token.pk}/change/").content.decode()
    window.post("/admin/chat/token/", {"action": "revoke", "_selected_action": [token.pk]})
    assert not Token.objects.valid().exists()
    assert browser(cast.alice).get("/admin/chat/token/").status_code == 302


def test_the_profile_leads_there(cast: Cast, browser: Browser) -> None:
    assert Page(browser(cast.alice).get("/profile/")).has("a", href=TOKENS)
