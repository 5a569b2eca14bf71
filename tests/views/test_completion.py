"""What is offered while somebody types a name."""

import pytest
from django.test import Client

from chat import limits
from chat.actions import memberships, rooms
from chat.models import Room, User
from tests.cast import Browser, Cast, make_person

HERE = "/rooms/workshop/people/"


def usernames(client: Client, address: str, query: str) -> list[str]:
    answer = client.get(address, {"q": query})
    assert answer.status_code == 200
    return [person["username"] for person in answer.json()["people"]]


@pytest.fixture
def harbour(cast: Cast) -> Cast:
    """Bob is called Bärbel Örtli, and Bobby is new and in no room."""
    User.objects.filter(pk=cast.bob.pk).update(display_name="Bärbel Örtli")
    make_person("bobby")
    return cast


def test_an_at_sign_alone_offers_the_rooms_other_members(harbour: Cast, browser: Browser) -> None:
    assert usernames(browser(harbour.alice), HERE, "") == ["bob", "dana"]


def test_letters_offer_members_first_and_then_others_who_say_so(harbour: Cast, browser: Browser) -> None:
    people = browser(harbour.alice).get(HERE, {"q": "bo"}).json()["people"]
    assert [(person["username"], person["member"]) for person in people] == [("bob", True), ("bobby", False)]


def test_what_begins_like_this_comes_before_what_only_holds_it(harbour: Cast, browser: Browser) -> None:
    make_person("abo")
    assert usernames(browser(harbour.charlie), "/people/", "bo") == ["bob", "bobby", "abo"]


@pytest.mark.parametrize("query", ["bärb", "ört", "Ört", "b%C3%A4", " bob "])
def test_a_name_is_found_by_its_beginning_inside_and_in_small_letters(
    harbour: Cast, browser: Browser, query: str
) -> None:
    answer = browser(harbour.alice).get(f"{HERE}?q={query}")
    assert "bob" in [person["username"] for person in answer.json()["people"]]


def test_who_left_or_was_removed_is_no_member(harbour: Cast, browser: Browser) -> None:
    people = browser(harbour.alice).get(HERE, {"q": "erin"}).json()["people"]
    assert [person["member"] for person in people] == [False]


def test_nobody_finds_themselves_or_a_deactivated_person(harbour: Cast, browser: Browser) -> None:
    User.objects.filter(username="bobby").update(is_active=False)
    assert usernames(browser(harbour.alice), HERE, "alice") == []
    assert usernames(browser(harbour.alice), "/people/", "bobby") == []


def test_a_direct_room_offers_only_those_who_are_in_it(harbour: Cast, browser: Browser) -> None:
    room = rooms.open_direct(harbour.alice, [harbour.bob])
    assert usernames(browser(harbour.alice), f"{room.get_absolute_url()}people/", "bo") == ["bob"]


def test_no_list_is_longer_than_the_eye(harbour: Cast, browser: Browser) -> None:
    for number in range(limits.COMPLETIONS + 3):
        make_person(f"sailor{number}")
    for address in (HERE, "/people/"):
        assert len(usernames(browser(harbour.alice), address, "sailor")) == limits.COMPLETIONS


def test_people_say_who_they_are_and_not_how_to_write_to_them(harbour: Cast, browser: Browser) -> None:
    [bobby] = browser(harbour.alice).get("/people/", {"q": "bobby"}).json()["people"]
    assert set(bobby) == {"id", "username", "name", "initials", "hue", "avatar"}


def test_without_letters_there_is_nobody_to_begin_a_talk_with(harbour: Cast, browser: Browser) -> None:
    assert usernames(browser(harbour.alice), "/people/", "  ") == []


@pytest.mark.parametrize(("name", "calls"), [("alice", True), ("dana", True), ("bob", False)])
def test_who_may_call_everybody_is_offered_it(harbour: Cast, browser: Browser, name: str, calls: bool) -> None:
    answer = browser(getattr(harbour, name)).get(HERE).json()
    assert answer["calls"] == (["here", "everyone"] if calls else [])


def test_a_sign_of_the_query_language_is_a_letter_like_others(harbour: Cast, browser: Browser) -> None:
    assert [usernames(browser(harbour.alice), "/people/", sign) for sign in "%_"] == [[], []]


def test_open_rooms_are_offered_to_everybody_and_no_others(harbour: Cast, browser: Browser) -> None:
    engines = rooms.create(harbour.alice, Room.Kind.OPEN, "Big engines", "Oil")
    rooms.create(harbour.alice, Room.Kind.OPEN, "Engines old")
    rooms.create(harbour.alice, Room.Kind.CLOSED, "Engines secret")
    rooms.archive(harbour.alice, rooms.create(harbour.alice, Room.Kind.OPEN, "Engines gone"))
    memberships.join(harbour.bob, engines)
    found = browser(harbour.charlie).get("/open-rooms/", {"q": "engines"}).json()["rooms"]
    assert [room["slug"] for room in found] == ["engines-old", "big-engines"]
    assert found[1] == {"slug": "big-engines", "name": "Big engines", "topic": "Oil"}
