"""A cast that has talked, and its tabs; production, to be broken."""

from collections.abc import AsyncIterator, Iterator

import pytest
from channels.layers import channel_layers

from chat import limits
from chat.live.hub import ensure_hub
from tests.cast import Cast
from tests.flow.happenings import make_talk
from tests.flow.tabs import Tab, session_key
from tests.servers.fixtures import MakeFolder
from tests.servers.topology import Topology


@pytest.fixture
def talk(transactional_db: None) -> Cast:
    """An open room where people have talked, and a direct one."""
    return make_talk()


@pytest.fixture
def announced_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not announced is not found: the hub's heart is too slow to help."""
    monkeypatch.setattr(limits, "HUB_HEARTBEAT_SECONDS", 3_600)


@pytest.fixture
async def hub() -> AsyncIterator[None]:
    """This process's hub, with a channel layer that nobody used before."""
    channel_layers.backends.clear()
    serving = ensure_hub()
    yield
    serving.stop()


@pytest.fixture
def tabs(talk: Cast) -> list[Tab]:
    """Two tabs of everybody's, asleep."""
    everybody = (talk.ada, talk.alice, talk.dana, talk.bob, talk.charlie, talk.erin)
    return [Tab(person, key) for person in everybody for key in [session_key(person)] * 2]


@pytest.fixture(scope="session")
def harbour(make_folder: MakeFolder) -> Iterator[Topology]:
    """Return production as it is, but for limits that scripted people would reach."""
    site = Topology(make_folder(), LIMITS="SENDS_BURST=5000,ROOM_SENDS_PER_SECOND=5000,FRAMES_PER_WINDOW=5000")
    try:
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture
def site(harbour: Topology) -> Iterator[Topology]:
    """Return the running harbour, and heal it afterwards."""
    yield harbour
    harbour.heal()
