"""Two processes and the channel layer between them. Both hubs live in this event loop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from channels.layers import channel_layers

from chat.live import consumers
from chat.live.hub import Hub
from chat.models import User
from tests.live.conftest import Live, eventually
from tests.live.driver import Line
from tests.live.weather import Weather


class Processes:
    """This process, where everything is posted, and another one, where sockets only listen."""

    def __init__(self, live: Live, layer: Weather, monkeypatch: pytest.MonkeyPatch) -> None:
        self.live = live
        self.layer = layer
        self.here = live.hub
        self.elsewhere = Hub()
        self.elsewhere.start()
        self._monkeypatch = monkeypatch

    @property
    def hubs(self) -> list[Hub]:
        return [self.here, self.elsewhere]

    async def greeted(self, person: User) -> list[Line]:
        """Return a socket of the person in each of the two processes."""
        return [await self.greeted_at(hub, person) for hub in self.hubs]

    async def greeted_at(self, hub: Hub, person: User) -> Line:
        """Return a socket of the person in this process."""
        self._monkeypatch.setattr(consumers, "ensure_hub", lambda: hub)
        return await self.live.greeted(person)

    async def converge(self, lines: list[Line], count: int = 5) -> None:
        """Post, and return when every socket has every message, in order and once."""
        posted = [(await self.live.post(self.live.cast.alice)).revision for _ in range(count)]
        for line in lines:
            assert [(await line.next_of("change"))["revision"] for _ in posted] == posted

    async def healthy(self, healthy: bool) -> None:
        await eventually(lambda: all(hub.relay.is_healthy == healthy for hub in self.hubs), f"healthy: {healthy}")


@asynccontextmanager
async def two_processes(live: Live, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Processes]:
    """Both listen, in fair weather, which it is again at the end."""
    channel_layers.backends["default"] = layer = Weather()
    processes = Processes(live, layer, monkeypatch)
    await eventually(lambda: all(hub.relay._channel for hub in processes.hubs), "both listen")
    yield processes
    layer.mood = "fine"
    processes.elsewhere.stop()
