"""From one end of a room to the other, a page at a time."""

import re
from collections.abc import Iterator

import pytest

from chat import limits, queries
from chat.models import Message
from tests.api.program import API, Program, program
from tests.cast import Cast

MESSAGES = "/rooms/workshop/messages"


@pytest.fixture
def bob(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Bob's program, in a room of 12 messages and pages of 5."""
    monkeypatch.setattr("chat.throttle.spend_send", lambda author, room: None)
    for number in range(12):
        cast.say("alice", f"Message {number}")
    monkeypatch.setattr(limits, "PAGE_MESSAGES", 5)
    return program(cast.bob)


def pages(bob: Program, end: str, begin: str, step: str) -> Iterator[list[int]]:
    """Yield the numbers of each page, following `end` by the parameter `step`."""
    path = MESSAGES + begin
    while path:
        page = bob.get(path)
        yield [message["number"] for message in page["messages"]]
        path = f"{MESSAGES}?{step}={page[end]}" if page[end] is not None else ""


def test_back_to_the_beginning_without_hole_or_double_while_others_post(cast: Cast, bob: Program) -> None:
    found = []
    for page in pages(bob, "older", "", "before"):
        found = page + found
        cast.say("alice", "And another thing")
    assert found == list(range(1, 13))


def test_on_to_the_end_without_hole_or_double_while_others_post(cast: Cast, bob: Program) -> None:
    found: list[int] = []
    for page in pages(bob, "newer", "?after=0", "after"):
        found += page
        if len(found) < 12:
            cast.say("alice", "And another thing")
    assert found == list(range(1, Message.objects.count() + 1))


def test_links_lead_where_the_fields_say(bob: Program) -> None:
    answer = bob.ask("GET", f"{MESSAGES}?around=6")
    assert [one["number"] for one in answer.json()["messages"]] == [4, 5, 6, 7, 8]
    links = dict(reversed(link) for link in re.findall(r'<([^>]+)>; rel="(\w+)"', answer.headers["Link"]))
    assert links == {"prev": f"{API}{MESSAGES}?before=4", "next": f"{API}{MESSAGES}?after=8"}
    assert "Link" not in bob.ask("GET", f"{MESSAGES}?after=12").headers


def test_one_asks_for_one_page(bob: Program) -> None:
    for wrong in ("before=3&after=4", "before=0", "after=-1", "around=x", "before=" + "9" * 5_000):
        assert bob.refusal("GET", f"{MESSAGES}?{wrong}") == (422, "invalid_fields")


def test_a_page_costs_the_same_however_long_it_is(
    bob: Program, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    bob.get(MESSAGES)
    for length in (2, 10):
        monkeypatch.setattr(limits, "PAGE_MESSAGES", length)
        # The token, the membership, the messages, and three for what hangs at them.
        with django_assert_num_queries(6):
            bob.get(MESSAGES)


# What has changed ---------------------------------------------------------------------------------------------------


def test_changes_are_followed_by_revision(cast: Cast, bob: Program) -> None:
    start = bob.get("/rooms/workshop")["revision"]
    assert bob.get(f"/rooms/workshop/changes?after={start}")["changes"] == []
    cast.say("alice", "One more")
    program(cast.alice).do("PATCH", "/rooms/workshop", {"topic": "Ropes"})
    told = bob.get(f"/rooms/workshop/changes?after={start}")
    assert [change["kind"] for change in told["changes"]][:2] == ["message", "room"]
    assert told["changes"][0]["message"] == bob.get(f"{MESSAGES}/13")
    assert told["changes"][1]["state"]["topic"] == "Ropes"
    assert (told["start"], told["to"], told["reset"]) == (start, bob.get("/rooms/workshop")["revision"], False)


def test_too_many_changes_and_a_future_revision_tell_to_begin_anew(
    bob: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bob.get("/rooms/workshop/changes?after=99999")["reset"]
    few = queries.changes_since
    monkeypatch.setattr(queries, "changes_since", lambda room_id, revision: few(room_id, revision, most=5))
    told = bob.get("/rooms/workshop/changes?after=0")
    assert (told["reset"], told["changes"]) == (True, [])
