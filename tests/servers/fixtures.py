"""The fixtures `topology` and `embedded`, one for a whole run each; `make_folder` for a test with its own servers."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servers.embedded import Embedded
from tests.servers.topology import Topology

MakeFolder = Callable[[], Path]
FOLDER = pytest.StashKey[Path]()


@pytest.fixture(scope="session")
def make_folder(request: pytest.FixtureRequest) -> Iterator[MakeFolder]:
    """Return a function that makes folders for servers; they outlive the run only when a test failed."""
    # Short, for a unix socket's path has 107 characters; open to others, for PostgreSQL is another user.
    run = request.config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix="chatsite-", dir="/tmp"))
    run.chmod(0o755)

    def make() -> Path:
        folder = run / str(len(list(run.iterdir())))
        folder.mkdir(mode=0o755)
        return folder

    yield make
    for unwanted in run.glob("*/postgres") if request.session.testsfailed else [run]:
        shutil.rmtree(unwanted)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say where the logs of failed tests' servers are."""
    folder = config.stash.get(FOLDER, None)
    if folder and folder.exists():
        terminalreporter.write_line(f"The servers' logs: {folder}/*/*.log")


@pytest.fixture(scope="session")
def topology(make_folder: MakeFolder) -> Iterator[Topology]:
    """Return the running production site, with an administrator and a first room. Whatever a test breaks is healed."""
    site = Topology(make_folder())
    try:
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def embedded(make_folder: MakeFolder) -> Iterator[Embedded]:
    """Return the running default site, with an administrator and a first room."""
    site = Embedded(make_folder())
    try:
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture(autouse=True)
def healed(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that used servers, all of them run, so that the next one does not suffer for it."""
    sites = [request.getfixturevalue(name) for name in ("topology", "embedded") if name in request.fixturenames]
    yield
    for site in sites:
        site.heal()
