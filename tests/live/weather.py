"""A channel layer that does what the contract of layers allows, and what happens to Redis."""

import asyncio
import random
from typing import Any

from channels.layers import InMemoryChannelLayer


class Weather(InMemoryChannelLayer):
    """In memory; `mood` is fine, raises, hangs, swallows, loses, doubles or reorders."""

    def __init__(self) -> None:
        super().__init__()
        self.mood = "fine"
        self.random = random.Random(7)
        self.sent = 0
        self._late: list[tuple[str, Any]] = []

    async def _endure(self) -> None:
        if self.mood == "raises":
            raise ConnectionError("Redis is away")
        if self.mood == "hangs":
            await asyncio.Event().wait()

    async def send(self, channel: str, message: Any) -> None:
        await self._endure()
        if self.mood != "swallows":
            await super().send(channel, message)

    async def receive(self, channel: str) -> Any:
        await self._endure()
        return await super().receive(channel)

    async def group_add(self, group: str, channel: str) -> None:
        await self._endure()
        await super().group_add(group, channel)

    async def group_discard(self, group: str, channel: str) -> None:
        await self._endure()
        await super().group_discard(group, channel)

    async def group_send(self, group: str, message: Any) -> None:
        await self._endure()
        self.sent += 1
        match self.mood:
            case "loses" | "swallows":
                return
            case "reorders":
                self._late.append((group, message))
                if len(self._late) < 4:
                    return
                sending, self._late = self._late, []
                self.random.shuffle(sending)
            case "doubles":
                sending = [(group, message)] * 2
            case _:
                sending = [(group, message)]
        for each in sending:
            await super().group_send(*each)
