"""The rows of connections in production: of all processes, and gone with the process, however it ends."""

import asyncio
import time
from collections.abc import Callable, Iterator

import pytest

from chat import limits
from tests.flow.crowd import Crowd, crowd
from tests.flow.scripted import Scripted
from tests.flow.tabs import until
from tests.servers.embedded import Embedded
from tests.servers.fixtures import MakeFolder
from tests.servers.site import Site
from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

# The times of limits.py, about an eighth as long.
TIMES = {"PROCESS_SECONDS": 2, "PROCESS_EXPIRY_SECONDS": 6, "DRAIN_SECONDS": 1}
ROWS = """
from chat.models import Connection, Process
rows = Connection.objects.filter(person__in=people)
answer = [sorted([row.pk, row.person_id] for row in rows), Process.objects.count()]
"""
# A row is written within a second, and a shell takes some to say so.
WRITTEN_SECONDS = 10.0


@pytest.fixture(scope="module")
def site(make_folder: MakeFolder) -> Iterator[Topology]:
    """Return production, in which silent processes are forgotten early."""
    site = Topology(make_folder(), LIMITS=",".join(f"{name}={seconds}" for name, seconds in TIMES.items()))
    try:
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture(autouse=True)
def nothing_stumbles(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every process runs again afterwards, and none has had anything to complain of."""
    site = request.getfixturevalue("site" if "site" in request.fixturenames else "embedded")
    yield
    site.heal()
    for process in site.web if isinstance(site, Topology) else [site.server]:
        assert "Traceback" not in process.log(), process.name


def stored(site: Site, *clients: Scripted) -> tuple[dict[str, int], int]:
    """Return whose each row of these people is, by the connection's name, and how many processes there are."""
    rows, processes = site.run(ROWS, people=[client.person.id for client in clients])
    return dict(rows), processes


def name_of(client: Scripted) -> str:
    """Return under which name the client's last socket goes."""
    return next(frame["connection"] for frame in reversed(client.frames) if frame["type"] == "ready")


async def becomes(condition: Callable[[], bool], seconds: float = WRITTEN_SECONDS) -> None:
    """Return once the stored rows are so; they are read by another process, one shell after the other."""
    deadline = time.monotonic() + seconds
    while not await asyncio.to_thread(condition):
        assert time.monotonic() < deadline


async def both_listed(site: Topology, people: Crowd) -> dict[str, int]:
    """Return the rows of the two, once they are there."""
    expected = {name_of(client): client.person.id for client in people.clients}
    await becomes(lambda: stored(site, *people.clients) == (expected, 2))
    return expected


async def test_rows_of_a_killed_process_go_within_its_minute_and_the_others_stay(site: Topology) -> None:
    async with crowd(site, "Killed", 2, paths=[web.socket for web in site.web]) as people:
        alice, bob = people.clients
        rows = await both_listed(site, people)
        await asyncio.to_thread(site.web[1].kill)
        assert (await asyncio.to_thread(stored, site, alice, bob)) == (rows, 2)
        kept = {name_of(alice): alice.person.id}
        forgotten = TIMES["PROCESS_EXPIRY_SECONDS"] + TIMES["PROCESS_SECONDS"]
        await becomes(lambda: stored(site, alice, bob) == (kept, 1), forgotten + WRITTEN_SECONDS)
        assert limits.PROCESS_EXPIRY_SECONDS + limits.PROCESS_SECONDS <= 60


async def test_a_process_that_is_stopped_leaves_no_row(site: Topology) -> None:
    async with crowd(site, "Stopped", 2, paths=[web.socket for web in site.web]) as people:
        alice, bob = people.clients
        await both_listed(site, people)
        await asyncio.to_thread(site.web[1].stop)
        assert (await asyncio.to_thread(stored, site, alice, bob)) == ({name_of(alice): alice.person.id}, 1)


async def test_a_window_at_one_process_is_closed_by_a_page_of_the_other(site: Topology) -> None:
    async with crowd(site, "Closed", 2, paths=[web.socket for web in site.web]) as people:
        alice, bob = people.clients
        await both_listed(site, people)
        await asyncio.to_thread(close_window, people, bob)
        await until(lambda: any(frame["type"] == "bye" for frame in bob.frames), 1)
        assert [frame["code"] for frame in bob.frames if frame["type"] == "bye"] == [4410]
        assert not [frame for frame in alice.frames if frame["type"] == "bye"]


def close_window(people: Crowd, client: Scripted) -> None:
    """Somebody closes their own window with the page's form, at the first process."""
    host = {"Host": people.host, "Origin": people.site.url}
    cookies = {"sessionid": client.person.session}
    with people.site.web[0].client(cookies=cookies, headers=host) as browser:
        browser.get("/profile/connections/")
        form = {"csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        assert browser.post(f"/profile/connections/{name_of(client)}/close/", data=form).status_code == 302


async def test_with_sqlite_it_is_the_same(embedded: Embedded) -> None:
    async with crowd(embedded, "Embedded", 2) as people:
        alice, bob = people.clients
        expected = {name_of(client): client.person.id for client in (alice, bob)}
        await becomes(lambda: stored(embedded, alice, bob) == (expected, 1))
        await asyncio.to_thread(embedded.server.stop)
        assert (await asyncio.to_thread(stored, embedded, alice, bob)) == ({}, 0)
