"""Files that programs bring."""

import json
from pathlib import Path

import pytest

from chat.models import Attachment
from tests.api.program import API, Program, program
from tests.cast import Cast
from tests.views.uploaded import storage_in

MESSAGES = "/rooms/workshop/messages"
LOG = b"12:00 the winch is oiled\n12:30 the winch turns\n"


@pytest.fixture(autouse=True)
def storage(tmp_path: Path):  # type: ignore[no-untyped-def]
    with storage_in(tmp_path):
        yield


def test_a_file_is_uploaded_then_posted_then_seen(cast: Cast) -> None:
    bob = program(cast.bob, "post")
    uploaded = bob.do("POST", "/uploads?name=winch.txt", LOG)
    assert (uploaded["name"], uploaded["size"], uploaded["kind"]) == ("winch.txt", len(LOG), "file")
    said = bob.do("POST", MESSAGES, {"attachments": [uploaded["key"]]})
    assert [one["key"] for one in said["attachments"]] == [uploaded["key"]]
    assert program(cast.alice).get(f"{MESSAGES}/1")["attachments"] == said["attachments"]


def test_a_file_is_posted_once_and_by_its_owner(cast: Cast) -> None:
    bob = program(cast.bob, "post")
    post = {"attachments": [bob.do("POST", "/uploads?name=winch.txt", LOG)["key"]]}
    assert program(cast.alice).refusal("POST", MESSAGES, post) == (422, "invalid_fields")
    bob.do("POST", MESSAGES, post)
    assert bob.refusal("POST", MESSAGES, post) == (422, "invalid_fields")


def test_what_is_too_large_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat.limits.UPLOAD_BYTES", 10)
    assert program(cast.bob).refusal("POST", "/uploads?name=winch.txt", LOG) == (413, "too_large")
    assert not Attachment.objects.exclude(state=Attachment.State.DISCARDED).exists()


def test_an_empty_file_and_a_form_are_refused(cast: Cast) -> None:
    bob = program(cast.bob)
    assert bob.refusal("POST", "/uploads?name=winch.txt", b"") == (422, "invalid_fields")
    sent = {"Authorization": f"Bearer {bob.secret}"}
    answer = bob.client.post(f"{API}/uploads?name=winch.txt", {"file": "x"}, headers=sent)
    assert (answer.status_code, list(json.loads(answer.content)["fields"])) == (422, ["file"])


def test_nobody_uploads_without_a_token(cast: Cast) -> None:
    assert Program().refusal("POST", "/uploads?name=winch.txt", LOG) == (401, "signed_out")
