"""Promise 3: a layer that loses a tenth of what it carries, and doubles and delays some, costs nobody anything."""

import asyncio
import random
import time
from typing import Any

import pytest
from channels.layers import InMemoryChannelLayer, channel_layers

from chat import throttle
from chat.live import consumers
from chat.live.database import in_database
from chat.live.hub import Hub, ensure_hub
from tests.cast import Cast
from tests.flow.crowd import CONVERGE_SECONDS, SEED
from tests.flow.happenings import say
from tests.flow.tabs import Tab, settle

POSTS = 200
LATE_SECONDS = 0.2


class LossyLayer(InMemoryChannelLayer):
    """Of ten group messages one is lost, one comes twice and one comes late. Echoes pass: nobody notices."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__(capacity=10_000)
        self.dice = dice
        self.lost = 0
        self.late: set[asyncio.Future[None]] = set()

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        chance = self.dice.random()
        if chance < 0.1:
            self.lost += 1
            return
        if chance < 0.2:
            await super().group_send(group, message)
        if chance > 0.9:
            # Made when its time has come, or at the end there would be some that nobody awaits.
            asyncio.get_running_loop().call_later(LATE_SECONDS, self._send_late, group, message)
            return
        await super().group_send(group, message)

    def _send_late(self, group: str, message: dict[str, Any]) -> None:
        self.late.add(asyncio.ensure_future(super().group_send(group, message)))


async def test_promise_3_a_tenth_of_all_announcements_lost_is_not_noticed(
    talk: Cast, tabs: list[Tab], monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = LossyLayer(random.Random(SEED))
    monkeypatch.setitem(channel_layers.backends, "default", layer)
    near, far = ensure_hub(), Hub()
    far.start()
    here, there = tabs[::2], tabs[1::2]
    for tab in here:
        await tab.wake()
    monkeypatch.setattr(consumers, "ensure_hub", lambda: far)
    for tab in there:
        await tab.wake()
    await settle(tabs)
    monkeypatch.setattr(throttle, "spend_send", lambda author, room: None)
    for count in range(POSTS):
        await in_database(say, talk.bob if count % 2 else talk.alice, talk.room, f"line {count}")
    begin = time.monotonic()
    await settle(tabs, CONVERGE_SECONDS)
    print(f"seed {SEED}: {layer.lost} lost, converged after {time.monotonic() - begin:.1f} s")  # noqa: T201
    assert layer.lost > POSTS / 20
    for tab in tabs:
        assert tab.asked <= 1 + len(tab.browser.rooms), "nobody had to ask again"
        await tab.sleep()
    near.stop()
    far.stop()
