"""nginx in front of two stand-ins, with small limits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.servers.nginx import Nginx
from tests.servers.stand_in import StandIn


@dataclass
class Front:
    """nginx, and what it talks to."""

    nginx: Nginx
    web: list[StandIn]
    folder: Path

    def client(self, **options: object) -> httpx.Client:
        return httpx.Client(base_url=self.nginx.url, timeout=15, **options)  # type: ignore[arg-type]

    def stop(self) -> None:
        self.nginx.kill()
        for web in self.web:
            web.stop()


@pytest.fixture
def make_front(make_folder: Callable[[], Path]) -> Iterator[Callable[..., Front]]:
    """Return a function that starts a front whose nginx variables are given."""
    fronts = []

    def make(**variables: str) -> Front:
        folder = make_folder()
        for name in ("static", "media"):
            (folder / name).mkdir()
        nginx = Nginx(folder, sockets=folder, static=folder / "static", media=folder / "media", **variables)
        fronts.append(Front(nginx, [StandIn(folder / f"web{number}.sock") for number in (1, 2)], folder))
        nginx.start()
        return fronts[-1]

    yield make
    for front in fronts:
        front.stop()


@pytest.fixture
def front(make_front: Callable[..., Front]) -> Front:
    """Return a front with the defaults."""
    return make_front()
