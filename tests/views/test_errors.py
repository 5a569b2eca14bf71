"""What a visitor sees when something goes wrong: a sentence and a way on, never a traceback."""

import pytest
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from chat import errors
from chat.errors import ChatError
from chat.views import profile
from tests.cast import Browser, Cast
from tests.views.page import Page

KINDS = [kind for kind in ChatError.__subclasses__() if kind is not errors.Busy]


def broken(browser: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception) -> HttpResponse:
    """Return what Bob sees when his profile page raises this."""

    def rename(*_: object) -> None:
        raise error

    monkeypatch.setattr(profile.people, "rename", rename)
    window = browser(cast.bob)
    window.raise_request_exception = False
    answer: HttpResponse = window.post("/profile/", {"display_name": "Robert"})
    return answer


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_refusal_is_a_page_with_its_status(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch, kind: type[ChatError]
) -> None:
    answer = broken(browser, cast, monkeypatch, kind())
    assert answer.status_code == kind.status
    assert Page(answer).has("a", href="/")
    assert str(kind.sentence) in Page(answer).text or kind is errors.NotFound
    assert "Retry-After" not in answer.headers


def test_a_refusal_says_what_is_wrong_with_each_field(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = broken(browser, cast, monkeypatch, errors.Invalid(fields={"x": "Take <b>another</b> one."}))
    assert "Take <b>another</b> one." in Page(answer).text
    assert "<b>another" not in answer.content.decode()


@pytest.mark.parametrize(("wait", "told"), [(0.1, "1"), (2, "2"), (2.4, "3"), (5, "5")])
def test_a_refusal_says_when_to_try_again(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch, wait: float, told: str
) -> None:
    answer = broken(browser, cast, monkeypatch, errors.SlowDown(retry_after=wait))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, told)


@pytest.mark.parametrize("error", [OperationalError("locked"), InterfaceError("gone")])
def test_a_database_that_is_away_is_told_as_busy(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    answer = broken(browser, cast, monkeypatch, error)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert "The chat is busy" in Page(answer).text


def test_what_the_database_cannot_store_is_the_visitors_to_correct(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = broken(browser, cast, monkeypatch, DataError("NUL"))
    assert answer.status_code == 422


def test_a_bug_is_a_page_without_a_traceback(cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = broken(browser, cast, monkeypatch, ZeroDivisionError("the reason"))
    assert answer.status_code == 500
    assert "Something broke on our side" in Page(answer).text
    assert "the reason" not in answer.content.decode()


def test_the_page_for_bugs_needs_nothing() -> None:
    assert "Something broke on our side" in render_to_string("500.html")


@pytest.mark.parametrize("address", ["/nothing/", "/rooms/absent/", "/rooms/a b/", "/rooms/../../etc/passwd"])
def test_what_is_not_there_is_said_to_be_not_there(cast: Cast, browser: Browser, address: str) -> None:
    answer = browser(cast.bob).get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in Page(answer).text


@pytest.mark.parametrize(
    "address",
    ["/rooms/workshop/members/%00/role/", "/rooms/?q=%00", "/rooms/%00/", "/rooms/workshop/members/%FF%FE/remove/"],
)
def test_strange_signs_in_an_address_break_nothing(cast: Cast, browser: Browser, address: str) -> None:
    window = browser(cast.bob)
    assert window.get(address).status_code in {200, 404, 405, 422}
    assert window.post(address, {"role": "owner"}).status_code in {200, 404, 422}


def test_a_form_without_its_token_changes_nothing(cast: Cast) -> None:
    window = Client(enforce_csrf_checks=True)
    window.force_login(cast.bob)
    answer = window.post("/profile/", {"display_name": "Mallory"})
    assert answer.status_code == 403
    assert "Go back, reload the page and send it again" in Page(answer).text
    cast.bob.refresh_from_db()
    assert cast.bob.display_name == ""


def test_a_form_that_is_no_form_of_ours_is_refused(cast: Cast, browser: Browser) -> None:
    answer = browser(cast.bob).post("/rooms/workshop/", {"text": "x" * 300_000})
    assert answer.status_code == 400
    assert "We did not understand that" in Page(answer).text


def test_another_hosts_name_is_refused(cast: Cast, client: Client) -> None:
    assert client.get("/accounts/login/", headers={"host": "evil.example"}).status_code == 400
