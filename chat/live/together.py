"""What several ask in the same moment, the database is asked once."""

import asyncio
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, TypeVar

from chat import limits
from chat.live.database import in_database

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Together(Generic[Key, Answer]):
    """Asks for whoever comes alone at once; those who come while a question is under way go together with the next.

    When everybody comes back at once this makes one query of fifty, and leaves the database's threads to those who
    are in already. Nobody waits for company, and nobody gets an answer that was read before they asked.
    """

    def __init__(self, ask: Callable[[list[Key]], Mapping[Key, Answer]]) -> None:
        self._ask = ask
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: list[tuple[Key, asyncio.Future[Answer | None]]] = []
        self._asking: asyncio.Task[None] | None = None

    async def answer(self, key: Key) -> Answer | None:
        """Return the answer for this key, None when there is none. Raises what the asking raises."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            # A process serves on one loop; what waited on a former one has ended with it.
            self._loop, self._waiting, self._asking = loop, [], None
        answer: asyncio.Future[Answer | None] = loop.create_future()
        self._waiting.append((key, answer))
        if self._asking is None:
            self._asking = loop.create_task(self._ask_all())
        return await answer

    async def _ask_all(self) -> None:
        while self._waiting:
            some = self._waiting[: limits.ASKED_TOGETHER]
            del self._waiting[: limits.ASKED_TOGETHER]
            await self._ask_once(some)
        self._asking = None

    async def _ask_once(self, some: list[tuple[Key, asyncio.Future[Answer | None]]]) -> None:
        # Who went away meanwhile is not asked for.
        keys = list(dict.fromkeys(key for key, answer in some if not answer.done()))
        try:
            answers = await in_database(self._ask, keys)
        except Exception as error:
            # Not judged here: all who asked get it.
            for _, answer in some:
                if not answer.done():
                    answer.set_exception(error)
            return
        for key, answer in some:
            if not answer.done():
                answer.set_result(answers.get(key))
