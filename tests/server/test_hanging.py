"""A database that never answers: the process ends all the same, after everybody was told, and by an alarm."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from chat.limits import DRAIN_SECONDS
from chatsite.server import PAGES_SECONDS
from tests.server.conftest import LIMITS, House
from tests.servers.embedded import Embedded
from tests.servers.fixtures import MakeFolder
from tests.servers.postgres import Postgres
from tests.servers.waiting import wait_until

pytestmark = pytest.mark.servers

EXIT_SECONDS = 15
# Outside tests everybody's bye may take that long, and then every page.
POLITE_SECONDS = DRAIN_SECONDS + PAGES_SECONDS
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


@pytest.fixture
def postgres(make_folder: MakeFolder) -> Iterator[Postgres]:
    """Return a database that waits for ever, as SQLite would not."""
    postgres = Postgres(make_folder())
    try:
        postgres.start()
        postgres.create_database()
        yield postgres
    finally:
        postgres.kill()


@pytest.fixture
def mortal(postgres: Postgres) -> Iterator[House]:
    """Return a house on this database."""
    site = Embedded(postgres.folder, DATABASE_URL=postgres.url, LIMITS=LIMITS)
    try:
        site.start()
        yield House(site)
    finally:
        site.stop()


@contextlib.contextmanager
def locked(postgres: Postgres) -> Iterator[None]:
    """While this lasts, whoever reads or writes messages waits."""
    with postgres.connection() as other, other.transaction():
        other.execute("LOCK TABLE chat_message")
        yield


def waiting(postgres: Postgres) -> int:
    """Return how many of the server's connections wait for the lock."""
    with postgres.connection() as other:
        (count,) = other.execute(WAITING).fetchone() or (0,)
    return count


def test_what_never_ends_is_cut_when_the_polite_part_is_over(mortal: House, postgres: Postgres) -> None:
    room, server = mortal.room(), mortal.site.server
    with (
        mortal.socket(mortal.alice) as alice,
        mortal.socket(mortal.bob) as bob,
        mortal.site.client(mortal.dana) as dana,
        ThreadPoolExecutor(1) as threads,
        locked(postgres),
    ):
        page = threads.submit(dana.get, f"/rooms/{room['slug']}/")
        alice.post(room)
        wait_until(lambda: waiting(postgres) >= 2, "a page and a command hang")
        begin = time.monotonic()
        os.kill(server.pid, signal.SIGTERM)
        assert [(frames[-1]["type"], code) for frames, code in (alice.end(), bob.end())] == [("bye", 1012)] * 2
        assert server.is_running
        assert server.ended(EXIT_SECONDS) == -signal.SIGALRM
        assert POLITE_SECONDS < time.monotonic() - begin < EXIT_SECONDS
        assert isinstance(page.exception(1), httpx.TransportError)
