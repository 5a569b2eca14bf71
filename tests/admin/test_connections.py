"""Open windows in the administration."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client

from chat.live.announcements import CloseConnection, ToConnection
from chat.models import Connection
from tests.cast import Announced, Browser, Cast
from tests.connecting import connect

CONNECTIONS = "/admin/chat/connection/"


@pytest.fixture
def ada(cast: Cast, browser: Browser) -> Client:
    """The administrator's browser."""
    return browser(cast.ada)


def choose(window: Client, action: str, *connections: Connection, **fields: str) -> HttpResponse:
    chosen = {"action": action, "_selected_action": [one.pk for one in connections]}
    return window.post(CONNECTIONS, chosen | fields, follow=True)


def test_windows_are_listed_with_where_they_are(cast: Cast, ada: Client) -> None:
    Connection.objects.filter(pk=connect(cast.bob).pk).update(rooms=[cast.room.pk])
    page = ada.get(CONNECTIONS).content.decode()
    for shown in ("192.0.2.7", "Firefox, Linux", "harbour 1", "workshop"):
        assert shown in page


def test_a_window_is_shown_alone(cast: Cast, ada: Client) -> None:
    assert ada.get(f"{CONNECTIONS}{connect(cast.bob).pk}/change/").status_code == 200


def test_chosen_windows_are_closed(cast: Cast, ada: Client, announced: Announced) -> None:
    first, kept = connect(cast.bob), connect(cast.alice)
    with announced() as heard:
        choose(ada, "close", first)
    assert heard == [CloseConnection(cast.bob.pk, first.pk, by_owner=False)]
    assert list(Connection.objects.all()) == [kept]


def test_a_notice_goes_to_the_chosen_windows(cast: Cast, ada: Client, announced: Announced) -> None:
    window = connect(cast.bob)
    connect(cast.alice)
    with announced() as heard:
        choose(ada, "send_notice", window, notice="Lunch is ready")
    (told,) = heard
    assert isinstance(told, ToConnection)
    assert (told.person_id, told.connection) == (cast.bob.pk, window.pk)
    assert json.loads(told.text) == {"type": "you", "kind": "notice", "data": "Lunch is ready"}


@pytest.mark.parametrize("notice", ["", "x" * 501, "a\u202eb"])
def test_a_notice_that_cannot_be_is_refused(cast: Cast, ada: Client, announced: Announced, notice: str) -> None:
    with announced() as heard:
        answer = choose(ada, "send_notice", connect(cast.bob), notice=notice)
    assert heard == []
    assert [note.level_tag for note in answer.context["messages"]] == ["error"]


def test_who_does_not_read_is_told_of(cast: Cast, ada: Client, announced: Announced) -> None:
    window = connect(cast.bob)
    Connection.objects.update(is_lagging=True)
    with announced() as heard:
        choose(ada, "send_notice", window, notice="Lunch")
    assert heard == []
