"""What docs/operations.md says about backups gives everything back."""

import shlex
import shutil
import subprocess
import sys

import pytest

from tests.servers.embedded import Embedded
from tests.servers.postgres import programs
from tests.servers.process import ROOT

pytestmark = pytest.mark.servers

DOCUMENTATION = (ROOT / "docs" / "operations.md").read_text()
DUMP = "pg_dump -Fc chatsite"
RESTORE = "pg_restore -d chatsite --clean --if-exists --single-transaction"
VACUUM = "import sqlite3; sqlite3.connect('data/chatsite.sqlite3').execute('VACUUM INTO ?', ['chat.sqlite3'])"


@pytest.mark.parametrize("words", [DUMP, RESTORE, VACUUM])
def test_the_commands_tried_here_are_those_in_the_documentation(words):
    assert words in DOCUMENTATION


def test_a_room_comes_back_from_a_dump_of_postgresql(topology):
    (alice,) = topology.people("alice")
    room = topology.room("In the dump", alice)
    dump = topology.folder / "chat.dump"
    with dump.open("wb") as file:
        postgresql(topology, DUMP, stdout=file)
    for web in topology.web:
        web.stop()
    topology.run(
        "from chat.models import Membership, Room; Membership.objects.all().delete(); Room.objects.update(name='x')"
    )
    with dump.open("rb") as file:
        postgresql(topology, RESTORE, stdin=file)
    topology.heal()
    assert "In the dump" in topology.client(alice).get(f"/rooms/{room['slug']}/").text


def test_a_room_comes_back_from_a_copy_of_sqlite(embedded, make_folder):
    (alice,) = embedded.people("alice")
    room = embedded.room("In the copy", alice)
    subprocess.run([sys.executable, "-c", VACUUM], cwd=embedded.folder, check=True)

    restored = Embedded(make_folder())
    data = restored.folder / "data"
    data.mkdir()
    shutil.copy(embedded.folder / "chat.sqlite3", data / "chatsite.sqlite3")
    try:
        restored.start(founded=False)
        assert "In the copy" in restored.client(alice).get(f"/rooms/{room['slug']}/").text
    finally:
        restored.stop()


def postgresql(topology, command: str, **streams) -> None:
    """Run one of PostgreSQL's programs against the topology's database, whose user has another name than ours."""
    name, *words = shlex.split(command)
    where = {"PGHOST": "127.0.0.1", "PGPORT": str(topology.postgres.port), "PGUSER": "chatsite"}
    subprocess.run([str(programs() / name), *words], env=where, check=True, timeout=60, **streams)
