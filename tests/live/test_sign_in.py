"""Who may open a socket: this site's own pages, with the cookie of a log-in that holds."""

from datetime import timedelta
from unittest import mock

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, override_settings
from django.utils import timezone

from chat.live import sign_in
from chat.live.database import in_database
from chat.models import Session, User
from tests.live.conftest import Live
from tests.live.driver import HERE, Line, headers, session_of

REFUSED = {"type": "websocket.close"}
FOREIGN_ORIGINS = [
    None,
    "",
    "null",
    "*",
    "not an origin",
    "http://",
    "http://[::1",
    "http://127.0.0.1",
    "http://127.0.0.1:80",
    "http://127.0.0.1:8001",
    "http://127.0.0.1:80000",
    "https://127.0.0.1:8000",
    "ws://127.0.0.1:8000",
    "127.0.0.1:8000",
    "//127.0.0.1:8000",
    "http://127.0.0.1:8000/",
    "http://127.0.0.1:8000/rooms/",
    "http://127.0.0.1:8000 ",
    " http://127.0.0.1:8000",
    "http://127.0.0.1:8000, http://evil.example",
    "http://evil.example:8000",
    "http://evil.example/127.0.0.1:8000",
    "http://127.0.0.1:8000.evil.example",
    "http://127.0.0.1:8000@evil.example",
    "http://x@127.0.0.1:8000",
    "http://sub.localhost:8000",
    "http://127.0.0.2:8000",
    "chrome-extension://127.0.0.1:8000",
    "file://",
    "http://127.0.0.1:8000\x00",
    "http://127.0.0.1:8000é",
]
BAD_COOKIES = [
    "sessionid=",
    "sessionid",
    "=",
    ";;;",
    "sessionid=short",
    "sessionid=" + "a" * 32,
    "sessionid=" + "a" * 4_000,
    "sessionid=\x00\x00\x00\x00\x00\x00\x00\x00",
    r'sessionid="\000\000\000\000\000\000\000\000"',
    'sessionid="; DROP TABLE chat_session; --"',
    "sessionid=éééééééé",
    "csrftoken=" + "a" * 32,
    "SESSIONID=" + "a" * 32,
]


async def turned_away(line: Line) -> int:
    """Return the code that a socket is closed with right after it was accepted."""
    assert await line.event() == {"type": "websocket.accept"}
    assert (await line.next())["type"] == "bye"
    closing = await line.event()
    await line.application
    return closing["code"]


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
async def test_a_foreign_page_is_refused_before_the_upgrade(live: Live, origin: str | None) -> None:
    with mock.patch.object(sign_in.LOG_INS, "ask", side_effect=AssertionError("nobody asked the database")):
        line = live.line("a" * 32, origin)
        assert await line.event() == REFUSED
        await line.application


@pytest.mark.parametrize("origin", settings.ORIGINS)
async def test_the_sites_own_pages_are_let_in(live: Live, origin: str) -> None:
    line = live.line(await in_database(session_of, live.cast.bob), origin)
    assert await line.event() == {"type": "websocket.accept"}
    assert (await line.hello())["person"]["username"] == "bob"


@pytest.mark.parametrize("path", ["/", "/ws", "/ws/nowhere/", "/rooms/", "/ws/\x00", ""])
async def test_other_addresses_are_refused(live: Live, path: str) -> None:
    line = Line(headers(await in_database(session_of, live.cast.bob)), path)
    assert await line.event() == REFUSED
    await line.application


@override_settings(ORIGINS=["https://chat.example.org"])
async def test_the_port_and_the_scheme_count(live: Live) -> None:
    session = await in_database(session_of, live.cast.bob)
    for origin in ("http://chat.example.org", "https://chat.example.org:8443", "https://CHAT.example.org", HERE):
        assert await live.line(session, origin).event() == REFUSED
    assert await live.line(session, "https://chat.example.org").event() == {"type": "websocket.accept"}


@pytest.mark.parametrize("cookie", [None, *BAD_COOKIES])
async def test_without_a_log_in_one_is_told_so(live: Live, cookie: str | None) -> None:
    sent = [*headers(), *([] if cookie is None else [(b"cookie", cookie.encode("latin-1"))])]
    assert await turned_away(Line(sent)) == 4401


async def test_an_expired_log_in_is_none(live: Live) -> None:
    session = await in_database(session_of, live.cast.bob)
    past = timezone.now() - timedelta(seconds=1)
    await in_database(lambda: Session.objects.filter(pk=session).update(expire_date=past))
    assert await turned_away(live.line(session)) == 4401


async def test_an_inactive_person_does_not_come_in(live: Live) -> None:
    session = await in_database(session_of, live.cast.bob)
    await in_database(lambda: User.objects.filter(pk=live.cast.bob.pk).update(is_active=False))
    assert await turned_away(live.line(session)) == 4401


async def test_a_log_in_with_another_password_is_none(live: Live) -> None:
    session = await in_database(session_of, live.cast.bob)
    await in_database(lambda: User.objects.filter(pk=live.cast.bob.pk).update(password="changed behind our back"))
    assert await turned_away(live.line(session)) == 4401


async def test_a_visitors_session_is_no_log_in(live: Live) -> None:
    def visit() -> str:
        client = Client()
        session = client.session
        session["invitation"] = "somewhere"
        session.save()
        return str(session.session_key)

    assert await turned_away(live.line(await in_database(visit))) == 4401


async def test_while_the_database_is_away_one_is_told_to_come_back(live: Live) -> None:
    session = await in_database(session_of, live.cast.bob)
    with mock.patch.object(sign_in.LOG_INS, "ask", side_effect=OperationalError("away")):
        line = live.line(session)
        assert await line.event() == {"type": "websocket.accept"}
        bye = await line.next()
        assert (bye["code"], bye["retry_after"]) == (4503, 2)
        assert (await line.event())["code"] == 4503


def test_what_cannot_be_a_session_key_does_not_reach_the_database() -> None:
    keys = [sign_in._session_key(cookie) for cookie in BAD_COOKIES]
    assert all(key.isalnum() for key in keys if key)
    assert sign_in._session_key("a=1; sessionid=abc123; b=2") == "abc123"
