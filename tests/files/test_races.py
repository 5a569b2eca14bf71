"""Uploads at once, and uploads that are killed: on PostgreSQL, with processes and locks as in production."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.servers.fixtures import MakeFolder
from tests.servers.postgres import Postgres
from tests.servers.site import Site

pytestmark = pytest.mark.servers

PLAY = """
from tests.files import inside
answer = {}
for name in names:
    inside.begin()
    answer[name] = getattr(inside, name)()
"""


@pytest.fixture(scope="module")
def house(make_folder: MakeFolder) -> Iterator[Site]:
    """Return a migrated site on PostgreSQL."""
    folder = make_folder()
    postgres = Postgres(folder)
    try:
        postgres.start()
        postgres.create_database()
        site = Site(folder, "http://127.0.0.1:8000", {"DATABASE_URL": postgres.url})
        site.manage("migrate", "--verbosity=0")
        yield site
    finally:
        postgres.kill()


def play(house: Site, *names: str) -> Any:
    """Return what came of each of these, each from a fresh start, all in one process: a process takes its time."""
    return house.run(PLAY, names=names)


def test_what_happens_at_once_happens_once(house: Site) -> None:
    came = play(
        house, "parallel_posts", "take_the_last_two_away", "parallel_sweeps", "post_and_take_away", "parallel_uploads"
    )
    assert came["parallel_posts"] == {"came": ["done", "invalid_fields"], "messages": 1, "rows": 2, "places": 2}
    assert came["take_the_last_two_away"] == {"came": ["done", "done"], "deleted": True}
    assert came["parallel_sweeps"] == {"came": ["done", "done"], "rows": 0, "places": 0}
    either = came["post_and_take_away"]
    assert either["came"]["done"] == 1
    assert either["messages"] == either["rows"] == either["places"]
    assert came["parallel_uploads"] == {"came": ["done", "done", *["quota_full"] * 3], "rows": 2, "places": 2}


def test_uploads_at_once_do_not_pass_the_bounds_of_waiting_and_arriving(house: Site) -> None:
    came = play(house, "parallel_waiting")["parallel_waiting"]
    assert came["came"]["done"] == came["rows"] == came["places"] <= 2
    assert set(came["came"]) <= {"done", "quota_full", "slow_down"}


@pytest.mark.parametrize(("deed", "places"), [("be_killed", 0), ("be_killed_while_storing", 1)])
def test_an_upload_that_is_killed_is_seen_by_nobody_and_swept(house: Site, deed: str, places: int) -> None:
    house.run("from tests.files import inside; inside.begin()")
    with pytest.raises(AssertionError, match=r"manage\.py shell"):
        house.run(f"from tests.files import inside; inside.{deed}()")
    found = house.run("from tests.files import inside; answer = inside.sweep_what_was_left()")
    assert found["before"] == {"rows": 1, "places": places, "incoming": 1, "waiting": 0}
    assert found["after"] == {"rows": 0, "places": 0, "incoming": 0}
