"""What a message's page asks for besides: its text for the author, the people behind its reactions, keeping it."""

import pytest

from chat import limits
from chat.actions import deletion, reactions, saved
from chat.models import Message, Reaction, Saved
from tests.cast import Browser, Cast, make_person
from tests.views.page import Page

THUMB = "👍️"


@pytest.fixture
def said(cast: Cast) -> str:
    """Return the address of a message of Bob's."""
    return cast.say("bob", "Some *words*").get_absolute_url()


def test_the_author_gets_what_was_typed(cast: Cast, browser: Browser, said: str) -> None:
    assert browser(cast.bob).get(f"{said}text/").json() == {"text": "Some *words*"}


@pytest.mark.parametrize("name", ["alice", "dana", "charlie", "erin", "ada"])
def test_nobody_else_gets_it(cast: Cast, browser: Browser, said: str, name: str) -> None:
    assert browser(getattr(cast, name)).get(f"{said}text/").status_code == 404


def test_a_deleted_message_has_no_text(cast: Cast, browser: Browser) -> None:
    message = cast.say("bob", "Gone")
    deletion.delete(cast.alice, message)
    assert browser(cast.bob).get(f"{message.get_absolute_url()}text/").status_code == 404


def test_reactions_name_their_people_in_the_order_of_their_first_use(cast: Cast, browser: Browser) -> None:
    message = Message.objects.select_related("room").get(pk=cast.say("bob").pk)
    for person, emoji in [(cast.alice, THUMB), (cast.dana, "🎉"), (cast.bob, THUMB)]:
        reactions.add(person, message, emoji)
    page = Page(browser(cast.bob).get(f"{message.get_absolute_url()}reactions/"))
    assert [group["data-reactors"] for group in page.all("section")] == [THUMB, "🎉"]
    assert [group.text for group in page.all("section")] == [f"{THUMB} A alice B bob", "🎉 D dana"]


@pytest.mark.parametrize(("beyond", "says"), [(1, "and 1 other"), (2, "and 2 others")])
def test_of_many_people_some_are_named(cast: Cast, browser: Browser, beyond: int, says: str) -> None:
    message = cast.say("bob")
    crowd = [make_person(f"guest{number}") for number in range(limits.REACTION_NAMES + beyond)]
    Reaction.objects.bulk_create(Reaction(message=message, person=person, emoji=THUMB) for person in crowd)
    page = Page(browser(cast.bob).get(f"{message.get_absolute_url()}reactions/"))
    assert len(page.all("li")) == limits.REACTION_NAMES + 1
    assert page.all("li")[-1].text == says


def test_a_message_without_reactions_has_nobody(cast: Cast, browser: Browser, said: str) -> None:
    assert browser(cast.alice).get(f"{said}reactions/").content.strip() == b""


def test_keeping_a_message_is_private_and_twice_is_once(cast: Cast, browser: Browser, said: str) -> None:
    for _ in range(2):
        assert browser(cast.alice).post(f"{said}save/").status_code == 204
    assert [kept.person for kept in Saved.objects.all()] == [cast.alice]
    room = "/rooms/workshop/"
    assert Page(browser(cast.alice).get(room)).one("section", data_room="")["data-saved"] == "1"
    assert Page(browser(cast.bob).get(room)).one("section", data_room="")["data-saved"] == ""


def test_who_keeps_a_message_no_longer_has_it_no_more(cast: Cast, browser: Browser, said: str) -> None:
    message = cast.room.messages.get()
    saved.keep(cast.alice, message)
    saved.keep(cast.bob, message)
    assert browser(cast.alice).post(f"{said}unsave/").status_code == 204
    assert [kept.person for kept in Saved.objects.all()] == [cast.bob]


def test_a_deleted_message_cannot_be_kept(cast: Cast, browser: Browser) -> None:
    message = cast.say("bob")
    deletion.delete(cast.bob, message)
    assert browser(cast.alice).post(f"{message.get_absolute_url()}save/").status_code == 404
