"""Redis, with the configuration of deploy/redis."""

from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tests.servers.process import ROOT, Process
from tests.servers.waiting import free_port


class Redis(Process):
    """A Redis that forgets everything when it ends."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "redis")
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        configuration = ROOT / "deploy" / "redis" / "redis.conf"
        return ["redis-server", str(configuration), "--port", str(self.port), "--dir", str(self.folder)]

    def is_ready(self) -> bool:
        try:
            with self.connection() as connection:
                return bool(connection.ping())
        except redis.RedisError:
            return False

    def flush(self) -> None:
        """Redis is empty."""
        with self.connection() as connection:
            connection.flushall()

    def connection(self) -> redis.Redis:
        """Return a connection of the test's own."""
        return redis.Redis(port=self.port, socket_timeout=2, retry=Retry(NoBackoff(), 0))
