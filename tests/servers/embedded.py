"""The default way to run: one process, SQLite, the channel layer in memory."""

import sys
from pathlib import Path

import httpx

from tests.servers.process import Process
from tests.servers.site import Site
from tests.servers.waiting import free_port


class Serve(Process):
    """`python manage.py serve --migrate` on a port."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        super().__init__(folder, "serve")
        self.settings = settings

    def command(self) -> list[str]:
        return [sys.executable, "manage.py", "serve", "--migrate"]

    def environment(self) -> dict[str, str]:
        return self.settings

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.settings['PORT']}/readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False


class Embedded(Site):
    """`server` is the one process."""

    def __init__(self, folder: Path, **settings: str) -> None:
        port = free_port()
        super().__init__(folder, f"http://127.0.0.1:{port}", {"PORT": str(port)} | settings)
        self.server = Serve(folder, self.settings)

    def start(self, *, founded: bool = True) -> None:
        """It serves, and has its administrator and its first room."""
        self.server.start()
        if founded:
            self.found()

    def heal(self) -> None:
        """The process runs, whatever a test did to it."""
        if self.server.is_running:
            self.server.resume()
        else:
            self.server.launch()
        self.server.wait_ready()

    def stop(self) -> None:
        """Nothing runs any more."""
        self.server.kill()
