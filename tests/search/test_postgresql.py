"""The same on PostgreSQL: what is found, that no text is an error, and what it does without pg_trgm."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.search.cases import FINDS
from tests.servers.fixtures import MakeFolder
from tests.servers.postgres import NAME, Postgres
from tests.servers.site import Site

pytestmark = pytest.mark.servers

# Who owns no database may not create an extension in it.
GUEST = [
    "CREATE ROLE guest LOGIN",
    "CREATE DATABASE guesthouse",
]
GRANT = "GRANT CREATE ON SCHEMA public TO guest"
ANSWERS = "from tests.search.inside import answers; answer = answers(queries)"
WARNINGS = "from chat import checks; answer = [one.id for one in checks.check_search(['default'])]"
TIMED_OUT = """
from chat import limits
from chat.errors import SearchTooSlow
from chat.models import User
from chat.search import postgresql
from tests.search.inside import ask
alice = User.objects.get(username="alice")
limits.SEARCH_SECONDS = 0.001
postgresql.NEAR = postgresql.NEAR.replace("SELECT", "SELECT pg_sleep(1),", 1)
try:
    ask(alice, "boats")
except SearchTooSlow as error:
    answer = error.code
"""


@dataclass
class House:
    """A migrated site on PostgreSQL, where Alice has looked for everything in FINDS; `guest` may do less there."""

    site: Site
    guest: Site
    postgres: Postgres
    found: list[list[str]]


@pytest.fixture(scope="module")
def house(make_folder: MakeFolder) -> Iterator[House]:
    folder = make_folder()
    postgres = Postgres(folder)
    try:
        postgres.start()
        postgres.create_database()
        with postgres.connection() as connection:
            for statement in GUEST:
                connection.execute(statement)
        with postgres.connection("guesthouse") as connection:
            connection.execute(GRANT)
        guests = postgres.url.replace(f"{NAME}@", "guest@").replace(f"/{NAME}", "/guesthouse")
        site, guest = (Site(folder, "http://127.0.0.1:8000", {"DATABASE_URL": url}) for url in (postgres.url, guests))
        site.manage("migrate", "--verbosity=0")
        yield House(site, guest, postgres, site.run(ANSWERS, queries=[query for query, _ in FINDS]))
    finally:
        postgres.kill()


@pytest.mark.parametrize(("place", "query", "found"), [(place, *case) for place, case in enumerate(FINDS)])
def test_alice_finds(house: House, place: int, query: str, found: str) -> None:
    assert set(house.found[place]) == set(found.split()), query


def test_no_text_is_an_error(house: House) -> None:
    code = "from tests.search.inside import survive_anything; answer = survive_anything(400)"
    assert house.site.run(code) >= 400


def test_whatever_was_said_is_found_by_its_own_words_and_signs(house: House) -> None:
    assert house.site.run("from tests.search.inside import find_what_was_said; answer = find_what_was_said(150)") > 150


def test_a_search_that_takes_too_long_is_ended(house: House) -> None:
    assert house.site.run(TIMED_OUT) == "search_too_slow"


def test_what_can_be_found_is_kept_in_step(house: House) -> None:
    code = "from tests.search.inside import keep_in_step; answer = keep_in_step()"
    assert house.site.run(code) == {
        "said": ["boat"],
        "edited": ["ship"],
        "reacted": True,
        "deleted": [],
        "undone": ["ship"],
        "removed": [],
        "emptied": 0,
    }


def test_without_pg_trgm_it_says_so_and_looks_among_the_newest(house: House) -> None:
    house.guest.manage("migrate", "--verbosity=0")
    assert house.guest.run(WARNINGS) == ["chat.W002"]
    found = house.guest.run(ANSWERS, queries=["*schiff*", "foo_bar()", "東京"])
    assert found == [["german"], ["call"], ["tokyo"]]
    with house.postgres.connection("guesthouse") as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
    house.guest.manage("rebuild_search")
    assert house.guest.run(WARNINGS) == []
