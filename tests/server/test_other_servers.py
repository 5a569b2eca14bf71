"""The same application on servers that offer nothing special: stock Daphne, and uvicorn."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.conftest import BYE_SECONDS, LAGGING_SECONDS, LIMITS, House
from tests.server.raw import TINY, Raw
from tests.servers.embedded import Embedded, Serve
from tests.servers.fixtures import MakeFolder

pytestmark = pytest.mark.servers

LONG = "漢" * 10_000
# More than a server, the kernel and our own bound take together.
TOO_MANY = 120
CLOSED_SECONDS = 1.0
COMMANDS = {
    "daphne": ["-m", "daphne", "--port", "{port}", "--verbosity", "0", "chatsite.asgi:application"],
    "uvicorn": ["-m", "uvicorn", "--port", "{port}", "--log-level", "warning", "chatsite.asgi:application"],
}


class OtherServe(Serve):
    """Another server of the same application."""

    def __init__(self, folder: Path, settings: dict[str, str], name: str) -> None:
        super().__init__(folder, settings)
        self.name = name

    def command(self) -> list[str]:
        return [sys.executable, *(word.format(port=self.settings["PORT"]) for word in COMMANDS[self.name])]


@pytest.fixture(scope="module", params=COMMANDS)
def other_house(request: pytest.FixtureRequest, make_folder: MakeFolder) -> Iterator[House]:
    """Return a house on another server."""
    site = Embedded(make_folder(), LIMITS=LIMITS)
    site.manage("migrate", "--no-input")
    site.manage("collectstatic", "--no-input")
    site.server = OtherServe(site.folder, site.settings, request.param)
    try:
        site.start()
        yield House(site)
    finally:
        site.stop()


def test_two_people_talk(other_house: House) -> None:
    room = other_house.room()
    with other_house.socket(other_house.alice) as alice, other_house.socket(other_house.bob) as bob:
        for one, other in ((alice, bob), (bob, alice)):
            number = one.reply(one.post(room, "Hello"))["message"]["number"]
            assert other.next("change")["message"]["number"] == number
        assert alice.ask("room.read", room=room["id"], number=2)["ok"]


def talk_past_a_sleeper(house: House) -> tuple[Raw, int]:
    """Alice and Bob talk, and wait for nobody; return Dana, asleep since her welcome, and the last revision."""
    room = house.room()
    dana = house.socket(house.dana, receive_buffer=TINY)
    with house.socket(house.alice) as alice, house.socket(house.bob) as bob:
        for _ in range(TOO_MANY):
            start = time.monotonic()
            alice.reply(alice.post(room, LONG))
            last = bob.next("change")["revision"]
            assert time.monotonic() - start < 1
    return dana, last


# Stock Daphne never says that somebody does not read: there it is memory that pays, and nobody else's time.
def test_who_does_not_read_delays_nobody(other_house: House) -> None:
    dana, _ = talk_past_a_sleeper(other_house)
    dana.tcp.close()


@pytest.mark.parametrize("other_house", ["uvicorn"], indirect=True)
def test_who_does_not_read_is_cut(other_house: House) -> None:
    dana, _ = talk_past_a_sleeper(other_house)
    with dana:
        time.sleep(LAGGING_SECONDS + 2 * BYE_SECONDS)
        frames, code = dana.end()
    assert code in {1006, 4408}
    assert len(frames) < TOO_MANY


@pytest.mark.parametrize("other_house", ["uvicorn"], indirect=True)
def test_who_wakes_up_in_time_is_told_what_was_left_out(other_house: House) -> None:
    dana, last = talk_past_a_sleeper(other_house)
    with dana:
        while (frame := dana.next("change", "lagged"))["type"] != "lagged":
            heard = frame["revision"]
        assert heard < last
        assert dana.catch_up(other_house.rooms[-1], heard, last)


def test_logging_out_closes_the_socket(other_house: House) -> None:
    (person,) = other_house.site.people("leaving")
    with Raw(other_house.site, person) as socket, other_house.site.client(person) as client:
        socket.hello()
        client.get("/accounts/logout/")
        client.post("/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
        begin = time.monotonic()
        frames, code = socket.end()
        assert (frames[-1]["code"], code) == (4401, 4401)
        assert time.monotonic() - begin < CLOSED_SECONDS
