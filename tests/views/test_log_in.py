"""Logging in and out."""

import pytest
from django.test import Client

from chat.actions import people
from chat.models import Session
from tests.cast import PASSWORD, Announced, Browser, Cast
from tests.views.page import Page

LOGIN = "/accounts/login/"


def log_in(client: Client, login: str, password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return client.post(LOGIN, {"login": login, "password": password})


@pytest.mark.parametrize("login", ["bob", "BOB", "bob@example.com", "Bob@Example.com", " bob "])
def test_bob_logs_in_by_username_and_by_e_mail(cast: Cast, client: Client, login: str) -> None:
    assert log_in(client, login).headers["Location"] == "/"
    assert Session.objects.get().person == cast.bob
    assert client.get("/rooms/workshop/").status_code == 200


@pytest.mark.parametrize(
    ("login", "password"),
    [("bob", "wrong"), ("nobody", PASSWORD), ("bob", ""), ("", PASSWORD), ("b\x00b", PASSWORD), ("bob", "x" * 5_000)],
)
def test_who_does_not_know_the_password_stays_outside_and_sees_a_sentence(
    cast: Cast, client: Client, login: str, password: str
) -> None:
    answer = log_in(client, login, password)
    page = Page(answer)
    assert answer.status_code == 200
    assert page.has(id="id_login_error") or page.has(id="id_password_error") or page.has(role="alert")
    assert client.get("/").headers["Location"].startswith(LOGIN)


def test_a_wrong_password_and_a_wrong_name_are_told_alike(cast: Cast, client: Client) -> None:
    texts = {Page(log_in(client, login, "wrong")).one(role="alert").text for login in ("bob", "nobody")}
    assert len(texts) == 1


def test_the_sixth_try_is_not_looked_at(cast: Cast, client: Client) -> None:
    for _ in range(5):
        log_in(client, "bob", "wrong")
    answer = log_in(client, "bob")
    assert "_auth_user_id" not in client.session
    assert answer.status_code in {200, 429}
    assert "Too many" in Page(answer).text
    assert log_in(Client(), "alice").status_code == 302


def test_the_administrations_door_is_the_same_door(cast: Cast, client: Client) -> None:
    answer = client.post("/admin/login/", {"username": "ada", "password": PASSWORD})
    assert answer.headers["Location"].startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def test_after_log_in_one_is_where_one_wanted_to_go(cast: Cast, client: Client) -> None:
    door = client.get("/rooms/workshop/members/").headers["Location"]
    answer = client.post(door, {"login": "bob", "password": PASSWORD})
    assert answer.headers["Location"] == "/rooms/workshop/members/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_after_log_in_nobody_is_led_elsewhere(cast: Cast, client: Client, elsewhere: str) -> None:
    answer = client.post(LOGIN, {"login": "bob", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_a_deactivated_person_is_told_so_and_stays_outside(cast: Cast, client: Client) -> None:
    people.deactivate(cast.ada, cast.bob)
    answer = client.post(LOGIN, {"login": "bob", "password": PASSWORD}, follow=True)
    assert "This account is closed" in Page(answer).text
    assert not Session.objects.filter(person=cast.bob).exists()


def test_log_in_changes_the_sessions_key(cast: Cast, client: Client) -> None:
    client.session["something"] = "typed before"
    before = client.session.session_key
    log_in(client, "bob")
    assert client.session.session_key != before


def test_logging_out_ends_this_log_in_and_closes_its_sockets_only(
    cast: Cast, browser: Browser, announced: Announced
) -> None:
    here, there = browser(cast.bob), browser(cast.bob)
    with announced() as heard:
        answer = here.post("/accounts/logout/")
    assert answer.headers["Location"] == LOGIN
    assert Session.objects.filter(person=cast.bob).count() == 1
    assert there.get("/rooms/workshop/").status_code == 200
    (signed_out,) = heard
    assert (signed_out.type, signed_out.person_id, bool(signed_out.digest)) == ("signed_out", cast.bob.pk, True)  # type: ignore[union-attr]


def test_nobody_is_logged_out_by_a_link(cast: Cast, browser: Browser) -> None:
    window = browser(cast.bob)
    assert Page(window.get("/accounts/logout/")).has("form", action="/accounts/logout/")
    assert Session.objects.filter(person=cast.bob).exists()


@pytest.mark.parametrize("cookie", ["x", "x" * 5_000, '"\\000\\000\\000\\000\\000\\000\\000\\000"', "ü" * 20])
def test_a_made_up_session_is_a_visitors(cast: Cast, client: Client, cookie: str) -> None:
    client.cookies["sessionid"] = cookie
    assert client.get("/").headers["Location"].startswith(LOGIN)
