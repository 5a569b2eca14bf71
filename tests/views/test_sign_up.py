"""New people: by the site's mode, and through an invitation's link."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from chat.actions import invitations
from chat.models import Invitation, User
from tests.cast import PASSWORD, Browser, Cast, member, together
from tests.views.page import Page

SIGNUP = "/accounts/signup/"
FORM = {"username": "gina", "email": "gina@example.com", "password1": PASSWORD, "password2": PASSWORD}


def link(cast: Cast, uses: int = 10) -> str:
    _, token = invitations.invite(cast.alice, cast.room, uses=uses)
    return f"/invitations/{token}/"


def test_anybody_signs_up_on_an_open_site(cast: Cast, client: Client, settings: Settings) -> None:
    settings.SIGNUP = "open"
    answer = client.post(SIGNUP, FORM, follow=True)
    gina = User.objects.get(username="gina")
    page = Page(answer)
    assert page.one("body")["data-person"] == str(gina.pk)
    assert page.one("section", data_room="")["data-slug"] == "lobby"


@pytest.mark.parametrize("mode", ["invite", "closed"])
def test_nobody_signs_up_without_a_link_elsewhere(cast: Cast, client: Client, settings: Settings, mode: str) -> None:
    settings.SIGNUP = mode
    for answer in (client.get(SIGNUP), client.post(SIGNUP, FORM)):
        assert not Page(answer).has("input", name="password1")
        assert "Ask a member for a link" in Page(answer).text
    assert not User.objects.filter(username="gina").exists()


def test_a_link_opens_the_door_and_leads_into_its_room(cast: Cast, client: Client) -> None:
    assert client.get(link(cast)).status_code == 200
    answer = client.post(SIGNUP, FORM, follow=True)
    assert Page(answer).one("section", data_room="")["data-slug"] == "workshop"
    assert member(cast.room, User.objects.get(username="gina")).is_present
    assert Invitation.objects.get().uses_left == 9


def test_the_last_use_of_a_link_leads_into_its_room_too(cast: Cast, client: Client) -> None:
    client.get(link(cast, uses=1))
    answer = client.post(SIGNUP, FORM, follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/rooms/workshop/")
    assert Invitation.objects.get().uses_left == 0


def test_a_closed_site_stays_closed_with_a_link(cast: Cast, client: Client, settings: Settings) -> None:
    settings.SIGNUP = "closed"
    client.get(link(cast))
    client.post(SIGNUP, FORM)
    assert not User.objects.filter(username="gina").exists()


def test_a_link_that_was_taken_back_opens_nothing(cast: Cast, client: Client) -> None:
    client.get(link(cast))
    Invitation.objects.all().delete()
    client.post(SIGNUP, FORM)
    assert not User.objects.filter(username="gina").exists()


def test_on_an_open_site_a_dead_link_does_not_matter(cast: Cast, client: Client, settings: Settings) -> None:
    settings.SIGNUP = "open"
    client.get(link(cast))
    Invitation.objects.all().delete()
    answer = client.post(SIGNUP, FORM, follow=True)
    assert Page(answer).one("section", data_room="")["data-slug"] == "lobby"


def test_looking_at_a_link_lets_nobody_in(cast: Cast, client: Client, browser: Browser) -> None:
    address, charlie = link(cast, uses=1), browser(cast.charlie)
    for window in (client, charlie):
        page = Page(window.get(address))
        assert "You are invited to workshop" in page.text
        assert window.head(address).status_code == 200
    assert Invitation.objects.get().uses_left == 1
    assert not cast.room.memberships.filter(person=cast.charlie).exists()


def test_charlie_joins_by_the_links_button(cast: Cast, browser: Browser) -> None:
    charlie, address = browser(cast.charlie), link(cast, uses=1)
    assert charlie.post(address).headers["Location"] == "/rooms/workshop/"
    assert cast.membership("charlie").is_present
    again = charlie.get(address)
    assert again.status_code == 404
    assert "This invitation is not valid" in Page(again).text


def test_a_visitor_who_has_an_account_logs_in_and_finds_the_link_again(cast: Cast, client: Client) -> None:
    address = link(cast)
    login = Page(client.get(address)).one("a", href=f"/accounts/login/?next={address}")
    answer = client.post(login["href"], {"login": "charlie", "password": PASSWORD})
    assert answer.headers["Location"] == address


@pytest.mark.parametrize("token", ["wrong", "x" * 500, "%00", "../..", "%E2%80%AE"])
def test_a_made_up_link_is_no_link(cast: Cast, client: Client, token: str) -> None:
    assert client.get(f"/invitations/{token}/").status_code in {302, 404}
    assert "invitation" not in client.session


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("username", "al", True),
        ("username", "gi na", True),
        ("username", "gina\u202e", True),
        ("username", "ginä", True),
        ("username", "x" * 33, True),
        ("username", "bob", True),
        ("username", "BOB", True),
        ("email", "nowhere", True),
        ("email", "bob@example.com", True),
        ("password1", "12345678", False),
        ("password1", "x" * 1_025, False),
        ("password2", "something else", False),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_is_kept(  # type: ignore[no-untyped-def]
    cast: Cast, client: Client, settings, field: str, value: str, kept: bool
) -> None:
    settings.SIGNUP = "open"
    people = User.objects.count()
    form = FORM | {field: value} | ({"password2": value} if field == "password1" else {})
    page = Page(client.post(SIGNUP, form))
    assert User.objects.count() == people
    assert page.has(id=f"id_{field}_error")
    assert (page.field("username")["value"], page.field("email")["value"]) == (form["username"], form["email"])


def test_capitals_make_no_second_gina(cast: Cast, client: Client, settings: Settings) -> None:
    settings.SIGNUP = "open"
    client.post(SIGNUP, FORM | {"username": "Gina"})
    assert list(User.objects.filter(username__iexact="gina").values_list("username", flat=True)) in ([], ["gina"])


def sign_up_through(address: str, username: str, ready: Client) -> Callable[[], HttpResponse]:
    ready.get(address)
    form = FORM | {"username": username, "email": f"{username}@example.com"}
    return lambda: ready.post(SIGNUP, form)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_up_with_the_last_use_one_becomes_a_person(live_cast: Cast) -> None:
    address = link(live_cast, uses=1)
    answers = together(*(sign_up_through(address, name, Client()) for name in ("gina", "hank")))
    assert sorted(answer.status_code for answer in answers) in ([200, 302], [302, 404])  # type: ignore[attr-defined]
    new = User.objects.filter(username__in=["gina", "hank"])
    assert new.count() == 1
    assert member(live_cast.room, new.get()).is_present
    assert Invitation.objects.get().uses_left == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_username_at_once_one_gets_it_and_one_a_sentence(
    live_cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SIGNUP = "open"
    # Both forms looked before either commit.
    monkeypatch.setattr("chat.accounts.AccountAdapter.clean_username", lambda self, username, shallow=False: username)
    first, second = (Client().post(SIGNUP, FORM | {"email": f"{name}@example.com"}) for name in "ab")
    assert (first.status_code, second.status_code) == (302, 409)
    assert "Somebody was faster" in Page(second).text
    assert User.objects.filter(username="gina").count() == 1


def test_who_sends_the_form_just_after_the_last_use_becomes_nobody(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(link(cast))
    monkeypatch.setattr("chat.accounts.AccountAdapter.is_open_for_signup", lambda self, request: True)
    Invitation.objects.update(uses_left=0)
    assert client.post(SIGNUP, FORM).status_code == 404
    assert not User.objects.filter(username="gina").exists()
