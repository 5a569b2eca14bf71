"""Home, the directory, new rooms and direct rooms."""

import pytest

from chat import limits
from chat.actions import memberships, rooms
from chat.models import Membership, Room
from tests.cast import Browser, Cast, make_person, member
from tests.views.page import Page


def listed(response) -> set[str]:  # type: ignore[no-untyped-def]
    """Return the addresses of the rooms in the main column."""
    main = response.content.decode().partition("<main")[2]
    return {room.slug for room in Room.objects.exclude(slug="") if f'href="{room.get_absolute_url()}"' in main}


def test_home_is_the_room_that_somebody_spoke_in_last(cast: Cast, browser: Browser) -> None:
    memberships.join(cast.bob, Room.objects.get(slug="lobby"))
    cast.say("alice")
    assert browser(cast.bob).get("/").headers["Location"] == "/rooms/workshop/"


def test_an_archived_room_is_home_to_nobody_who_has_another(cast: Cast, browser: Browser) -> None:
    memberships.join(cast.bob, Room.objects.get(slug="lobby"))
    cast.say("alice")
    rooms.archive(cast.alice, cast.room)
    assert browser(cast.bob).get("/").headers["Location"] == "/rooms/lobby/"


def test_who_is_in_no_room_comes_to_the_directory(cast: Cast, browser: Browser) -> None:
    assert browser(cast.charlie).get("/").headers["Location"] == "/rooms/"


def test_the_directory_lists_open_rooms_and_no_others(open_cast: Cast, browser: Browser) -> None:
    rooms.create(open_cast.alice, Room.Kind.CLOSED, "Board")
    rooms.open_direct(open_cast.bob, [open_cast.charlie])
    rooms.archive(open_cast.bob, rooms.create(open_cast.bob, Room.Kind.OPEN, "Old"))
    assert listed(browser(open_cast.charlie).get("/rooms/")) == {"lobby", "workshop"}


@pytest.mark.parametrize(
    ("query", "found"),
    [("WORK", {"workshop"}), ("winches", {"workshop"}), ("lob", {"lobby"}), (" lobby ", {"lobby"}), ("%", set())],
)
def test_the_directory_finds_by_name_and_topic(open_cast: Cast, browser: Browser, query: str, found: set[str]) -> None:
    answer = browser(open_cast.charlie).get("/rooms/", {"q": query})
    assert listed(answer) == found
    assert Page(answer).field("q")["value"] == query.strip()


def test_a_search_that_finds_nothing_says_so(cast: Cast, browser: Browser) -> None:
    answer = browser(cast.bob).get("/rooms/", {"q": "<b>nothing</b>"})
    assert "No open room is called “<b>nothing</b>”." in Page(answer).text
    assert "<b>nothing" not in answer.content.decode()


def test_the_directory_offers_to_join_what_one_is_not_in(open_cast: Cast, browser: Browser) -> None:
    page = Page(browser(open_cast.bob).get("/rooms/"))
    assert page.has("form", action="/rooms/lobby/join/")
    assert not page.has("form", action="/rooms/workshop/join/")


def test_charlie_joins_with_one_click(open_cast: Cast, browser: Browser) -> None:
    answer = browser(open_cast.charlie).post("/rooms/workshop/join/", follow=True)
    assert Page(answer).one("section", data_room="")["data-slug"] == "workshop"
    assert open_cast.membership("charlie").is_present


@pytest.mark.parametrize("kind", ["open", "closed"])
def test_bob_makes_a_room(cast: Cast, browser: Browser, kind: str) -> None:
    form = {"name": " Boat shed ", "topic": "Oars", "kind": kind}
    answer = browser(cast.bob).post("/rooms/new/", form)
    room = Room.objects.get(name="Boat shed")
    assert answer.headers["Location"] == "/rooms/boat-shed/"
    assert (room.kind, room.topic, member(room, cast.bob).is_owner) == (kind, "Oars", True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "x" * 81),
        ("name", "a\u202eb"),
        ("name", "\u200b\u200b"),
        ("name", "a\nb"),
        ("topic", "x" * 251),
        ("topic", "a\x00b"),
        ("kind", "direct"),
        ("kind", "secret"),
        ("kind", ""),
    ],
)
def test_a_room_that_cannot_be_is_told_and_what_was_typed_is_kept(
    cast: Cast, browser: Browser, field: str, value: str
) -> None:
    count = Room.objects.count()
    answer = browser(cast.bob).post("/rooms/new/", {"name": "Boat shed", "topic": "Oars", "kind": "open", field: value})
    page = Page(answer)
    assert (answer.status_code, Room.objects.count()) == (200, count)
    assert page.has(id=f"id_{field}_error")
    if field != "topic":
        assert page.field("topic")["value"] == "Oars"


def test_bob_talks_to_charlie(cast: Cast, browser: Browser) -> None:
    window = browser(cast.bob)
    answer = window.post("/rooms/direct/", {"people": ["charlie"]}, follow=True)
    page = Page(answer)
    assert page.one("h1").text == "charlie"
    assert Page(browser(cast.charlie).get(answer.request["PATH_INFO"])).one("h1").text == "bob"
    assert window.post("/rooms/direct/", {"people": ["charlie"]}).headers["Location"] == answer.request["PATH_INFO"]


def test_people_to_talk_to_are_all_who_may_come_in_but_oneself(cast: Cast, browser: Browser) -> None:
    make_person("gone", is_active=False)
    choices = Page(browser(cast.bob).get("/rooms/direct/")).all("input", name="people")
    assert {choice["value"] for choice in choices} == {"ada", "alice", "charlie", "dana", "erin"}


@pytest.mark.parametrize("chosen", [[], ["nobody"], ["bob"], ["gone"], ["charlie", "nobody"], ["\x00"]])
def test_a_talk_with_nobody_is_told(cast: Cast, browser: Browser, chosen: list[str]) -> None:
    make_person("gone", is_active=False)
    answer = browser(cast.bob).post("/rooms/direct/", {"people": chosen, "csrfmiddlewaretoken": "as every form"})
    assert answer.status_code == 200
    assert Page(answer).one(id="id_people_error").text
    assert not Room.objects.filter(kind="direct").exists()


def test_a_talk_with_too_many_is_told_and_the_choice_is_kept(cast: Cast, browser: Browser) -> None:
    crowd = [make_person(f"guest{number}").username for number in range(limits.DIRECT_ROOM_PEOPLE)]
    answer = browser(cast.bob).post("/rooms/direct/", {"people": crowd})
    page = Page(answer)
    assert "Choose one to 7 people." in page.one(id="id_people_error").text
    assert {choice["value"] for choice in page.all("input", name="people", checked="")} == set(crowd)


def test_nobody_is_in_a_room_by_looking_at_it(open_cast: Cast, browser: Browser) -> None:
    count = Membership.objects.count()
    for address in ("/rooms/workshop/", "/rooms/", "/rooms/new/", "/rooms/direct/"):
        browser(open_cast.charlie).get(address)
    assert Membership.objects.count() == count
