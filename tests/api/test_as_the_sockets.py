"""What the API does is what sockets hear, and what it answers is what they show."""

from typing import Any

from chat.live.database import in_database
from tests.api.program import Program, program
from tests.live.conftest import Live, live

__all__ = ["live"]

MESSAGES = "/rooms/workshop/messages"
DEEDS: list[tuple[str, str, Any]] = [
    ("POST", MESSAGES, {"text": "Hello @bob"}),
    ("POST", MESSAGES, {"text": "Why not?", "answers": 1}),
    ("PATCH", f"{MESSAGES}/1", {"text": "Good **morning** @bob"}),
    ("PUT", f"{MESSAGES}/2/reactions/🎉", None),
    ("PUT", f"{MESSAGES}/1/pin", None),
    ("POST", MESSAGES, {"text": "Oh no"}),
    ("DELETE", f"{MESSAGES}/3", None),
    ("PATCH", "/rooms/workshop", {"topic": "Ropes"}),
    ("POST", "/rooms/workshop/members", {"people": ["charlie"]}),
    ("PUT", "/rooms/workshop/members/charlie", {"role": "moderator"}),
    ("DELETE", "/rooms/workshop/members/bob", None),
]
# What identifies a message to a browser, and is the same in both but for the author, whom the API shows whole.
SHARED = ("id", "room", "number", "client_id", "created_at", "deleted", "system", "mentions", "attachments")


def do_all(asking: Program) -> list[dict[str, Any]]:
    """Do everything, and return all that the API then shows of the room: its changes from the beginning."""
    for deed in DEEDS:
        asking.do(*deed)
    return list(asking.get("/rooms/workshop/changes?after=0")["changes"])


def as_rows(change: dict[str, Any]) -> tuple[tuple[str, int], int, Any]:
    """Return a change's key, its revision, and of its row what both sides say."""
    kind = change["kind"]
    if kind == "member":
        return (kind, change["member"]["person"]["id"]), change["revision"], change["member"]
    if kind == "room":
        return (kind, 0), change["revision"], change["state"]
    message = change["message"]
    author = message["author"]
    shared = {name: message[name] for name in SHARED}
    shared["author"] = author["id"] if isinstance(author, dict) else author
    return (kind, message["number"]), change["revision"], shared


async def test_what_is_done_by_token_is_heard_by_sockets_and_both_show_the_same(live: Live) -> None:
    dana = await live.greeted(live.cast.dana)
    asking = await in_database(program, live.cast.alice)
    told = await in_database(do_all, asking)
    heard: dict[tuple[str, int], tuple[int, Any]] = {}
    revision = told[-1]["revision"]
    while not heard or max(found for found, _ in heard.values()) < revision:
        frame = await dana.next()
        if frame["type"] == "change":
            key, at, row = as_rows(frame)
            heard[key] = (at, row)
    known = {key: (at, row) for key, at, row in map(as_rows, told) if key in heard}
    assert known == heard
    assert {key for key in heard if key[0] == "message"} >= {("message", 1), ("message", 2), ("message", 3)}
