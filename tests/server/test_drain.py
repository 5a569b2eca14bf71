"""How a process ends: everybody is told, what was begun is finished, and nothing takes longer than 15 seconds."""

import contextlib
import os
import signal
import sqlite3
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import httpx
import pytest

from chat.limits import DRAIN_RETRY_SECONDS, DRAIN_RETRY_SECONDS_MIN
from chatsite import server
from tests.server.conftest import House, open_house
from tests.server.raw import TINY, Json
from tests.servers.fixtures import MakeFolder
from tests.servers.waiting import wait_until

pytestmark = pytest.mark.servers

EXIT_SECONDS = 15
AT_ONCE_SECONDS = 1.5
# A request has arrived by then, and waits for the database.
LONG_ENOUGH_SECONDS = 0.5


@contextlib.contextmanager
def written_by_another(house: House) -> Iterator[None]:
    """While this lasts, nobody else can write into the database."""
    database = sqlite3.connect(house.site.folder / "data" / "chatsite.sqlite3", isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        database.close()


def texts(house: House, room: Json) -> set[str]:
    """Return what was said in a room, as the database has it."""
    with contextlib.closing(sqlite3.connect(house.site.folder / "data" / "chatsite.sqlite3")) as database:
        rows = database.execute("SELECT text FROM chat_message WHERE room_id = ? AND kind = 'said'", [room["id"]])
        return {text for (text,) in rows}


@pytest.fixture(scope="module")
def mortal(make_folder: MakeFolder) -> Iterator[House]:
    """Return a house that each of these tests ends."""
    with open_house(make_folder) as house:
        yield house


@pytest.fixture
def ending(mortal: House) -> House:
    """Return the house, running again."""
    mortal.site.heal()
    return mortal


def ask_to_end(house: House, number: signal.Signals = signal.SIGTERM) -> None:
    os.kill(house.site.server.pid, number)


def seconds_to_the_end(house: House) -> float:
    begin = time.monotonic()
    assert house.site.server.ended(EXIT_SECONDS) == 0
    return time.monotonic() - begin


def is_listening(house: House) -> bool:
    try:
        return httpx.get(house.site.url + "/healthz").is_success
    except httpx.TransportError:
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_everybody_is_told_when_to_come_back(ending: House, number: signal.Signals) -> None:
    people = [ending.socket(person) for person in ending.people * 3]
    ask_to_end(ending, number)
    wait_until(lambda: not is_listening(ending), "new connections refused", seconds=2)
    byes = [(frames[-1], code) for frames, code in (raw.end() for raw in people)]
    assert [(bye["type"], bye["code"], code) for bye, code in byes] == [("bye", 1012, 1012)] * 9
    delays = {bye["retry_after"] for bye, _ in byes}
    assert len(delays) > 6
    assert all(DRAIN_RETRY_SECONDS_MIN <= delay <= DRAIN_RETRY_SECONDS for delay in delays)
    assert seconds_to_the_end(ending) < EXIT_SECONDS / 2
    assert "Traceback" not in ending.site.server.log()


def post_page(client: httpx.Client, room: Json) -> int:
    """Post as a browser without scripts does; return the answer's status."""
    form = {"text": "by page", "client_id": str(uuid.uuid4()), "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    return client.post(f"/rooms/{room['slug']}/", data=form).status_code


def test_what_was_begun_is_finished_and_what_was_answered_is_kept(ending: House) -> None:
    room, threads = ending.room(), ThreadPoolExecutor(1)
    with ending.socket(ending.bob) as bob, ending.site.client(ending.alice) as alice:
        alice.get(f"/rooms/{room['slug']}/")
        assert bob.reply(bob.post(room, "answered"))["ok"]
        with written_by_another(ending):
            page = threads.submit(post_page, alice, room)
            bob.post(room, "by socket")
            time.sleep(LONG_ENOUGH_SECONDS)
            ask_to_end(ending)
            frames, code = bob.end()
            assert not page.done()
        assert (page.result(EXIT_SECONDS), code, frames[-1]["code"]) == (302, 1012, 1012)
    assert seconds_to_the_end(ending) < EXIT_SECONDS / 2
    assert texts(ending, room) == {"answered", "by socket", "by page"}


def test_what_never_ends_is_not_waited_for(ending: House) -> None:
    room = ending.room()
    with ending.socket(ending.bob) as bob, ending.socket(ending.dana, receive_buffer=TINY):
        for _ in range(24):
            bob.reply(bob.post(room, "漢" * 10_000))
        ask_to_end(ending)
        assert bob.end()[1] == 1012
        assert seconds_to_the_end(ending) < EXIT_SECONDS / 2


def test_what_hangs_all_the_same_is_cut_by_an_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "reactor", mock.Mock())
    monkeypatch.setattr(server.asyncio, "get_event_loop", mock.Mock())
    monkeypatch.setattr(signal, "signal", mock.Mock())
    alarm = mock.Mock()
    monkeypatch.setattr(signal, "alarm", alarm)
    server.TunedServer(mock.Mock(), endpoints=["tcp:port=0"])._end()
    (seconds,) = alarm.call_args.args
    assert seconds < EXIT_SECONDS


def test_who_cannot_wait_asks_twice(ending: House) -> None:
    room = ending.room()
    with ending.site.client(ending.alice) as alice, written_by_another(ending), ThreadPoolExecutor(1) as threads:
        alice.get(f"/rooms/{room['slug']}/")
        page = threads.submit(post_page, alice, room)
        time.sleep(LONG_ENOUGH_SECONDS)
        ask_to_end(ending)
        wait_until(lambda: not is_listening(ending), "the end has begun", seconds=2)
        begin = time.monotonic()
        ask_to_end(ending)
        assert ending.site.server.ended(EXIT_SECONDS) == 1
        assert time.monotonic() - begin < AT_ONCE_SECONDS
        assert isinstance(page.exception(EXIT_SECONDS), httpx.TransportError)
