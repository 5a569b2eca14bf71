"""The page of a room's invitation links."""

import re

import pytest
from django.test import Client

from chat import limits
from chat.actions import invitations
from chat.models import Invitation, Room
from tests.cast import Browser, Cast
from tests.views.page import Page

LINKS = "/rooms/workshop/invitations/"


def new_link(answer) -> str:  # type: ignore[no-untyped-def]
    return Page(answer).one("input", id="link")["value"]


def test_alice_makes_a_link_that_is_shown_once(cast: Cast, browser: Browser, client: Client) -> None:
    window = browser(cast.alice)
    link = new_link(window.post(LINKS, {"days": 3, "uses": 2}))
    assert re.fullmatch(r"http://\S+/invitations/[\w-]{22,}/", link)
    assert client.get(link.removeprefix("http://testserver")).status_code == 200
    assert link.split("/")[-2] not in window.get(LINKS).content.decode()
    assert Invitation.objects.get().uses_left == 2


def test_links_are_listed_and_taken_back(cast: Cast, browser: Browser) -> None:
    invitation, token = invitations.invite(cast.alice, cast.room, uses=1)
    window = browser(cast.dana)
    page = Page(window.get(LINKS))
    assert "Made by alice" in page.text
    assert "For 1 more person" in page.text
    window.post(page.one("form", action=f"{LINKS}{invitation.pk}/revoke/")["action"])
    assert window.get(f"/invitations/{token}/").status_code == 404
    assert "No link is open." in Page(window.get(LINKS)).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("days", "0"),
        ("days", "-1"),
        ("days", str(limits.INVITATION_DAYS_MAX + 1)),
        ("days", "soon"),
        ("days", "9" * 5_000),
        ("uses", "0"),
        ("uses", str(limits.INVITATION_USES_MAX + 1)),
        ("uses", ""),
    ],
)
def test_a_link_that_cannot_be_is_told(cast: Cast, browser: Browser, field: str, value: str) -> None:
    page = Page(browser(cast.alice).post(LINKS, {"days": 1, "uses": 1, field: value}))
    assert page.one(id=f"id_{field}_error").text
    assert not Invitation.objects.exists()


def test_links_of_another_room_are_neither_listed_nor_taken_back(cast: Cast, browser: Browser) -> None:
    other, _ = invitations.invite(cast.ada, Room.objects.get(slug="lobby"))
    window = browser(cast.alice)
    assert "No link is open." in Page(window.get(LINKS)).text
    assert window.post(f"{LINKS}{other.pk}/revoke/").status_code == 404
    assert Invitation.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("number", ["0", "999", "9" * 40])
def test_a_link_that_is_not_there_is_not_taken_back(cast: Cast, browser: Browser, number: str) -> None:
    assert browser(cast.alice).post(f"{LINKS}{number}/revoke/").status_code == 404
