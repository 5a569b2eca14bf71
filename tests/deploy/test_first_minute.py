"""bin/run in a fresh clone, with nothing but Python and a network."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from tests.servers.process import ROOT, Process
from tests.servers.waiting import free_port

pytestmark = pytest.mark.servers

# What this machine tells pip about where packages are; the rest of the environment is the server's own business.
PIP = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "PYENV", "SSL_"))}
INSTALL_SECONDS = 300


class Run(Process):
    """`bin/run` in a checkout."""

    start_seconds = INSTALL_SECONDS

    def __init__(self, folder: Path, checkout: Path) -> None:
        super().__init__(folder, "run")
        self.checkout = checkout
        self.port = free_port()

    def command(self) -> list[str]:
        return ["/bin/sh", str(self.checkout / "bin" / "run")]

    def environment(self) -> dict[str, str]:
        return PIP | {"PORT": str(self.port)}

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz").status_code == 200
        except httpx.TransportError:
            return False


def clone(folder: Path) -> Path:
    """Return a copy of the files that are in version control, as they are now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    command = ["tar", "--create", "--null", "--files-from=-", "--ignore-failed-read"]
    archive = subprocess.run(command, cwd=ROOT, input=listed, capture_output=True, check=True).stdout
    checkout = folder / "checkout"
    checkout.mkdir()
    subprocess.run(["tar", "--extract"], cwd=checkout, input=archive, check=True)
    return checkout


def test_the_first_minute_and_the_second_start(make_folder):
    folder = make_folder()
    run = Run(folder, clone(folder))
    try:
        run.start()
        assert f"http://127.0.0.1:{run.port}/" in run.log()
        welcome = httpx.get(f"http://127.0.0.1:{run.port}/", follow_redirects=True)
        assert (welcome.status_code, welcome.url.path) == (200, "/setup/")
        assert "immutable" in every_static_file(welcome)

        os.killpg(run.pid, signal.SIGINT)
        assert run.ended(15) == 0
        assert "Traceback" not in run.log()

        started = time.monotonic()
        run.start()
        assert time.monotonic() - started < 8
        assert run.log().count("Installing") == 1
    finally:
        run.kill()
    assert {path.name for path in (run.checkout / "data").iterdir()} >= {"chatsite.sqlite3", "secret_key"}


def every_static_file(page: httpx.Response) -> str:
    """Return the caching of the page's static files, each of which is there."""
    addresses = re.findall(r"/static/[^\"]+", page.text)
    answers = [httpx.get(page.url.join(address)) for address in addresses]
    assert {answer.status_code for answer in answers} == {200}
    return " ".join(answer.headers["Cache-Control"] for answer in answers)
