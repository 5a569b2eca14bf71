"""What was written and could not be sent yet is never lost, and the writer decides."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.fixture(scope="module")
def browser_arguments(doors):
    return [doors.browser_argument]


class Line:
    """A browser's way to its socket: `cut` until it is mended, like a proxy that swallows everything."""

    def __init__(self, window):
        self.is_cut = True
        window.context.route_web_socket("**/ws/", self.carry)

    def carry(self, socket):
        if not self.is_cut:
            socket.connect_to_server()


def test_an_unsent_message_survives_a_reload(stage):
    slug = stage.room()
    bob = stage.bob_enters()
    line = Line(bob)
    bob.go(f"/rooms/{slug}/")
    bob.say("Hold on to this")
    bob.say("And to this")
    bob.page.reload()
    for text in ("Hold on to this", "And to this"):
        expect(bob.message(text)).to_have_attribute("data-state", "pending")
    line.is_cut = False
    bob.page.reload()
    bob.has_sent(2)
    bob.sees("Hold on to this", "And to this")


def test_an_unsent_message_is_sent_by_another_tab_once_the_first_is_closed(stage):
    slug = stage.room()
    bob = stage.bob_enters()
    line = Line(bob)
    first = bob.tab()
    first.go(f"/rooms/{slug}/")
    first.say("Sent by my neighbour")
    expect(first.message("Sent by my neighbour")).to_have_attribute("data-state", "pending")
    first.page.close()
    line.is_cut = False
    bob.open_room(slug)
    bob.has_sent(1)
    bob.sees("Sent by my neighbour")


def write_in_vain(stage, *texts):
    """Return Bob's window with messages that the server refused, and the room, archived."""
    slug = stage.room()
    bob = stage.bob_enters().open_room(slug)
    bob.go_offline()
    for text in texts:
        bob.say(text)
    stage.alice_hand.archive(slug)
    bob.come_back()
    for text in texts:
        expect(bob.message(text)).to_have_attribute("data-state", "failed")
    return bob, slug


def test_bob_sees_why_a_message_failed_and_sends_it_again(stage):
    bob, slug = write_in_vain(stage, "Too late", "Much too late")
    expect(bob.message("Too late").locator("[data-reason]")).to_contain_text("archived")
    stage.alice_hand.unarchive(slug)
    expect(bob.composer).to_be_visible()
    bob.message("Too late").get_by_role("button", name="Retry").click()
    bob.message("Much too late").get_by_role("button", name="Retry").click()
    bob.has_sent(2)
    bob.sees("Too late", "Much too late")


def test_bob_discards_a_message_that_failed_and_it_does_not_come_back(stage):
    bob, _slug = write_in_vain(stage, "Too late", "Keep me")
    bob.message("Too late").get_by_role("button", name="Discard").click()
    bob.sees("Keep me")
    bob.page.reload()
    bob.sees("Keep me")
    expect(bob.message("Keep me")).to_have_attribute("data-state", "failed")


def test_a_draft_survives_a_reload_and_belongs_to_its_room(stage):
    here, there = stage.room(), stage.room()
    bob = stage.bob_enters().open_room(here)
    bob.composer.fill("Dear Al")
    bob.open_room(there)
    expect(bob.composer).to_have_value("")
    bob.page.go_back()
    expect(bob.composer).to_have_value("Dear Al")
    bob.page.reload()
    expect(bob.composer).to_have_value("Dear Al")
    bob.say("Dear Alice")
    bob.has_sent(1)
    bob.page.reload()
    expect(bob.composer).to_have_value("")
