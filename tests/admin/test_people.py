"""People in the administration."""

import pytest
from django.test import Client

from chat.live.announcements import Change, SignedOut
from chat.models import Room, Session, User
from tests.cast import PASSWORD, Announced, Browser, Cast, member
from tests.views.page import Page

PEOPLE = "/admin/chat/user/"
NEW = "a much better horse"


@pytest.fixture
def ada(cast: Cast, browser: Browser) -> Client:
    """The administrator's browser."""
    return browser(cast.ada)


def choose(window: Client, action: str, *people: User):  # type: ignore[no-untyped-def]
    chosen = {"action": action, "_selected_action": [person.pk for person in people]}
    return window.post(PEOPLE, chosen, follow=True)


def form(person: User, **changed: str) -> dict[str, str]:
    """Return the person's form as the administration shows it, with something changed in it."""
    fields = {"username": person.username, "display_name": person.display_name, "email": person.email}
    return fields | changed


def test_a_deactivated_persons_windows_close(cast: Cast, ada: Client, browser: Browser, announced: Announced) -> None:
    bob = browser(cast.bob)
    with announced() as heard:
        choose(ada, "deactivate", cast.bob)
    assert heard == [SignedOut(cast.bob.pk)]
    assert bob.get("/rooms/workshop/").status_code == 302
    assert not Session.objects.filter(person=cast.bob).exists()
    assert not User.objects.get(pk=cast.bob.pk).is_active


def test_people_are_let_in_again(cast: Cast, ada: Client, browser: Browser) -> None:
    choose(ada, "deactivate", cast.bob)
    choose(ada, "activate", cast.bob)
    assert browser(cast.bob).get("/rooms/workshop/").status_code == 200


def test_administrators_do_not_lock_themselves_out(cast: Cast, ada: Client) -> None:
    answer = choose(ada, "deactivate", cast.ada, cast.bob)
    active = {person.username: person.is_active for person in User.objects.filter(username__in=["ada", "bob"])}
    assert active == {"ada": True, "bob": False}
    assert [note.level_tag for note in answer.context["messages"]] == ["error"]


def test_whether_somebody_is_active_is_not_a_box_to_tick(cast: Cast, ada: Client) -> None:
    ada.post(f"{PEOPLE}{cast.bob.pk}/change/", form(cast.bob))
    assert User.objects.get(pk=cast.bob.pk).is_active
    assert not Page(ada.get(f"{PEOPLE}{cast.bob.pk}/change/")).has("input", name="is_active")


def test_a_new_name_is_shown_in_every_room(cast: Cast, ada: Client, announced: Announced) -> None:
    before = Room.objects.get(pk=cast.room.pk).revision
    with announced() as heard:
        ada.post(f"{PEOPLE}{cast.bob.pk}/change/", form(cast.bob, display_name="Robert"))
    (change,) = heard
    assert isinstance(change, Change)
    assert (change.room_id, change.revision, "Robert" in change.text) == (cast.room.pk, before + 1, True)


def test_a_new_e_mail_address_is_nobodys_business(cast: Cast, ada: Client, announced: Announced) -> None:
    with announced() as heard:
        ada.post(f"{PEOPLE}{cast.bob.pk}/change/", form(cast.bob, email="robert@example.com"))
    assert User.objects.get(pk=cast.bob.pk).email == "robert@example.com"
    assert heard == []


@pytest.mark.parametrize("username", ["alice", "Bob Okafor", "b"])
def test_a_username_that_cannot_be_is_told(cast: Cast, ada: Client, username: str) -> None:
    answer = ada.post(f"{PEOPLE}{cast.bob.pk}/change/", form(cast.bob, username=username))
    assert answer.status_code == 200
    assert User.objects.get(pk=cast.bob.pk).username == "bob"


def test_a_new_person_arrives_in_the_first_room_and_can_log_in(cast: Cast, ada: Client, client: Client) -> None:
    typed = {"username": "gina", "display_name": "Gina", "email": "gina@example.com", "usable_password": "true"}
    ada.post(f"{PEOPLE}add/", typed | {"password1": NEW, "password2": NEW})
    gina = User.objects.get(username="gina")
    assert member(Room.objects.get(slug="lobby"), gina).is_present
    assert client.post("/accounts/login/", {"login": "gina@example.com", "password": NEW}).status_code == 302


def test_a_new_password_signs_the_person_out(cast: Cast, ada: Client, browser: Browser, announced: Announced) -> None:
    bob = browser(cast.bob)
    with announced() as heard:
        ada.post(f"{PEOPLE}{cast.bob.pk}/password/", {"usable_password": "true", "password1": NEW, "password2": NEW})
    assert User.objects.get(pk=cast.bob.pk).check_password(NEW)
    assert SignedOut(cast.bob.pk) in heard
    assert bob.get("/rooms/workshop/").status_code == 302


def test_ones_own_new_password_keeps_ones_own_window(cast: Cast, ada: Client, browser: Browser) -> None:
    elsewhere = browser(cast.ada)
    typed = {"usable_password": "true", "password1": NEW, "password2": NEW}
    assert ada.post(f"{PEOPLE}{cast.ada.pk}/password/", typed).status_code == 302
    assert ada.get(PEOPLE).status_code == 200
    assert elsewhere.get(PEOPLE).status_code == 302
    assert not User.objects.get(pk=cast.ada.pk).check_password(PASSWORD)
