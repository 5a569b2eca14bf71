"""The servers that echo, and the suite's fuzzing client against them."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.autobahn.echo import SERVERS
from tests.servers.process import Process
from tests.servers.waiting import free_port

SPECIFICATION = Path(__file__).with_name("fuzzingclient.json")
# Each way to echo, by the name that the tables give it: the server, and the path that asks for it.
WAYS = {"ready frames": ("tuned", "/ready"), "ASGI's send": ("tuned", "/"), "stock Daphne": ("stock", "/")}
OURS = [way for way, (server, _) in WAYS.items() if server == "tuned"]
LIMIT_SECONDS = 600


class Echo(Process):
    """tests/autobahn/echo.py on a port of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(folder, name)
        self.port = free_port()

    def command(self) -> list[str]:
        return [sys.executable, "-m", "tests.autobahn.echo", self.name, str(self.port)]

    def is_ready(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@contextmanager
def echoes() -> Iterator[dict[str, Echo]]:
    """Yield the servers, which run; nothing is left of them afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="chatsite-autobahn-"))
    servers = {name: Echo(folder, name) for name in SERVERS}
    try:
        for server in servers.values():
            server.start()
        yield servers
    finally:
        for server in servers.values():
            server.kill()
        shutil.rmtree(folder)


def fuzz(wstest: Path, servers: dict[str, Echo]) -> dict[str, dict[str, Any]]:
    """Run all cases against every way to echo; return the suite's index: way, case, details."""
    folder = servers["tuned"].folder
    agents = [{"agent": way, "url": f"ws://127.0.0.1:{servers[name].port}{path}"} for way, (name, path) in WAYS.items()]
    specification = json.loads(SPECIFICATION.read_text()) | {"servers": agents, "outdir": str(folder / "reports")}
    (folder / "specification.json").write_text(json.dumps(specification))
    command = [str(wstest), "--mode", "fuzzingclient", "--spec", str(folder / "specification.json")]
    subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, check=True, timeout=LIMIT_SECONDS)
    index = json.loads((folder / "reports" / "index.json").read_text())
    assert index.keys() == WAYS.keys(), "a way was not tried"
    return index


def suite_versions(wstest: Path) -> str:
    """Return what the suite says of itself, in a line."""
    done = subprocess.run([wstest, "--autobahnversion"], capture_output=True, text=True, check=True)
    return ", ".join(reversed(done.stdout.splitlines()))
