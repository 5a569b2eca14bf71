"""Who somebody is: one's own profile, and the card of others."""

from unittest import mock

import pytest
from django.utils import timezone

from chat.actions import memberships, people, rooms
from chat.models import Room, User
from tests.cast import Browser, Cast

FORM = {"display_name": "Bob of the boats", "title": "Ropes, he/him", "timezone": "Europe/Lisbon", "plays_sound": "on"}


def test_bob_says_who_he_is(cast: Cast, browser: Browser) -> None:
    assert browser(cast.bob).post("/profile/", FORM).status_code == 302
    bob = User.objects.get(pk=cast.bob.pk)
    assert (bob.name, bob.title, bob.timezone) == ("Bob of the boats", "Ropes, he/him", "Europe/Lisbon")
    assert (bob.plays_sound, bob.hides_presence) == (True, False)


WRONG = [{"timezone": "Europe/Atlantis"}, {"timezone": "../etc/passwd"}, {"title": "x" * 81}, {"title": "a\u202eb"}]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_is_refused_with_a_reason(cast: Cast, browser: Browser, wrong: dict[str, str]) -> None:
    answer = browser(cast.bob).post("/profile/", FORM | wrong)
    assert 'aria-invalid="true"' in answer.content.decode()
    assert User.objects.get(pk=cast.bob.pk).title == ""


def test_a_card_shows_name_title_time_and_shared_rooms_only(cast: Cast, browser: Browser) -> None:
    rooms.create(cast.alice, Room.Kind.CLOSED, "Alice alone")
    people.describe(cast.alice, title="Captain", timezone="Asia/Tokyo", hides_presence=False, plays_sound=False)
    page = browser(cast.bob).get("/people/alice/").content.decode()
    for shown in ("Captain", "where they are", "workshop", "@alice"):
        assert shown in page
    assert "Alice alone" not in page


def test_rooms_that_one_has_left_are_not_shared(cast: Cast, browser: Browser) -> None:
    memberships.leave(cast.membership("bob"))
    assert "workshop" not in browser(cast.bob).get("/people/alice/?panel").content.decode()


@pytest.mark.parametrize(("place", "shown"), [("Asia/Tokyo", "06:46"), ("Asia/Kathmandu", "03:31"), ("UTC", "21:46")])
def test_a_card_shows_what_the_clock_shows_there(cast: Cast, browser: Browser, place: str, shown: str) -> None:
    people.describe(cast.alice, title="", timezone=place, hides_presence=False, plays_sound=False)
    bob, evening = browser(cast.bob), timezone.now().replace(hour=21, minute=46)
    with mock.patch("django.utils.timezone.now", return_value=evening):
        assert f"{shown} where they are" in bob.get("/people/alice/").content.decode()


@pytest.mark.parametrize("username", ["nobody", "gone"])
def test_who_is_not_there_has_no_card(cast: Cast, browser: Browser, username: str) -> None:
    gone = User.objects.create_user("gone")
    people.deactivate(cast.ada, gone)
    assert browser(cast.bob).get(f"/people/{username}/").status_code == 404


def test_in_the_panel_it_comes_without_the_frame(cast: Cast, browser: Browser) -> None:
    page = browser(cast.bob).get("/people/alice/?panel").content.decode()
    assert "<html" not in page
    assert "data-panel-page" in page
