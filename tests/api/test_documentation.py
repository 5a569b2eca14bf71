"""What docs/api.md says is so: its examples run, and its numbers are the code's."""

import json
import re
import subprocess
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from chat import limits
from chat.actions import rooms, tokens
from chat.models import Message
from tests.boundaries.sources import ROOT
from tests.cast import Cast

TEXT = (ROOT / "docs" / "api.md").read_text()
EXAMPLES = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture
def run(live_cast: Cast, live_server: LiveServer):  # type: ignore[no-untyped-def]
    """Return a function that runs an example against a real server, as Alice, and returns its answer."""
    rooms.create(live_cast.alice, "open", "general")
    _token, secret = tokens.create(live_cast.alice, "curl", "post", days=7)
    _token, widest = tokens.create(live_cast.ada, "curl", "manage", days=7)
    names = {
        "TOKEN": secret,
        "ADMINISTRATOR_TOKEN": widest,
        "SITE": live_server.url,
        "PATH": "/usr/bin:/bin",
        "no_proxy": "*",
    }

    def run(example: str) -> Any:
        done = subprocess.run(["sh", "-c", example], env=names, capture_output=True, check=True, timeout=60)
        return json.loads(done.stdout)

    return run


def test_the_examples_run(run) -> None:  # type: ignore[no-untyped-def]
    listing, posting, reading, handing = EXAMPLES
    assert [room["slug"] for room in run(listing)] == ["general", "workshop"]
    said = run(posting)
    assert said["html"] == "<p>Build 17 is <strong>green</strong>.</p>"
    assert run(posting) == said
    assert run(reading)["messages"] == [said]
    assert Message.objects.count() == 1
    assert run(handing) == {"connections": 0}


def test_its_numbers_are_those_of_the_code() -> None:
    assert f"{limits.API_REQUESTS} times in {limits.API_SECONDS} seconds" in TEXT
    assert f"a page of {limits.PAGE_MESSAGES}" in TEXT
    assert f"the next page, of {limits.PAGE_CONNECTIONS}" in TEXT
    assert f"at most {limits.CONNECTION_DATA_BYTES // 1024} KiB" in TEXT
    assert f"more than {limits.CONNECTION_DATA_BURST} texts in a second" in TEXT
