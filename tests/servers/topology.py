"""The whole of production in one folder: Redis, PostgreSQL, two web processes and nginx, on loopback."""

from pathlib import Path

from tests.servers.nginx import Nginx
from tests.servers.postgres import Postgres
from tests.servers.process import Process
from tests.servers.redis import Redis
from tests.servers.site import Site
from tests.servers.web import Web

WEB_PROCESSES = 2


class Topology(Site):
    """`redis`, `postgres`, `web` (a list) and `nginx` are there to be stopped, killed, paused, and read the log of."""

    def __init__(self, folder: Path, **settings: str) -> None:
        data = folder / "data"
        self.redis = Redis(folder)
        self.postgres = Postgres(folder)
        self.nginx = Nginx(folder, sockets=folder, static=data / "static", media=data / "media")
        servers = {"DATABASE_URL": self.postgres.url, "REDIS_URL": self.redis.url}
        shape = {"BEHIND_PROXY": "true", "PROCESSES": str(WEB_PROCESSES)}
        super().__init__(folder, self.nginx.url, servers | shape | settings)
        self.web = [Web(folder, number, self.settings) for number in range(1, WEB_PROCESSES + 1)]

    @property
    def processes(self) -> list[Process]:
        """Every process, those first that others need."""
        return [self.redis, self.postgres, *self.web, self.nginx]

    def start(self, *, founded: bool = True) -> None:
        """Everything runs and is ready, the database migrated, the static files collected."""
        for store in (self.redis, self.postgres):
            store.launch()
        self.redis.wait_ready()
        self.postgres.wait_ready()
        self.postgres.create_database()
        self.manage("migrate", "--no-input")
        self.manage("collectstatic", "--no-input")
        if founded:
            self.found()
        self.heal()

    def heal(self) -> None:
        """Whatever was stopped, killed or paused runs again, and everything is ready."""
        for process in self.processes:
            if process.is_running:
                process.resume()
            else:
                process.launch()
        for process in self.processes:
            process.wait_ready()

    def stop(self) -> None:
        """Nothing runs any more, even when some of it had to be killed."""
        for process in reversed(self.processes):
            process.kill()
