"""What is said over the API, and what is done with it."""

import uuid
from functools import partial

import pytest

from chat.actions import reactions
from chat.models import Message, Withdrawn
from tests.api.program import Program, program
from tests.cast import Cast, together

MESSAGES = "/rooms/workshop/messages"
HELLO = {"text": "Hello **you**"}


@pytest.fixture
def bob(cast: Cast) -> Program:
    return program(cast.bob)


def test_what_bob_says_is_said(cast: Cast, bob: Program) -> None:
    said = bob.do("POST", MESSAGES, HELLO)
    assert (said["number"], said["text"], said["html"]) == (1, HELLO["text"], "<p>Hello <strong>you</strong></p>")
    assert program(cast.alice).get(f"{MESSAGES}/1") == said


def test_a_reply_belongs_to_its_thread(bob: Program) -> None:
    bob.do("POST", MESSAGES, HELLO)
    reply = bob.do("POST", MESSAGES, {"text": "Why not?", "answers": 1})
    assert (reply["answers"], reply["thread"]) == (1, 1)
    assert [one["number"] for one in bob.get(f"{MESSAGES}/2/thread")["messages"]] == [1, 2]
    assert bob.get(f"{MESSAGES}/1")["replies"] == 1
    assert bob.refusal("POST", MESSAGES, {"text": "To whom?", "answers": 9}) == (404, "not_found")


def test_a_call_to_many_is_confirmed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat.limits.EVERYONE_UNASKED", 1)
    alice = program(cast.alice)
    assert alice.refusal("POST", MESSAGES, {"text": "@everyone"}) == (409, "confirmation_needed")
    assert alice.do("POST", MESSAGES, {"text": "@everyone", "confirmed": True})["mentions"] == "all"


def test_bob_changes_his_words_and_nobody_else_does(cast: Cast, bob: Program) -> None:
    bob.do("POST", MESSAGES, HELLO)
    changed = bob.do("PATCH", f"{MESSAGES}/1", {"text": "Good morning"})
    assert (changed["text"], changed["edited_at"] is None) == ("Good morning", False)
    assert program(cast.alice).refusal("PATCH", f"{MESSAGES}/1", HELLO) == (403, "not_allowed")


def test_what_is_deleted_says_nothing_and_comes_back_whole(bob: Program) -> None:
    said = bob.do("POST", MESSAGES, HELLO)
    gone = bob.do("DELETE", f"{MESSAGES}/1")
    assert (gone["deleted"], gone["text"], gone["html"]) == (True, "", "")
    back = bob.do("POST", f"{MESSAGES}/1/restore")
    assert {**back, "revision": 0} == {**said, "revision": 0}
    bob.do("DELETE", f"{MESSAGES}/1")
    Withdrawn.objects.all().delete()
    assert bob.refusal("POST", f"{MESSAGES}/1/restore") == (404, "not_found")


def test_reactions_are_put_and_taken_away(cast: Cast, bob: Program) -> None:
    cast.say("alice")
    reactions.add(cast.dana, Message.objects.get(), "🎉")
    path = f"{MESSAGES}/1/reactions/🎉"
    assert bob.do("PUT", path)["reactions"] == [{"emoji": "🎉", "people": [cast.dana.pk, cast.bob.pk]}]
    assert bob.do("PUT", path)["reactions"] == bob.do("GET", f"{MESSAGES}/1")["reactions"]
    assert bob.do("DELETE", path)["reactions"] == [{"emoji": "🎉", "people": [cast.dana.pk]}]
    assert bob.refusal("PUT", f"{MESSAGES}/1/reactions/word") == (422, "invalid_fields")


def test_moderators_pin(cast: Cast, bob: Program) -> None:
    cast.say("alice")
    dana = program(cast.dana)
    assert dana.do("PUT", f"{MESSAGES}/1/pin")["pinned_at"]
    assert [one["number"] for one in bob.get("/rooms/workshop/pins")["messages"]] == [1]
    assert bob.refusal("PUT", f"{MESSAGES}/1/pin") == (403, "not_allowed")
    assert dana.do("DELETE", f"{MESSAGES}/1/pin")["pinned_at"] is None
    assert bob.get("/rooms/workshop/pins")["messages"] == []


def test_the_read_pointer_moves_forward_and_is_set_back(cast: Cast, bob: Program) -> None:
    for _ in range(3):
        cast.say("alice")
    assert bob.get("/rooms/workshop/read") == {"number": 0, "turned_back": 0, "unread": 3}
    assert bob.do("PUT", "/rooms/workshop/read", {"number": 2})["unread"] == 1
    assert bob.do("PUT", "/rooms/workshop/read", {"number": 1})["number"] == 2
    assert bob.do("PUT", "/rooms/workshop/read", {"number": 99})["number"] == 3
    assert bob.do("PUT", "/rooms/workshop/unread", {"number": 2}) == {"number": 1, "turned_back": 1, "unread": 2}
    assert bob.refusal("PUT", "/rooms/workshop/unread", {"number": 9}) == (404, "not_found")


def test_what_is_searched_is_found_in_ones_own_rooms(cast: Cast, bob: Program) -> None:
    cast.say("alice", "The winch is repaired")
    (found,) = bob.get("/search?q=winch from:alice")["found"]
    assert (found["room"], found["number"], found["text"]) == ("workshop", 1, "The winch is repaired")
    assert "<mark>winch</mark>" in found["excerpt"]
    assert program(cast.charlie).get("/search?q=winch")["found"] == []
    assert bob.refusal("GET", "/search?q=" + "x" * 201) == (422, "invalid_fields")


# Saying it once -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["client_id", "key"])
def test_what_is_sent_twice_is_said_once(bob: Program, by: str) -> None:
    body, headers = dict(HELLO), {}
    if by == "client_id":
        body["client_id"] = str(uuid.uuid4())
    else:
        headers["Idempotency_Key"] = "order 17"
    first, again = (bob.do("POST", MESSAGES, body, **headers) for _ in range(2))
    assert first == again
    assert Message.objects.count() == 1


def test_another_persons_same_key_is_another_key(cast: Cast, bob: Program) -> None:
    for asking in (bob, program(cast.alice), program(cast.bob)):
        asking.do("POST", MESSAGES, HELLO, Idempotency_Key="order 17")
    assert sorted(Message.objects.values_list("author__username", flat=True)) == ["alice", "bob"]


def test_one_gives_one_name_for_a_post(bob: Program) -> None:
    both = HELLO | {"client_id": str(uuid.uuid4())}
    assert bob.refusal("POST", MESSAGES, both, Idempotency_Key="order 17") == (422, "invalid_fields")
    assert bob.refusal("POST", MESSAGES, HELLO, Idempotency_Key="x" * 256) == (422, "invalid_fields")


def test_without_a_name_twice_is_twice(bob: Program) -> None:
    assert [bob.do("POST", MESSAGES, HELLO)["number"] for _ in range(2)] == [1, 2]


def test_what_is_sent_twice_at_once_is_said_once(live_cast: Cast) -> None:
    secret = program(live_cast.bob).secret
    ask = partial(Program.do, method="POST", path=MESSAGES, body=HELLO, Idempotency_Key="order 17")
    answers = together(*(partial(ask, Program(secret)) for _ in range(4)))
    assert [one["number"] for one in answers] == [1] * 4  # type: ignore[index]
    assert Message.objects.count() == 1
