"""Scripted people in one room, and what the servers have of their talk."""

import asyncio
import itertools
import os
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from tests.flow.history import History, Said, violations
from tests.flow.scripted import Scripted, said_in
from tests.servers.site import Person
from tests.servers.topology import Topology

# FLOW_SEED repeats a run; otherwise each run has its own.
SEED = int(os.environ.get("FLOW_SEED") or random.SystemRandom().randrange(10**6))
CONVERGE_SECONDS = 10
PAUSE_SECONDS = (0.4, 1.6)
POLL_SECONDS = 0.05
# A crowd that hangs fails its test.
LIFE_SECONDS = 100
MAKE = """
from tests.servers.inside import make_room, sign_in
people = sign_in(names)
answer = {"people": people, "room": make_room(name, "closed", [person["id"] for person in people])}
"""


class Crowd:
    """People who are connected to one room, and their common history."""

    def __init__(
        self, site: Topology, room: dict[str, object], people: list[Person], paths: Sequence[Path | None]
    ) -> None:
        self.site = site
        self.room_id, self.slug = int(str(room["id"])), str(room["slug"])
        self.people = people
        self.history = History()
        self.clients = [
            Scripted(site, person, self.room_id, self.history, paths[place % len(paths)])
            for place, person in enumerate(people)
        ]

    @asynccontextmanager
    async def talking(self, silent: Scripted | None = None) -> AsyncIterator[None]:
        """While this lasts, everybody but `silent` says one thing after the other; at its end, all were answered."""
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as talks:
            for client in self.clients:
                if client is not silent:
                    talks.create_task(self._talk(client, stop))
            try:
                yield
            finally:
                stop.set()

    async def _talk(self, client: Scripted, stop: asyncio.Event) -> None:
        pauses = random.Random(f"{SEED} {client.person.username}")
        for count in itertools.count(1):
            if stop.is_set():
                return
            await client.say(f"{client.person.username} says {count}")
            await asyncio.sleep(pauses.uniform(*PAUSE_SECONDS))

    async def come_back(self) -> float:
        """Return how long it took until everybody was connected, after something cut them off just now."""
        begin = time.monotonic()
        await asyncio.sleep(POLL_SECONDS)
        await asyncio.gather(*(client.greeted.wait() for client in self.clients))
        return round(time.monotonic() - begin, 2)

    async def converge(self) -> float:
        """Return how long it took until everybody saw all that is stored; at most CONVERGE_SECONDS."""
        begin, stored = time.monotonic(), self.stored()
        names = [client.person.username for client in self.clients]
        while any(len(self.history.seen.get(name, [])) < len(stored) for name in names):
            if time.monotonic() - begin > CONVERGE_SECONDS:
                break
            await asyncio.sleep(POLL_SECONDS)
        return time.monotonic() - begin

    def stored(self) -> list[Said]:
        """Return what was said, as the database has it."""
        query = """
            SELECT number, author_id, client_id, text FROM chat_message
            WHERE room_id = %s AND kind = 'said' ORDER BY number
        """
        with self.site.postgres.connection() as connection:
            rows = connection.execute(query, [self.room_id]).fetchall()
        return [Said(number, author, str(client_id), text) for number, author, client_id, text in rows]

    def pages(self, fetch: Callable[[str], str]) -> list[Said]:
        """Return what the history pages show, fetched from the last to the first."""
        said: list[Said] = []
        before = 2**62
        while page := said_in(fetch(f"/rooms/{self.slug}/messages/?before={before}")):
            said = page + said
            before = page[0].number
        return said

    def check(self) -> None:
        """Everybody, the pages of each process and the database agree, and nothing that was answered is missing."""
        cookies = {"sessionid": self.people[0].session}
        for web in self.site.web:
            with web.client(cookies=cookies, headers={"Host": self.host}, timeout=15) as client:
                pages = self.pages(lambda address, client=client: client.get(address).raise_for_status().text)
            self.history.seen[f"pages of {web.name}"] = pages
        assert violations(self.history, self.stored()) == []

    @property
    def host(self) -> str:
        return self.site.url.removeprefix("http://")

    def slowest(self, since: float = 0) -> float:
        """Return the longest that a message took to somebody, from its answer, if it was answered after `since`."""
        answered = {client_id: at for client_id, at in self.history.answered_at.items() if at > since}
        arrivals = (arrival for client in self.clients for arrival in client.seen_at.items())
        return round(max(at - answered[client_id] for client_id, at in arrivals if client_id in answered), 2)

    def report(self, promise: str, **measured: object) -> None:
        """Print what pytest shows with -rP, and when the test fails."""
        answers = sorted(seconds for client in self.clients for seconds in client.answer_seconds)
        parts = {f"p{part}": round(answers[len(answers) * part // 100], 2) for part in (50, 90, 99) if answers}
        refused = dict(Counter(code for client in self.clients for code in client.refusals))
        ended = dict(Counter(code for client in self.clients for code in client.endings))
        measured |= {"answered in s": parts, "refused for now": refused, "connections ended": ended}
        print(f"\n{promise}: seed {SEED}, {len(answers)} posts, {measured}")  # noqa: T201


@asynccontextmanager
async def crowd(site: Topology, name: str, count: int, paths: Sequence[Path | None] = (None,)) -> AsyncIterator[Crowd]:
    """Make a closed room of people, the first its owner. All are connected: through nginx, or by `paths` in turn."""
    names = [f"{name.lower()}-{number:02}" for number in range(1, count + 1)]
    made_there = await asyncio.to_thread(partial(site.run, MAKE, names=names, name=name))
    people, room = [Person(**found) for found in made_there["people"]], made_there["room"]
    made = Crowd(site, room, people, paths)
    lives = [asyncio.create_task(client.live()) for client in made.clients]
    try:
        async with asyncio.timeout(LIFE_SECONDS):
            await asyncio.gather(*(client.greeted.wait() for client in made.clients))
            yield made
    finally:
        for life in lives:
            life.cancel()
        await asyncio.gather(*lives, return_exceptions=True)
