"""The pages about a room's people, and its settings."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat.actions import memberships, people, rooms
from chat.models import Membership, Room
from tests.cast import Browser, Cast, make_person
from tests.views.page import Page

MEMBERS, SETTINGS = "/rooms/workshop/members/", "/rooms/workshop/settings/"


def test_members_are_listed_and_those_who_left_are_not(cast: Cast, browser: Browser) -> None:
    main = browser(cast.bob).get(MEMBERS).content.decode().partition("<main")[2]
    assert [f"@{name}" in main for name in ("alice", "dana", "bob", "erin", "charlie")] == [True] * 3 + [False] * 2


@pytest.mark.parametrize("typed", ["charlie", " charlie ", "@charlie", "Charlie"])
def test_alice_adds_charlie_by_username(cast: Cast, browser: Browser, typed: str) -> None:
    answer = browser(cast.alice).post(MEMBERS, {"username": typed}, follow=True)
    assert "charlie is in the room now." in Page(answer).text
    assert cast.membership("charlie").is_present


@pytest.mark.parametrize("typed", ["", "nobody", "gone", "x" * 200, "char lie", "<b>x</b>"])
def test_a_username_that_nobody_has_is_told_and_kept(cast: Cast, browser: Browser, typed: str) -> None:
    make_person("gone", is_active=False)
    answer = browser(cast.alice).post(MEMBERS, {"username": typed})
    page = Page(answer)
    assert (answer.status_code, page.field("username").attributes.get("value", "")) == (200, typed)
    assert page.one(id="id_username_error").text
    assert "<b>x" not in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "roles", "removals"),
    [("alice", {"bob", "dana"}, {"bob", "dana"}), ("dana", set(), {"bob"}), ("bob", set(), set())],
)
def test_people_are_offered_what_they_may_do(
    cast: Cast, browser: Browser, who: str, roles: set[str], removals: set[str]
) -> None:
    page = Page(browser(getattr(cast, who)).get(MEMBERS))
    actions = {form.attributes.get("action", "") for form in page.all("form")}
    assert {action for action in actions if action.startswith(MEMBERS)} == {
        *(f"{MEMBERS}{name}/role/" for name in roles),
        *(f"{MEMBERS}{name}/remove/" for name in removals),
    }
    assert page.has("input", name="username") == (who != "bob")


def test_alice_makes_bob_a_moderator(cast: Cast, browser: Browser) -> None:
    assert browser(cast.alice).post(f"{MEMBERS}bob/role/", {"role": "moderator"}).status_code == 302
    assert cast.membership("bob").role == "moderator"


@pytest.mark.parametrize("role", ["", "king", "owner\x00"])
def test_a_role_that_is_none_changes_nothing(cast: Cast, browser: Browser, role: str) -> None:
    revision = Room.objects.get(pk=cast.room.pk).revision
    assert browser(cast.alice).post(f"{MEMBERS}bob/role/", {"role": role}).status_code == 302
    assert (cast.membership("bob").role, Room.objects.get(pk=cast.room.pk).revision) == ("member", revision)


@pytest.mark.parametrize("username", ["charlie", "erin", "nobody"])
@pytest.mark.parametrize("deed", ["role", "remove"])
def test_who_is_not_in_the_room_gets_no_role_and_is_not_removed(
    cast: Cast, browser: Browser, username: str, deed: str
) -> None:
    assert browser(cast.alice).post(f"{MEMBERS}{username}/{deed}/", {"role": "owner"}).status_code == 404
    assert not Membership.objects.present().filter(room=cast.room, person__username=username).exists()


def test_the_last_owner_is_told_to_make_another(cast: Cast, browser: Browser) -> None:
    for address in (f"{MEMBERS}alice/role/", f"{MEMBERS}alice/remove/", "/rooms/workshop/leave/"):
        answer = browser(cast.alice).post(address, {"role": "member"})
        assert answer.status_code == 409
        assert "Make somebody else an owner first." in Page(answer).text
    assert cast.membership("alice").is_owner


def test_dana_removes_bob_who_sees_nothing_more(cast: Cast, browser: Browser) -> None:
    bob = browser(cast.bob)
    assert bob.get("/rooms/workshop/").status_code == 200
    answer = browser(cast.dana).post(f"{MEMBERS}bob/remove/", follow=True)
    assert "bob is no longer in the room." in Page(answer).text
    assert {bob.get(address).status_code for address in ("/rooms/workshop/", MEMBERS, "/rooms/workshop/1/")} == {404}


def test_bob_leaves_and_is_told(cast: Cast, browser: Browser) -> None:
    answer = browser(cast.bob).post("/rooms/workshop/leave/", follow=True)
    assert "You left workshop." in Page(answer).text
    assert not cast.membership("bob").is_present


def test_alice_renames_the_room(cast: Cast, browser: Browser) -> None:
    answer = browser(cast.alice).post(SETTINGS, {"name": "Boat shed", "topic": ""}, follow=True)
    assert "The room is saved." in Page(answer).text
    room = Room.objects.get(pk=cast.room.pk)
    assert (room.name, room.topic, room.slug) == ("Boat shed", "", "workshop")


def test_a_name_that_cannot_be_is_told_and_what_was_typed_is_kept(cast: Cast, browser: Browser) -> None:
    page = Page(browser(cast.alice).post(SETTINGS, {"name": "a\u2066b", "topic": "Masts"}))
    assert page.one(id="id_name_error").text
    assert page.field("topic")["value"] == "Masts"
    assert Room.objects.get(pk=cast.room.pk).name == "workshop"


def test_alice_archives_and_opens_again(cast: Cast, browser: Browser) -> None:
    window = browser(cast.alice)
    window.post("/rooms/workshop/archive/")
    page = Page(window.get(SETTINGS))
    assert page.has("form", action="/rooms/workshop/unarchive/")
    assert not page.has("input", name="topic")
    window.post("/rooms/workshop/unarchive/")
    assert Page(window.get("/rooms/workshop/")).has(data_composer="")


def test_a_direct_rooms_pages_offer_nothing_that_does_not_work(cast: Cast, browser: Browser) -> None:
    room = rooms.open_direct(cast.bob, [cast.charlie])
    for name in ("members", "settings"):
        page = Page(browser(cast.bob).get(f"{room.get_absolute_url()}{name}/"))
        actions = {form.attributes.get("action", "") for form in page.all("form")}
        # How much of it concerns one is anybody's choice, in a direct room too.
        assert {one for one in actions if room.slug in one} <= {f"{room.get_absolute_url()}involvement/"}
        assert not page.has("input", name="username")


def test_the_membership_page_costs_no_query_a_member(cast: Cast, browser: Browser) -> None:
    memberships.add(cast.alice, cast.room, [make_person(f"guest{number}") for number in range(40)])
    window = browser(cast.alice)
    window.get(MEMBERS)
    with CaptureQueriesContext(connection) as queries:
        window.get(MEMBERS)
    assert 0 < len(queries) <= 12


def test_bob_changes_his_display_name(cast: Cast, browser: Browser) -> None:
    answer = browser(cast.bob).post("/profile/", {"display_name": "Robert"}, follow=True)
    assert "Your profile is saved." in Page(answer).text
    cast.bob.refresh_from_db()
    assert cast.bob.name == "Robert"


@pytest.mark.parametrize("name", ["x" * 65, "a\u202eb", "\u200b", "a\x1bb"])
def test_a_display_name_that_cannot_be_is_told_and_kept(cast: Cast, browser: Browser, name: str) -> None:
    page = Page(browser(cast.bob).post("/profile/", {"display_name": name}))
    assert page.one(id="id_display_name_error").text
    assert page.field("display_name")["value"] == name
    cast.bob.refresh_from_db()
    assert cast.bob.display_name == ""


def test_without_a_display_name_bob_is_called_by_his_username(cast: Cast, browser: Browser) -> None:
    people.rename(cast.bob, "Robert")
    browser(cast.bob).post("/profile/", {"display_name": ""})
    cast.bob.refresh_from_db()
    assert cast.bob.name == "bob"
