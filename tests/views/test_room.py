"""A room's page: it reads and posts without JavaScript."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat import limits
from chat.actions import deletion, memberships, rooms
from chat.models import Membership, Message, Room
from tests.cast import Browser, Cast, make_person
from tests.views.page import Page

ROOM = "/rooms/workshop/"


def post(text: str, client_id: object = "") -> dict[str, str]:
    return {"text": text, "client_id": str(client_id or uuid.uuid4())}


def test_bob_reads_the_last_page(cast: Cast, browser: Browser) -> None:
    said = [cast.say(name, f"Line of {name}") for name in ("alice", "dana")]
    page = Page(browser(cast.bob).get(ROOM))
    assert [article["data-number"] for article in page.all("article", data_number="")] == ["1", "2"]
    assert [article["data-client-id"] for article in page.all("article", data_client_id="")] == [
        str(message.client_id) for message in said
    ]
    assert [body.text for body in page.all(data_body="")][:2] == ["Line of alice", "Line of dana"]


def test_the_page_knows_where_the_live_part_goes_on(cast: Cast, browser: Browser) -> None:
    cast.say("alice")
    room = Room.objects.get(pk=cast.room.pk)
    section = Page(browser(cast.bob).get(ROOM)).one("section", data_room=str(room.pk))
    names = ("revision", "last-number", "read-number", "archived", "anchor", "slug")
    found = {name: section[f"data-{name}"] for name in names}
    wanted = [str(room.revision), "1", "0", "false", "", "workshop"]
    assert found == dict(zip(names, wanted, strict=True))


def test_opening_a_room_marks_nothing_as_read(cast: Cast, browser: Browser) -> None:
    cast.say("alice")
    browser(cast.bob).get(ROOM)
    assert cast.membership("bob").read_number == 0


def test_bob_posts_without_javascript(cast: Cast, browser: Browser) -> None:
    window = browser(cast.bob)
    answer = window.post(ROOM, post("Hello <world>"))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{ROOM}#message-1")
    assert "Hello &lt;world&gt;" in window.get(ROOM).content.decode()


def test_a_form_that_is_sent_twice_says_it_once(cast: Cast, browser: Browser) -> None:
    window = browser(cast.bob)
    form = post("Hello", Page(window.get(ROOM)).field("client_id")["value"])
    assert {window.post(ROOM, form).headers["Location"] for _ in range(2)} == {f"{ROOM}#message-1"}
    assert Message.objects.count() == 1


def test_each_page_brings_its_own_client_id(cast: Cast, browser: Browser) -> None:
    window = browser(cast.bob)
    assert len({Page(window.get(ROOM)).field("client_id")["value"] for _ in range(3)}) == 3


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (limits.MESSAGE_CHARACTERS + 1)])
def test_a_text_that_cannot_be_is_kept_with_its_client_id_and_a_sentence(
    cast: Cast, browser: Browser, text: str
) -> None:
    form = post(text)
    answer = browser(cast.bob).post(ROOM, form)
    page = Page(answer)
    assert answer.status_code == 422
    assert "".join(page.field("text").words) == text
    assert page.field("client_id")["value"] == form["client_id"]
    assert page.one(id="room-error").text
    assert not Message.objects.exists()


def test_a_post_that_comes_too_fast_is_kept(cast: Cast, browser: Browser) -> None:
    window = browser(cast.bob)
    for _ in range(limits.SENDS_BURST):
        cast.say("bob")
    form = post("One more")
    answer = window.post(ROOM, form)
    page = Page(answer)
    assert answer.status_code == 429
    assert (page.field("text").text, page.field("client_id")["value"]) == ("One more", form["client_id"])


@pytest.mark.parametrize("client_id", ["", "no-uuid", "\x00"])
def test_a_post_with_a_broken_client_id_is_a_post(cast: Cast, browser: Browser, client_id: str) -> None:
    browser(cast.bob).post(ROOM, {"text": "Hello", "client_id": client_id})
    assert Message.objects.get().text == "Hello"


def test_a_client_id_of_another_room_is_refused_and_nothing_is_lost(cast: Cast, browser: Browser) -> None:
    client_id = cast.say("bob").client_id
    other = rooms.create(cast.bob, Room.Kind.OPEN, "Boat shed")
    answer = browser(cast.bob).post(other.get_absolute_url(), post("Hello", client_id))
    assert answer.status_code == 409
    assert Page(answer).field("text").text == "Hello"


def test_an_archived_room_reads_and_has_no_composer(cast: Cast, browser: Browser) -> None:
    cast.say("alice", "Old times")
    rooms.archive(cast.alice, cast.room)
    page = Page(browser(cast.bob).get(ROOM))
    assert page.one("article", data_number="1")
    assert not page.has(data_composer="")
    assert "This room is archived. You can read it, not write in it." in page.text


def test_an_empty_room_says_so(cast: Cast, browser: Browser) -> None:
    empty = Page(browser(cast.bob).get(ROOM)).one(data_empty="")
    assert "hidden" not in empty.attributes
    assert "Nobody has said anything yet. Be the first." in empty.text


def test_a_deleted_message_keeps_its_place_and_says_nothing(cast: Cast, browser: Browser) -> None:
    deletion.delete(cast.alice, cast.say("bob", "a secret"))
    answer = browser(cast.dana).get(ROOM)
    assert "a secret" not in answer.content.decode()
    assert "Message deleted" in Page(answer).one("article", data_deleted="").text


def test_charlie_sees_the_card_of_an_open_room_and_not_its_talk(open_cast: Cast, browser: Browser) -> None:
    open_cast.say("alice", "between us")
    answer = browser(open_cast.charlie).get(ROOM)
    assert "between us" not in answer.content.decode()
    assert "3 members" in Page(answer).text
    assert Page(answer).has("form", action=f"{ROOM}join/")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><b>x"])
def test_what_people_write_is_text_everywhere(cast: Cast, browser: Browser, text: str) -> None:
    rooms.change(cast.alice, cast.room, name=text[:80], topic=text)
    cast.alice.display_name = text[:64]
    cast.alice.save()
    cast.say("alice", text)
    window = browser(cast.bob)
    for answer in (window.get(ROOM), window.post(ROOM, post(text * 800)), window.get("/rooms/workshop/members/")):
        assert text not in answer.content.decode()
        assert text.split()[0] in Page(answer).text


def test_the_sidebar_shows_bobs_rooms_and_what_is_unread(cast: Cast, browser: Browser) -> None:
    cast.say("alice")
    direct = rooms.open_direct(cast.bob, [cast.charlie])
    page = Page(browser(cast.bob).get(ROOM))
    entry = page.one("li", data_room=str(cast.room.pk))
    assert (entry["data-unread"], entry["data-kind"]) == ("1", "closed")
    assert page.one("li", data_room=str(direct.pk)).text.startswith("C charlie")
    assert page.one("a", aria_current="page", href=ROOM)
    assert not page.has("li", data_room=str(Room.objects.get(slug="lobby").pk))


def fill(cast: Cast, rooms_count: int, messages_count: int) -> None:
    """Put Bob into many rooms, half of them direct, and many messages into the workshop."""
    for number in range(rooms_count // 2):
        memberships.join(cast.bob, rooms.create(cast.alice, Room.Kind.OPEN, f"Room {number}"))
        rooms.open_direct(cast.bob, [make_person(f"guest{number}")])
    room = cast.room
    Message.objects.bulk_create(
        Message(
            room=room, author=cast.alice, number=number, revision=room.revision + number, client_id=uuid.uuid4(),
            text="Hello", html="<p>Hello</p>", created_at=timezone.now(),
        )
        for number in range(1, messages_count + 1)
    )  # fmt: skip
    Room.objects.filter(pk=room.pk).update(last_number=messages_count, revision=room.revision + messages_count)


@pytest.mark.parametrize("kind", ["closed", "direct"])
@pytest.mark.parametrize(("rooms_count", "messages_count"), [(3, 5), (60, 500)])
def test_opening_a_room_costs_twelve_queries_at_most(
    cast: Cast, browser: Browser, rooms_count: int, messages_count: int, kind: str
) -> None:
    fill(cast, rooms_count, messages_count)
    room = cast.room if kind == "closed" else rooms.open_direct(cast.bob, [cast.alice, cast.dana])
    window = browser(cast.bob)
    with CaptureQueriesContext(connection) as queries:
        answer = window.get(room.get_absolute_url())
    assert Page(answer).has("section", data_room=str(room.pk))
    assert 0 < len(queries) <= 12


def test_the_page_has_no_more_than_a_page_of_messages(cast: Cast, browser: Browser) -> None:
    fill(cast, 0, 120)
    page = Page(browser(cast.bob).get(ROOM))
    numbers = [int(article["data-number"]) for article in page.all("article", data_number="")]
    assert numbers == list(range(71, 121))
    assert page.one(data_oldest="")["data-oldest"] == "71"
    assert Membership.objects.get(room=cast.room, person=cast.bob).read_number == 0
