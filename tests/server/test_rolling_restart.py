"""Promise 7: both processes are restarted one after the other, again and again, while everybody talks."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.flow.crowd import CONVERGE_SECONDS, crowd
from tests.server.conftest import UNHURRIED
from tests.servers.fixtures import MakeFolder
from tests.servers.topology import Topology

pytestmark = pytest.mark.servers

PEOPLE = 12
ROUNDS = 5
BACK_SECONDS = 10
RESTARTING = 1012


@pytest.fixture
def production(make_folder: MakeFolder) -> Iterator[Topology]:
    """Return production as it is, but that people are told to come back within a second."""
    site = Topology(make_folder(), LIMITS=f"{UNHURRIED},DRAIN_RETRY_SECONDS=1")
    try:
        site.start()
        yield site
    finally:
        site.stop()


async def test_promise_7_a_rolling_restart_under_load_loses_nobody_and_nothing(production: Topology) -> None:
    async with crowd(production, "Rolling", PEOPLE) as people:
        away = []
        async with people.talking():
            for web in production.web * ROUNDS:
                assert await asyncio.to_thread(web.stop) == 0
                away.append(await people.come_back())
                await asyncio.to_thread(web.start)
        await people.converge()
        people.report("promise 7", back_after=away)
        await asyncio.to_thread(people.check)
        assert max(away) < BACK_SECONDS
        assert people.slowest() < CONVERGE_SECONDS
        assert {code for client in people.clients for code in client.endings} == {RESTARTING}
        assert not any("Traceback" in web.log() for web in production.web)
