"""A cast whose room is open, has been talked in, and stands beside a direct room."""

from collections.abc import AsyncIterator

import pytest
from channels.layers import channel_layers

from chat import limits
from chat.live.hub import ensure_hub
from tests.cast import Cast
from tests.flow.happenings import make_talk
from tests.flow.tabs import Tab, session_key


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
