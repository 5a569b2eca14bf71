"""Messages beside the timeline: threads, versions, pins, saved ones, mentions, and the way to a day."""

import uuid
from datetime import UTC, datetime

import pytest

from chat import limits
from chat.actions import deletion, edits, memberships, messages, pins, saved
from chat.models import Message, User
from tests.cast import Browser, Cast

ROOM = "/rooms/workshop/"


def answer(cast: Cast, name: str, original: Message, text: str) -> Message:
    return messages.post(getattr(cast, name), cast.room, uuid.uuid4(), text, answers=original)


def test_a_thread_shows_its_first_message_and_all_replies_in_order(cast: Cast, browser: Browser) -> None:
    root = cast.say("alice", "Where is the winch?")
    cast.say("bob", "Something else")
    answer(cast, "dana", answer(cast, "bob", root, "In the shed"), "Not any more")
    page = browser(cast.bob).get(f"{ROOM}{root.number}/thread/").content.decode()
    bodies = [page.index(text) for text in ("<p>Where is the winch?", "<p>In the shed", "<p>Not any more")]
    assert bodies == sorted(bodies)
    assert "Something else" not in page


def test_the_thread_of_a_reply_is_the_thread_that_it_stands_in(cast: Cast, browser: Browser) -> None:
    reply = answer(cast, "bob", cast.say("alice", "Where is the winch?"), "In the shed")
    page = browser(cast.bob).get(f"{ROOM}{reply.number}/thread/?panel").content.decode()
    assert 'data-thread="1"' in page
    assert "<html" not in page


def test_without_javascript_a_form_replies(cast: Cast, browser: Browser) -> None:
    root = cast.say("alice", "Where is the winch?")
    form = {"text": "In the shed", "client_id": uuid.uuid4()}
    led = browser(cast.bob).post(f"{ROOM}{root.number}/thread/", form)
    assert led.headers["Location"] == f"{ROOM}2/"
    assert Message.objects.get(number=2).answers == root


def test_a_refused_reply_keeps_what_was_typed(cast: Cast, browser: Browser) -> None:
    root = cast.say("alice")
    text = "x" * (limits.MESSAGE_CHARACTERS + 1)
    kept = browser(cast.bob).post(f"{ROOM}{root.number}/thread/", {"text": text, "client_id": uuid.uuid4()})
    assert kept.status_code == 422
    assert text in kept.content.decode()


def test_earlier_versions_are_shown_and_those_of_a_deleted_message_are_gone(cast: Cast, browser: Browser) -> None:
    said = cast.say("alice", "At nien")
    edits.edit(cast.alice, said, "At nine")
    address = f"{ROOM}{said.number}/edits/"
    page = browser(cast.bob).get(address).content.decode()
    assert page.index("At nien") < page.index("At nine")
    deletion.delete(cast.alice, said)
    assert browser(cast.bob).get(address).status_code == 404


def test_pins_are_listed_the_newest_first(cast: Cast, browser: Browser) -> None:
    for text in ("First", "Second"):
        pins.pin(cast.dana, cast.say("bob", text))
    page = browser(cast.bob).get(f"{ROOM}pins/").content.decode()
    assert page.index("<p>Second") < page.index("<p>First")


def test_saved_messages_are_mine_alone_and_only_while_i_may_see_them(cast: Cast, browser: Browser) -> None:
    said = cast.say("alice", "Keep this")
    saved.keep(cast.bob, said)
    assert "Keep this" in browser(cast.bob).get("/saved/").content.decode()
    assert "Keep this" not in browser(cast.dana).get("/saved/").content.decode()
    memberships.leave(cast.membership("bob"))
    assert "Keep this" not in browser(cast.bob).get("/saved/").content.decode()


def test_what_is_deleted_is_saved_no_longer(cast: Cast, browser: Browser) -> None:
    said = cast.say("alice", "Keep this")
    saved.keep(cast.bob, said)
    deletion.delete(cast.alice, said)
    assert "data-listed" not in browser(cast.bob).get("/saved/").content.decode()


def test_mentions_are_listed_while_one_is_in_the_room(cast: Cast, browser: Browser) -> None:
    cast.say("alice", "@bob, look")
    cast.say("alice", "@dana, look there")
    page = browser(cast.bob).get("/mentions/").content.decode()
    assert page.count("data-listed") == 1
    memberships.leave(cast.membership("bob"))
    assert "data-listed" not in browser(cast.bob).get("/mentions/").content.decode()


def test_long_lists_go_on_on_the_next_page(cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE_MESSAGES", 2)
    said = [cast.say("alice", f"@bob {number}") for number in range(3)]
    window = browser(cast.bob)
    first = window.get("/mentions/").content.decode()
    assert f"?before={said[1].pk}" in first
    rest = window.get(f"/mentions/?before={said[1].pk}").content.decode()
    assert rest.count("data-listed") == 1
    assert "?before=" not in rest


@pytest.mark.parametrize("before", ["x", "-1", "1" * 5000, "\uff11"])
def test_a_place_in_a_list_is_a_number(cast: Cast, browser: Browser, before: str) -> None:
    assert browser(cast.bob).get("/mentions/", {"before": before}).status_code == 422


@pytest.mark.parametrize(
    ("day", "number"),
    [("2026-01-01", 1), ("2026-01-05", 1), ("2026-01-06", 2), ("2026-01-08", 3), ("2026-02-01", None)],
)
def test_a_day_leads_to_its_first_message(cast: Cast, browser: Browser, day: str, number: int | None) -> None:
    for at in (5, 6, 9):
        said = cast.say("alice")
        Message.objects.filter(pk=said.pk).update(created_at=datetime(2026, 1, at, 12, tzinfo=UTC))
    led = browser(cast.bob).get(f"{ROOM}jump/", {"on": day}).headers["Location"]
    assert led == (f"{ROOM}{number}/" if number else ROOM)


def test_a_day_begins_where_the_person_is(cast: Cast, browser: Browser) -> None:
    for hour in (14, 16):
        said = cast.say("alice")
        Message.objects.filter(pk=said.pk).update(created_at=datetime(2026, 1, 5, hour, tzinfo=UTC))
    User.objects.filter(pk=cast.bob.pk).update(timezone="Asia/Tokyo")
    # The sixth begins at three in the afternoon, UTC.
    assert browser(cast.bob).get(f"{ROOM}jump/", {"on": "2026-01-06"}).headers["Location"] == f"{ROOM}2/"


@pytest.mark.parametrize("day", ["", "today", "2026-13-01", "0000-00-00", "9" * 99])
def test_what_is_no_day_is_refused(cast: Cast, browser: Browser, day: str) -> None:
    assert browser(cast.bob).get(f"{ROOM}jump/", {"on": day}).status_code == 422


def test_lists_cost_few_queries_however_long_they_are(
    cast: Cast, browser: Browser, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    window = browser(cast.bob)
    for _ in range(8):
        said = cast.say("alice", "@bob")
        saved.keep(cast.bob, said)
        pins.pin(cast.alice, said)
    for address in ("/saved/", "/mentions/", f"{ROOM}pins/", f"{ROOM}1/thread/"):
        with django_assert_max_num_queries(12):
            window.get(address)
