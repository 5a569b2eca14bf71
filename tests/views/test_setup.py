"""The first visit makes the administrator and the first room."""

import threading
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from chat.models import Community, Room, User
from chat.setup_key import setup_key
from chat.views import setup
from tests.cast import PASSWORD, Cast, together
from tests.views.page import Page

FORM = {
    "community": "The Harbour",
    "room": "General",
    "username": "alice",
    "display_name": "Alice Winter",
    "email": "alice@example.com",
    "password": PASSWORD,
}


@pytest.fixture
def reachable(settings: Settings) -> str:
    """Other machines reach the server; return the key that its console showed."""
    settings.BEHIND_PROXY = True
    return setup_key() or ""


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/rooms/", "/accounts/login/", "/admin/", "/nothing/"])
def test_every_first_visit_leads_to_the_set_up_page(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/setup/")


@pytest.mark.django_db
def test_the_first_visitor_becomes_the_administrator(client: Client) -> None:
    answer = client.post("/setup/", FORM, follow=True)
    alice = User.objects.get()
    assert (alice.is_administrator, alice.name, alice.check_password(PASSWORD)) == (True, "Alice Winter", True)
    assert Page(answer).one("section", data_room="")["data-slug"] == "general"
    assert Page(answer).one("body")["data-person"] == str(alice.pk)


@pytest.mark.django_db
def test_on_this_machine_no_key_is_asked_for(client: Client) -> None:
    assert not Page(client.get("/setup/")).has("input", name="key")


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "wrong", "schlüssel"])
def test_from_outside_nobody_comes_in_without_the_key(client: Client, reachable: str, key: str) -> None:
    answer = client.post("/setup/", FORM | {"key": key})
    assert answer.status_code == 200
    assert not User.objects.exists()
    assert Page(answer).field("community")["value"] == "The Harbour"


@pytest.mark.django_db
def test_from_outside_the_key_opens(client: Client, reachable: str) -> None:
    assert len(reachable) >= 12
    assert client.post("/setup/", FORM | {"key": f" {reachable} "}).status_code == 302
    assert User.objects.get().is_administrator


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("community", ""),
        ("community", "x" * 81),
        ("community", "\u202egnp"),
        ("room", ""),
        ("room", "\u200b"),
        ("username", "Alice Winter"),
        ("username", "al"),
        ("display_name", "Al\x07ice"),
        ("email", ""),
        ("email", "alice"),
        ("password", ""),
        ("password", "alice"),
        ("password", "12345678"),
        ("password", "x" * 2_000),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_is_kept(client: Client, field: str, value: str) -> None:
    answer = client.post("/setup/", FORM | {field: value})
    page = Page(answer)
    assert answer.status_code == 200
    assert page.has(id=f"id_{field}_error")
    assert not User.objects.exists()
    kept = {name for name in FORM if name not in {field, "password"}}
    assert {page.field(name)["value"] for name in kept} == {FORM[name] for name in kept}
    assert "value" not in page.field("password").attributes


@pytest.mark.django_db
def test_after_the_first_visit_the_page_is_gone(client: Client, cast: Cast) -> None:
    answer = client.post("/setup/", FORM | {"username": "mallory"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert not User.objects.filter(username="mallory").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_racing_first_visits_one_makes_the_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    both_past_the_door, real = threading.Barrier(2), setup.found

    def found(*typed) -> User:  # type: ignore[no-untyped-def]
        both_past_the_door.wait()
        return real(*typed)

    monkeypatch.setattr(setup, "found", found)
    visits = [visit("alice"), visit("mallory")]
    answers = together(*visits)
    assert sorted(answer.headers["Location"] for answer in answers) == ["/", "/accounts/login/"]  # type: ignore[attr-defined]
    assert [User.objects.count(), Room.objects.count(), Community.objects.count()] == [1, 1, 1]


def visit(username: str) -> Callable[[], HttpResponse]:
    return lambda: Client().post("/setup/", FORM | {"username": username})
