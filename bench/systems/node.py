"""The rivals that run on Node. Their packages lie in a folder outside of git, as package-lock.json pins them."""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

from bench.address import Address
from bench.load.dialects import Dialect, SocketIO
from bench.systems.system import Includes, System
from tests.servers.process import ROOT, Process

RIVALS = ROOT / "bench" / "rivals"
PACKAGES = ROOT / ".bench_cache"
# npm writes it at the very end.
INSTALLED = PACKAGES / "node_modules" / ".package-lock.json"
LISTS = ["package.json", "package-lock.json"]


@cache
def install() -> None:
    """The packages are there; nothing happens when they were."""
    if INSTALLED.exists() and all((PACKAGES / name).read_bytes() == (RIVALS / name).read_bytes() for name in LISTS):
        return
    if not shutil.which("npm"):
        raise SystemExit("Socket.IO and ws are installed with npm, and there is none: apt-get install npm")
    shutil.rmtree(PACKAGES, ignore_errors=True)
    PACKAGES.mkdir()
    for name in LISTS:
        shutil.copy(RIVALS / name, PACKAGES)
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=PACKAGES, check=True)


def package_version(name: str) -> str:
    return json.loads((PACKAGES / "node_modules" / name / "package.json").read_text())["version"]


class NodeProcess(Process):
    """A script of bench/rivals."""

    def __init__(self, folder: Path, script: str, address: Address, redis_url: str) -> None:
        super().__init__(folder, script)
        self.address = address
        self.redis_url = redis_url

    def command(self) -> list[str]:
        return ["node", str(RIVALS / f"{self.name}.cjs")]

    def environment(self) -> dict[str, str]:
        return {
            "LISTEN": json.dumps(self.address.listen_options),
            "REDIS_URL": self.redis_url,
            "NODE_PATH": str(PACKAGES / "node_modules"),
            "NODE_ENV": "production",
        }

    def is_ready(self) -> bool:
        return self.address.answers()


class Node(System):
    script: str

    def make(self, folder: Path) -> Process:
        install()
        redis_url, _ = self.stores.empty()
        return NodeProcess(folder, self.script, self.address, redis_url)


class SocketIORedis(Node):
    name = "Socket.IO + Redis"
    script = "socketio"

    def uses(self) -> list[Process]:
        return [self.stores.redis]

    def dialect(self) -> Dialect:
        return SocketIO()


class Ws(Node):
    name = "ws"
    script = "ws"
    includes = Includes(order=True)

    def dialect(self) -> Dialect:
        return Dialect()
