"""Ours, as `manage.py serve` runs it, with Redis and PostgreSQL behind it."""

from pathlib import Path

from bench.load.dialects import Chatsite, Dialect, Member
from bench.systems.stores import Stores
from bench.systems.system import Includes, System
from tests.servers.embedded import Serve
from tests.servers.process import Process
from tests.servers.site import Site

# Rate limits stay at work; only the number that a scenario goes beyond on purpose is another one.
LIMITS = {"ROOM_SENDS_PER_SECOND": 100_000}


class OurChat(System):
    name = "Chatsite"
    includes = Includes(login=True, permission=True, commit=True, order=True, resume=True)

    def __init__(self, stores: Stores, *, missed: int = 0) -> None:
        """Each room begins with so many messages that its members have missed."""
        super().__init__(stores)
        self.missed = missed
        self.site: Site

    def make(self, folder: Path) -> Process:
        redis_url, database_url = self.stores.empty()
        settings = {"PORT": str(self.port), "REDIS_URL": redis_url, "DATABASE_URL": database_url}
        limits = ",".join(f"{name}={value}" for name, value in LIMITS.items())
        self.site = Site(folder, f"http://127.0.0.1:{self.port}", settings | {"LIMITS": limits})
        return Serve(folder, self.site.settings)

    def members(self, rooms: list[int]) -> list[Member]:
        code = "from bench.seed import seed; answer = seed(rooms, missed)"
        return [Member(**member) for member in self.site.run(code, rooms=rooms, missed=self.missed)]

    def uses(self) -> list[Process]:
        return [self.stores.redis, self.stores.postgres]

    def dialect(self) -> Dialect:
        return Chatsite(self.site.url)
