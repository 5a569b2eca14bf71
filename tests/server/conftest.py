"""One process of the tuned server for these files: impatient, and nobody says too much."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.server.raw import Json, Raw
from tests.servers.embedded import Embedded
from tests.servers.fixtures import MakeFolder
from tests.servers.site import Person

UNHURRIED = "SENDS_BURST=1000000,ROOM_SENDS_PER_SECOND=1000000,FRAMES_PER_WINDOW=1000000,SOCKETS_PER_PERSON=1000"
LAGGING_SECONDS = 3
BYE_SECONDS = 1
LIMITS = f"{UNHURRIED},LAGGING_SECONDS={LAGGING_SECONDS},DRAIN_SECONDS=1,DRAIN_SLICE=2,BYE_SECONDS={BYE_SECONDS}"
NAMES = ("alice", "bob", "dana")


class House:
    """A running site, three people who are signed in, and a room where they are."""

    def __init__(self, site: Embedded) -> None:
        self.site = site
        self.alice, self.bob, self.dana = self.people = site.people(*NAMES)
        self.rooms: list[Json] = []

    def room(self) -> Json:
        """Return a new room where all three are."""
        name = f"Room {len(self.rooms)}"
        self.rooms.append(self.site.room(name, self.alice, self.bob, self.dana))
        return self.rooms[-1]

    def socket(self, person: Person, **options: int) -> Raw:
        """Return a socket of the person that was greeted."""
        raw = Raw(self.site, person, **options)
        raw.hello()
        return raw


@contextmanager
def open_house(make_folder: MakeFolder) -> Iterator[House]:
    """Yield a house with a server of its own, which is gone afterwards."""
    site = Embedded(make_folder(), LIMITS=LIMITS)
    try:
        site.start()
        yield House(site)
    finally:
        site.stop()


@pytest.fixture(scope="session")
def house(make_folder: MakeFolder) -> Iterator[House]:
    """Return the house that these tests share; none of them leaves it broken."""
    with open_house(make_folder) as house:
        yield house
