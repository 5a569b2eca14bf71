"""On what was measured."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from bench.cores import GENERATOR, SERVER, STORES
from bench.systems.node import package_version
from tests.servers.postgres import programs

PYTHON_PACKAGES = ["Django", "channels", "channels-redis", "daphne", "Twisted", "autobahn", "redis", "psycopg"]
NODE_PACKAGES = ["socket.io", "@socket.io/redis-adapter", "redis", "ws"]


def facts() -> dict[str, str]:
    """Return what somebody needs who wants to compare."""
    return {
        "CPU": f"{cpu_model()}, {os.cpu_count()} cores",
        "Memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "Kernel": platform.release().partition("-")[0],
        "Cores": f"server {ids(SERVER)}, generator {ids(GENERATOR)}, Redis and PostgreSQL {ids(STORES)}",
        "Load before": f"{os.getloadavg()[0]:.2f}",
        "Python": f"{platform.python_version()}; " + ", ".join(f"{name} {version(name)}" for name in PYTHON_PACKAGES),
        "Node": f"{said('node', '--version')}; "
        + ", ".join(f"{name} {package_version(name)}" for name in NODE_PACKAGES),
        "Redis": said("redis-server", "--version"),
        "PostgreSQL": said(str(programs() / "postgres"), "--version"),
        "Commit": said("git", "describe", "--always", "--dirty=, with changes"),
    }


def cpu_model() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def ids(cores: set[int]) -> str:
    return ", ".join(map(str, sorted(cores)))


def said(*command: str) -> str:
    """Return what a program answers, or that it is not there."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=10).stdout.strip()
    except FileNotFoundError:
        return "none"
