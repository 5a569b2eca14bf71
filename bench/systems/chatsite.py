"""Ours, as `manage.py serve` runs it, with Redis and PostgreSQL behind it."""

import sys
from pathlib import Path

import httpx

from bench.address import Address
from bench.load.dialects import Chatsite, Dialect, Member
from bench.systems.stores import Stores
from bench.systems.system import Includes, System
from tests.servers.process import Process
from tests.servers.site import Site

# Rate limits stay at work; only the number that a scenario goes beyond on purpose is another one.
LIMITS = {"ROOM_SENDS_PER_SECOND": 100_000}


class ServeProcess(Process):
    def __init__(self, folder: Path, address: Address, settings: dict[str, str]) -> None:
        super().__init__(folder, "serve")
        self.address = address
        self.settings = settings

    def command(self) -> list[str]:
        where = ["--unix", str(self.address.path)] if self.address.path else []
        return [sys.executable, "manage.py", "serve", "--migrate", *where]

    def environment(self) -> dict[str, str]:
        return self.settings

    def is_ready(self) -> bool:
        path = self.address.path
        transport = httpx.HTTPTransport(uds=str(path) if path else None)
        try:
            with httpx.Client(transport=transport, base_url=self.address.url, timeout=5) as client:
                return client.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False


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
        limits = ",".join(f"{name}={value}" for name, value in LIMITS.items())
        settings = {"PORT": str(self.address.port), "REDIS_URL": redis_url, "DATABASE_URL": database_url}
        self.site = Site(folder, self.address.url, settings | {"LIMITS": limits})
        return ServeProcess(folder, self.address, self.site.settings)

    def members(self, rooms: list[int]) -> list[Member]:
        code = "from bench.seed import seed; answer = seed(rooms, missed)"
        return [Member(**member) for member in self.site.run(code, rooms=rooms, missed=self.missed)]

    def uses(self) -> list[Process]:
        return [self.stores.redis, self.stores.postgres]

    def dialect(self) -> Dialect:
        return Chatsite(self.address.url)
