"""Older messages, and the address of one message."""

import uuid

import pytest
from django.utils import timezone

from chat.actions import deletion
from chat.models import Message, Room
from tests.cast import Browser, Cast
from tests.views.page import Page

HISTORY = "/rooms/workshop/messages/"
LAST = 130


@pytest.fixture
def talk(cast: Cast) -> Cast:
    """130 messages are in the workshop."""
    start, now = cast.room.revision, timezone.now()
    Message.objects.bulk_create(
        Message(
            room=cast.room, author=cast.alice, number=number, revision=start + number, client_id=uuid.uuid4(),
            text=f"Line {number}", html=f"<p>Line {number}</p>", created_at=now,
        )
        for number in range(1, LAST + 1)
    )  # fmt: skip
    Room.objects.filter(pk=cast.room.pk).update(last_number=LAST, revision=start + LAST)
    return cast


def numbers(response) -> list[int]:  # type: ignore[no-untyped-def]
    return [int(article["data-number"]) for article in Page(response).all("article", data_number="")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("before=131", range(81, 131)),
        ("before=81", range(31, 81)),
        ("before=31", range(1, 31)),
        ("before=1", []),
        ("before=0", []),
        ("before=9223372036854775807", range(81, 131)),
        ("after=0", range(1, 51)),
        ("after=100", range(101, 131)),
        ("after=130", []),
        ("after=0000000000000000100", range(101, 131)),
    ],
)
def test_a_page_of_history_is_fifty_in_order(talk: Cast, browser: Browser, query: str, found: range) -> None:
    assert numbers(browser(talk.bob).get(f"{HISTORY}?{query}")) == list(found)


def test_history_is_markup_of_messages_and_nothing_else(talk: Cast, browser: Browser) -> None:
    answer = browser(talk.bob).get(f"{HISTORY}?before=3")
    assert answer.content.decode().startswith("<article")
    assert not Page(answer).has("html")
    assert [body.text for body in Page(answer).all(data_body="")] == ["Line 1", "Line 2"]


def test_history_page_and_room_page_show_the_same_markup(talk: Cast, browser: Browser) -> None:
    window = browser(talk.bob)
    whole = window.get("/rooms/workshop/").content.decode()
    articles = window.get(f"{HISTORY}?before=131").content.decode().split("</article>")[:-1]
    assert [article.strip() in whole for article in articles] == [True] * 50


@pytest.mark.parametrize(
    "query",
    ["", "before=", "before=-1", "before=x", "before=1.5", "before=9223372036854775808", "after=²", "after=٣"]
    + [f"{side}={digits}" for side in ("before", "after") for digits in ("0" * 5_000, "9" * 5_000, "1" * 20)],
)
def test_a_number_that_is_none_gets_a_sentence(talk: Cast, browser: Browser, query: str) -> None:
    answer = browser(talk.bob).get(f"{HISTORY}?{query}")
    assert answer.status_code == 422
    assert "number" in Page(answer).text


def test_deleted_messages_keep_their_place_in_history(talk: Cast, browser: Browser) -> None:
    deletion.delete(talk.alice, Message.objects.select_related("room", "author").get(number=2))
    answer = browser(talk.bob).get(f"{HISTORY}?before=4")
    assert numbers(answer) == [1, 2, 3]
    assert "Line 2" not in answer.content.decode()


@pytest.mark.parametrize(
    ("number", "first", "last"), [(1, 1, 50), (20, 1, 50), (70, 45, 94), (120, 95, 130), (130, 105, 130)]
)
def test_a_messages_address_opens_the_room_around_it(
    talk: Cast, browser: Browser, number: int, first: int, last: int
) -> None:
    answer = browser(talk.bob).get(f"/rooms/workshop/{number}/")
    found = numbers(answer)
    assert (found[0], found[-1], number in found) == (first, last, True)
    assert Page(answer).one("section", data_room="")["data-anchor"] == str(number)


@pytest.mark.parametrize("number", ["0", "131", "9" * 30, "9" * 5_000])
def test_a_message_that_was_never_said_has_no_address(talk: Cast, browser: Browser, number: str) -> None:
    assert browser(talk.bob).get(f"/rooms/workshop/{number}/").status_code == 404


def test_a_message_links_to_its_address(talk: Cast, browser: Browser) -> None:
    page = Page(browser(talk.bob).get(f"{HISTORY}?before=3"))
    assert page.has("a", href="/rooms/workshop/2/")
    assert page.one("article", data_number="2")["id"] == "message-2"


def test_without_javascript_one_walks_back_by_links(talk: Cast, browser: Browser) -> None:
    window = browser(talk.bob)
    seen, address = set(), "/rooms/workshop/"
    for _ in range(10):
        answer = window.get(address)
        seen |= set(numbers(answer))
        earlier = [link["href"] for link in Page(answer).all("a") if link.text == "Earlier messages"]
        if not earlier:
            break
        (address,) = earlier
    assert seen == set(range(1, LAST + 1))
