"""Who comes in, and what nobody can do there."""

import pytest
from django.contrib import admin
from django.urls import reverse

from chat.actions import deletion
from chat.models import Attachment, Community, Connection, Invitation, Membership, Message, Room, Token, User
from tests.cast import Browser, Cast, make_person

MODELS = [Attachment, Community, Connection, Invitation, Membership, Message, Room, Token, User]


def address(model: type, page: str, *parts: object) -> str:
    return reverse(f"admin:chat_{model.__name__.lower()}_{page}", args=parts)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_administrators_see_the_lists(cast: Cast, browser: Browser, model: type) -> None:
    cast.say("bob")
    answer = browser(cast.ada).get(address(model, "changelist"), {"q": "x"})
    assert answer.status_code == 200


@pytest.mark.parametrize("page", ["changelist", "add"])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("name", ["alice", "charlie"])
def test_nobody_else_comes_in(cast: Cast, browser: Browser, name: str, model: type, page: str) -> None:
    window = browser(getattr(cast, name))
    answer = window.get(address(model, page))
    assert answer.status_code == 302
    assert window.get(answer.headers["Location"]).status_code == 403


def test_a_visitor_is_led_to_the_one_log_in_page(cast: Cast, browser: Browser) -> None:
    answer = browser(None).get("/admin/", follow=True)
    assert answer.request["PATH_INFO"] == "/accounts/login/"


def test_staff_without_rights_see_nothing(cast: Cast, browser: Browser) -> None:
    window = browser(make_person("gus", is_staff=True))
    assert window.get("/admin/").status_code == 200
    assert {window.get(address(model, "changelist")).status_code for model in MODELS} == {403}


def test_a_deactivated_administrator_stays_outside(cast: Cast, browser: Browser) -> None:
    window = browser(cast.ada)
    User.objects.filter(pk=cast.ada.pk).update(is_active=False)
    assert window.get(address(Room, "changelist")).status_code == 302


@pytest.mark.parametrize("model", [Community, Membership, Message, Room, User], ids=lambda model: model.__name__)
def test_nothing_vanishes(cast: Cast, browser: Browser, model: type) -> None:
    cast.say("bob")
    row = model.objects.first()  # type: ignore[attr-defined]
    window = browser(cast.ada)
    assert window.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    window.post(
        address(model, "changelist"), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    )
    assert model.objects.filter(pk=row.pk).exists()  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", [Attachment, Community, Invitation, Message], ids=lambda model: model.__name__)
def test_what_only_the_chat_makes_is_not_made_there(cast: Cast, browser: Browser, model: type) -> None:
    assert browser(cast.ada).get(address(model, "add")).status_code == 403


def test_every_model_of_ours_has_its_page() -> None:
    ours = {model for model in admin.site._registry if model._meta.app_label == "chat"}
    assert ours == set(MODELS)


def test_what_was_said_is_not_rewritten(cast: Cast, browser: Browser) -> None:
    said = cast.say("bob")
    browser(cast.ada).post(address(Message, "change", said.pk), {"text": "I said something else"})
    said.refresh_from_db()
    assert said.text == "Hello"


def test_the_text_of_a_deleted_message_is_nowhere(cast: Cast, browser: Browser) -> None:
    said = deletion.delete(cast.bob, cast.say("bob", "a secret"))
    window = browser(cast.ada)
    for page in (address(Message, "changelist"), address(Message, "change", said.pk)):
        assert "a secret" not in window.get(page).content.decode()
