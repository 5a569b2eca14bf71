"""When a log-in ends, its sockets close: at once, or soon where nobody told us."""

from collections.abc import Callable
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from chat.actions import people
from chat.live.database import in_database
from chat.models import Session, User
from tests.cast import PASSWORD
from tests.live.conftest import Live, eventually
from tests.live.driver import Line


async def log_in(live: Live, person: User) -> tuple[Client, Line]:
    """Log in with the form, as a browser does; return the browser and its socket, greeted."""

    def in_a_browser() -> Client:
        client = Client()
        answer = client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
        assert answer.status_code == 302
        return client

    client = await in_database(in_a_browser)
    line = live.line(client.cookies["sessionid"].value)
    assert await line.event() == {"type": "websocket.accept"}
    await line.hello()
    return client, line


async def assert_signed_out(line: Line) -> None:
    bye = await line.bye()
    assert (bye["code"], bye["retry_after"]) == (4401, None)


async def test_logging_out_closes_that_browsers_sockets_and_no_others(live: Live) -> None:
    browser, line = await log_in(live, live.cast.bob)
    _, phone = await log_in(live, live.cast.bob)
    await in_database(browser.post, reverse("account_logout"))
    await assert_signed_out(line)
    assert (await phone.ask("ping"))["ok"]


async def test_a_new_password_closes_all_sockets_of_the_person(live: Live) -> None:
    browser, line = await log_in(live, live.cast.bob)
    _, phone = await log_in(live, live.cast.bob)
    _, others = await log_in(live, live.cast.alice)
    form = {"oldpassword": PASSWORD, "password1": "staple battery horse", "password2": "staple battery horse"}
    answer = await in_database(browser.post, reverse("account_change_password"), form)
    assert answer.status_code == 302
    await assert_signed_out(line)
    await assert_signed_out(phone)
    assert (await others.ask("ping"))["ok"]


async def test_deactivation_closes_all_sockets_even_those_that_have_not_said_hello(live: Live) -> None:
    _, line = await log_in(live, live.cast.bob)
    silent = await live.connect(live.cast.bob)
    await in_database(people.deactivate, live.cast.ada, live.cast.bob)
    await assert_signed_out(line)
    await assert_signed_out(silent)


async def test_nothing_said_after_signing_out_is_heard(live: Live) -> None:
    browser, line = await log_in(live, live.cast.bob)
    await in_database(browser.post, reverse("account_logout"))
    await live.post(live.cast.alice, "secret")
    frames = []
    while (frame := await line.next())["type"] != "bye":
        frames.append(frame)
    assert "secret" not in str(frames)


def delete_row(session: str) -> None:
    Session.objects.filter(pk=session).delete()


def delete_all_rows(session: str) -> None:
    Session.objects.all().delete()


def bar_bob(session: str) -> None:
    User.objects.filter(username="bob").update(is_active=False)


@pytest.mark.usefixtures("quick_heart")
@pytest.mark.parametrize("behind_our_back", [delete_row, delete_all_rows, bar_bob])
async def test_a_log_in_that_ended_behind_our_back_is_found(live: Live, behind_our_back: Callable[[str], None]) -> None:
    browser, line = await log_in(live, live.cast.bob)
    await in_database(behind_our_back, browser.cookies["sessionid"].value)
    await assert_signed_out(line)


@pytest.mark.usefixtures("quick_heart")
async def test_nobody_is_signed_out_because_the_database_is_away(live: Live) -> None:
    _, line = await log_in(live, live.cast.bob)
    with mock.patch("chat.live.heartbeat.sign_ins_of", side_effect=OperationalError("away")) as asked:
        await eventually(lambda: asked.call_count > 2, "asked again")
    assert (await line.ask("ping"))["ok"]
