"""What is true of every page: the content policy, no inline script or style, one title, a language, a way around."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from chat.actions import invitations, rooms
from chat.middleware import POLICY
from chat.models import Room
from tests.cast import Browser, Cast
from tests.views.page import Element, Page

OUTSIDE = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "account_email_verification_sent",
]
INSIDE = [
    "chat:rooms",
    "chat:room-new",
    "chat:direct-new",
    "chat:profile",
    "account_change_password",
    "account_email",
    "account_logout",
]
ROOM = ["chat:room", "chat:members", "chat:room-settings", "chat:invitations"]
ADMIN = ["index", "chat_room_changelist", "chat_room_add", "chat_user_changelist", "chat_message_changelist"]
# Attributes that browsers run as a program.
RUN = re.compile(r"^on\w+$")


def pages(cast: Cast, browser: Browser) -> Iterator[tuple[str, Page]]:
    """Yield pages of every kind, with the names that they have in urls.py."""
    cast.say("alice", "Look: https://harbour.example/ <b>now</b>")
    direct = rooms.open_direct(cast.alice, [cast.bob, cast.ada])
    archived = rooms.create(cast.alice, Room.Kind.OPEN, "Old")
    rooms.archive(cast.alice, archived)
    _, token = invitations.invite(cast.alice, cast.room)
    visitor, alice = Client(), browser(cast.alice)
    wanted = [(visitor, reverse(name)) for name in OUTSIDE] + [(alice, reverse(name)) for name in INSIDE]
    wanted += [(window, f"/invitations/{token}/") for window in (visitor, alice)]
    wanted += [(alice, reverse(name, args=[cast.room.slug])) for name in ROOM]
    wanted += [(alice, place.get_absolute_url()) for place in (direct, archived)]
    wanted += [(browser(cast.charlie), "/rooms/lobby/"), (alice, "/rooms/workshop/1/"), (alice, "/nothing/")]
    for window, address in wanted:
        yield address, Page(window.get(address))
    yield "a refused post", Page(alice.post("/rooms/workshop/", {"text": ""}))


def broken_rules(page: Page) -> list[Element]:
    """Return the elements that hold script or style of their own."""
    return [
        element
        for element in page.elements
        if element.tag == "style"
        or "style" in element.attributes
        or any(RUN.match(name) or name.startswith("hx-on") for name in element.attributes)
        or (element.tag == "script" and not element.attributes.get("src"))
        or element.attributes.get("href", "").startswith(("javascript:", "data:"))
    ]


def test_no_page_holds_script_or_style_of_its_own(cast: Cast, browser: Browser) -> None:
    found = {address: broken_rules(page) for address, page in pages(cast, browser)}
    assert len(found) > 20
    assert {address: elements for address, elements in found.items() if elements} == {}


def test_no_page_loads_anything_from_elsewhere(cast: Cast, browser: Browser) -> None:
    loading = [
        element.attributes.get("src") or element.attributes.get("href", "")
        for _, page in pages(cast, browser)
        for element in page.elements
        if element.tag in {"script", "link", "img", "iframe", "source"}
    ]
    assert loading
    # What has no address yet, in a template for scripts, loads nothing.
    assert [address for address in loading if address and not address.startswith("/static/")] == []


def test_every_page_says_its_name_its_language_and_where_its_content_is(cast: Cast, browser: Browser) -> None:
    titles = set()
    for address, page in pages(cast, browser):
        assert page.one("html")["lang"] == "en", address
        assert page.one("main")["id"] == "main", address
        assert len(page.all("h1")) == 1, address
        titles.add(page.all("title")[0].text)
    assert {title.rpartition(" · ")[2] for title in titles} == {"The Harbour"}
    assert len(titles) > 12


def test_every_form_that_posts_has_its_token_and_every_control_a_name(cast: Cast, browser: Browser) -> None:
    for address, page in pages(cast, browser):
        posting = [form for form in page.all("form") if form.attributes.get("method") == "post"]
        assert len(page.all("input", name="csrfmiddlewaretoken")) == len(posting), address
        ids = [element["id"] for element in page.elements if element.attributes.get("id")]
        assert len(ids) == len(set(ids)), address


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/healthz", "/nothing/", "/rooms/", "/admin/"])
def test_every_answer_carries_the_policy(cast: Cast, browser: Browser, address: str) -> None:
    for window in (Client(), browser(cast.bob)):
        assert window.get(address).headers["Content-Security-Policy"] == POLICY


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    allowed = dict(part.split(" ", 1) for part in POLICY.split("; "))
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    assert (allowed["default-src"], allowed["frame-ancestors"], allowed["object-src"]) == ("'self'", "'none'", "'none'")


def test_every_answer_carries_the_other_safety_headers(cast: Cast, browser: Browser) -> None:
    headers = browser(cast.bob).get("/rooms/").headers
    names = ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
    assert [headers[name] for name in names] == ["DENY", "nosniff", "same-origin", "same-origin"]


@pytest.mark.parametrize("name", ADMIN)
def test_the_administration_keeps_the_policy_too(cast: Cast, browser: Browser, name: str) -> None:
    answer = browser(cast.ada).get(reverse(f"admin:{name}"))
    assert answer.status_code == 200
    assert broken_rules(Page(answer)) == []


def test_a_visitor_has_no_socket_and_no_sidebar(cast: Cast, client: Client, browser: Browser) -> None:
    outside, inside = Page(client.get("/accounts/login/")), Page(browser(cast.bob).get("/rooms/"))
    assert [page.has("body", data_socket="") for page in (outside, inside)] == [False, True]
    assert [page.has(data_sidebar="") for page in (outside, inside)] == [False, True]
    assert inside.one("body")["data-person"] == str(cast.bob.pk)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(cast: Cast, client: Client) -> None:
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "bob", "password": "correct horse battery staple"})
    cookies = {name: client.cookies[name] for name in ("sessionid", "csrftoken")}
    assert {name: (cookie["httponly"], cookie["samesite"]) for name, cookie in cookies.items()} == {
        "sessionid": (True, "Lax"),
        "csrftoken": (True, "Lax"),
    }
