"""Redis and PostgreSQL for the whole run: one after the other, the systems find them empty."""

from pathlib import Path

from bench.cores import STORES, on
from tests.servers.postgres import NAME, Postgres
from tests.servers.redis import Redis


class Stores:
    """PostgreSQL keeps its promises to the disk here, as in production."""

    def __init__(self, folder: Path) -> None:
        self.redis = Redis(folder)
        self.postgres = Postgres(folder)
        self._databases = 0

    def start(self) -> None:
        with on(STORES):
            self.redis.launch()
            self.postgres.launch()
        self.redis.wait_ready()
        self.postgres.wait_ready()

    def empty(self) -> tuple[str, str]:
        """Return the URLs of an empty Redis and of a new database."""
        self.redis.flush()
        self._databases += 1
        name = f"{NAME}{self._databases}"
        with self.postgres.connection("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name}")
            connection.execute("CHECKPOINT")
        return self.redis.url, f"{self.postgres.url.removesuffix(NAME)}{name}"

    def stop(self) -> None:
        """Nothing runs any more."""
        self.postgres.kill()
        self.redis.kill()
