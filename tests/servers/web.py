"""One web process, started as its systemd unit starts it."""

import shlex
import sys
from pathlib import Path

import httpx

from tests.servers.process import ROOT, Process

UNIT = ROOT / "deploy" / "systemd" / "chatsite-web@.service"


def unit_command(number: int, sockets: Path) -> list[str]:
    """Return what the unit executes, with this test's Python and folder in the place of the installed ones."""
    line = next(line for line in UNIT.read_text().splitlines() if line.startswith("ExecStart="))
    line = line.removeprefix("ExecStart=").replace("%i", str(number)).replace("/run/chatsite", str(sockets))
    return [sys.executable, *shlex.split(line)[1:]]


class Web(Process):
    """A Daphne on a unix socket."""

    def __init__(self, folder: Path, number: int, settings: dict[str, str]) -> None:
        super().__init__(folder, f"web{number}")
        self.number = number
        self.settings = settings
        self.socket = folder / f"web{number}.sock"

    def command(self) -> list[str]:
        return unit_command(self.number, self.folder)

    def environment(self) -> dict[str, str]:
        return self.settings

    def is_ready(self) -> bool:
        try:
            with self.client(timeout=5) as client:
                return client.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def client(self, **options: object) -> httpx.Client:
        """Return an HTTP client that talks to this process past nginx."""
        transport = httpx.HTTPTransport(uds=str(self.socket))
        return httpx.Client(transport=transport, base_url="http://127.0.0.1", **options)  # type: ignore[arg-type]
