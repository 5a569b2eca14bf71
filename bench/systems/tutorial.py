"""The Channels tutorial's chat on a stock Daphne, on either layer, with or without a database."""

import subprocess
import sys
from pathlib import Path

from bench.address import Address
from bench.load.dialects import Dialect, Tutorial
from bench.systems.stores import Stores
from bench.systems.system import Includes, System
from tests.servers.process import BARE_ENVIRONMENT, ROOT, Process


class DaphneProcess(Process):
    def __init__(self, folder: Path, address: Address, settings: dict[str, str]) -> None:
        super().__init__(folder, "daphne")
        self.address = address
        self.settings = {"DJANGO_SETTINGS_MODULE": "bench.rivals.tutorial.settings"} | settings

    def command(self) -> list[str]:
        address = self.address
        where = ["-u", str(address.path)] if address.path else ["-p", str(address.port)]
        return [sys.executable, "-m", "daphne", *where, "bench.rivals.tutorial.asgi:application"]

    def environment(self) -> dict[str, str]:
        return self.settings

    def is_ready(self) -> bool:
        return self.address.answers()

    def make_tables(self) -> None:
        command = [sys.executable, "-m", "django", "migrate", "--run-syncdb", "--verbosity=0"]
        environment = BARE_ENVIRONMENT | self.environment() | {"PYTHONPATH": str(ROOT)}
        subprocess.run(command, cwd=ROOT, env=environment, check=True)


class TutorialChat(System):
    """Subclasses choose the layer."""

    layer: str

    def __init__(self, stores: Stores, *, saves: bool) -> None:
        super().__init__(stores)
        self.saves = saves
        self.name = f"Channels tutorial, {self.layer}" + (", saving" if saves else "")
        self.includes = Includes(commit=saves)

    def make(self, folder: Path) -> Process:
        redis_url, database_url = self.stores.empty()
        urls = {"REDIS_URL": redis_url, "DATABASE_URL": database_url}
        process = DaphneProcess(folder, self.address, urls | {"LAYER": self.layer, "SAVES": str(self.saves)})
        process.make_tables()
        return process

    def uses(self) -> list[Process]:
        return [self.stores.redis, self.stores.postgres] if self.saves else [self.stores.redis]

    def dialect(self) -> Dialect:
        return Tutorial(self.address.url)


class TutorialOnCore(TutorialChat):
    layer = "core"


class TutorialOnPubSub(TutorialChat):
    layer = "pubsub"
