"""Uploads through the whole server: what a form brings, and what is left of somebody who is gone."""

import socket
import uuid
from pathlib import Path

import pytest

from chat import limits
from tests.server.conftest import House
from tests.servers.waiting import wait_until

pytestmark = pytest.mark.servers

# More than the server and Django hold in memory.
LONG = b"A plan of the harbour. " * 200_000
COUNT = """
from chat.files import store
from chat.models import Attachment
answer = [Attachment.objects.count(), len(list(store.places()))]
"""


def incoming(house: House) -> list[Path]:
    return list((Path(house.site.settings["DATA_DIR"]) / "incoming").iterdir())


def test_a_form_without_javascript_sends_a_long_file_with_its_words(house: House) -> None:
    room = house.room()
    with house.site.client(house.alice, follow_redirects=True) as browser:
        browser.get("/profile/")
        form = {"text": "Look", "client_id": str(uuid.uuid4()), "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        answer = browser.post(f"/rooms/{room['slug']}/", data=form, files={"file": ("plan.txt", LONG)})
    assert answer.status_code == 200
    assert "plan.txt" in answer.text
    assert incoming(house) == []


def test_nothing_is_left_of_who_is_gone_in_the_middle(house: House) -> None:
    before = house.site.run(COUNT)
    port = int(house.site.settings["PORT"])
    with socket.create_connection(("127.0.0.1", port), timeout=15) as connection:
        head = f"POST /uploads/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {limits.UPLOAD_BYTES}\r\n\r\n"
        connection.sendall(head.encode() + LONG)
    wait_until(lambda: not incoming(house), "nothing arrives any more")
    assert house.site.run(COUNT) == before
