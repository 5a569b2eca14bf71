"""Changing a password, and getting a new one by mail."""

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from chat.live.announcements import SignedOut
from chat.models import Session, User
from tests.cast import PASSWORD, Announced, Browser, Cast
from tests.views.page import Page

CHANGE, RESET = "/accounts/password/change/", "/accounts/password/reset/"
NEW = "a much better horse"


def change(client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW):  # type: ignore[no-untyped-def]
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again})


def test_bob_changes_his_password_and_is_signed_out_everywhere_else(
    cast: Cast, browser: Browser, announced: Announced
) -> None:
    here, there = browser(cast.bob), browser(cast.bob)
    with announced() as heard:
        assert change(here).status_code == 302
    assert Session.objects.filter(person=cast.bob).count() == 1
    assert here.get("/rooms/workshop/").status_code == 200
    assert there.get("/rooms/workshop/").status_code == 302
    assert SignedOut(cast.bob.pk) in heard
    assert User.objects.get(pk=cast.bob.pk).check_password(NEW)


@pytest.mark.parametrize(
    ("old", "new", "again"), [("wrong", NEW, NEW), (PASSWORD, "bob", "bob"), (PASSWORD, NEW, "another")]
)
def test_a_password_that_cannot_be_changes_nothing(
    cast: Cast, browser: Browser, old: str, new: str, again: str
) -> None:
    here, there = browser(cast.bob), browser(cast.bob)
    answer = change(here, old, new, again)
    assert answer.status_code == 200
    assert [one for one in Page(answer).elements if one.attributes.get("id", "").endswith("_error")]
    assert there.get("/rooms/workshop/").status_code == 200
    assert User.objects.get(pk=cast.bob.pk).check_password(PASSWORD)


def ask(client: Client, email: str, mailoutbox: list[EmailMessage]) -> list[EmailMessage]:
    """Ask for a new password; return the mail that was sent."""
    answer = client.post(RESET, {"email": email}, follow=True)
    assert "If an account has this address" in Page(answer).text
    return mailoutbox


def address_in(mail: EmailMessage) -> str:
    (address,) = re.findall(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", mail.body)
    return str(address)


def test_bob_gets_a_link_by_mail_and_a_new_password(
    cast: Cast, client: Client, browser: Browser, mailoutbox: list[EmailMessage]
) -> None:
    there = browser(cast.bob)
    (mail,) = ask(client, "bob@example.com", mailoutbox)
    assert mail.to == ["bob@example.com"]
    form = client.get(address_in(mail), follow=True)
    answer = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)
    assert "Your password is changed" in Page(answer).text
    assert User.objects.get(pk=cast.bob.pk).check_password(NEW)
    assert not Session.objects.filter(person=cast.bob).exists()
    assert there.get("/rooms/workshop/").status_code == 302


def test_a_link_works_once(cast: Cast, client: Client, mailoutbox: list[EmailMessage]) -> None:
    (mail,) = ask(client, "bob@example.com", mailoutbox)
    form = client.get(address_in(mail), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    again = Client().get(address_in(mail), follow=True)
    assert "This link no longer works" in Page(again).text


def test_nobody_learns_which_addresses_have_an_account(
    cast: Cast, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    sent = ask(client, "nobody@example.com", mailoutbox)
    assert not [mail for mail in sent if "/password/reset/key/" in mail.body]


def test_the_link_leads_to_this_site_whatever_host_was_asked_for(
    cast: Cast, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    client.post(RESET, {"email": "bob@example.com"}, headers={"host": "evil.example"})
    assert not [mail for mail in mailoutbox if "evil.example" in mail.body]
