"""Files on their way: kept over a reload and a lost network, tried again, and taken back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.choosing import are_there, cards, choose, picture, posted, send

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def test_a_tray_survives_a_reload_with_its_draft(house):
    alice, slug = house.alice_in_fresh_room("Kept")
    choose(alice, picture())
    alice.composer.fill("Soon")
    are_there(alice, 1)
    alice.open_room(slug)
    are_there(alice, 1)
    expect(alice.composer).to_have_value("Soon")
    send(alice)
    alice.has_sent(1)
    expect(posted(alice)).to_have_count(1)


def test_a_file_that_is_refused_once_is_sent_again_on_request(house):
    alice, _slug = house.alice_in_fresh_room("Refused once")
    alice.forgive("/uploads/")
    refusal = '{"error": {"code": "quota_full", "message": "There is no room.", "fields": {}, "retry_after": null}}'
    alice.page.route(re.compile("/uploads/"), lambda route: route.fulfill(status=413, body=refusal), times=1)
    choose(alice, picture())
    expect(cards(alice).locator("[data-about]")).to_have_text("There is no room.")
    cards(alice).get_by_role("button", name="Retry").click()
    are_there(alice, 1)


def test_a_message_that_was_sent_offline_keeps_its_picture_over_a_reload_and_goes_later(house):
    alice, slug = house.alice_in_fresh_room("Offline")
    cut = {"is": True}
    alice.context.route_web_socket("**/ws/", lambda socket: None if cut["is"] else socket.connect_to_server())
    alice.go(f"/rooms/{slug}/")
    choose(alice, picture())
    alice.say("On its way")
    pending = alice.page.locator("[data-timeline] [data-state=pending]")
    expect(pending.locator("img.picture__image")).to_be_visible()
    alice.page.reload()
    expect(pending.locator("img.picture__image")).to_be_visible()
    cut["is"] = False
    alice.page.reload()
    alice.has_sent(1)
    expect(posted(alice)).to_have_count(1)


def test_a_network_that_is_lost_in_the_middle_delays_and_doubles_nothing(house):
    alice, _slug = house.alice_in_fresh_room("Tunnel")
    alice.forgive("/uploads/")
    alice.page.route(re.compile("/uploads/"), lambda route: route.abort("connectionreset"), times=2)
    choose(alice, picture())
    alice.say("Through the tunnel")
    alice.has_sent(1)
    expect(posted(alice)).to_have_count(1)


def held_uploads(window):
    """What is sent from now on does not arrive."""
    window.page.route(re.compile("/uploads/"), lambda route: None)


def test_what_is_on_its_way_can_be_taken_back_from_the_tray(house):
    alice, _slug = house.alice_in_fresh_room("Taken back")
    held_uploads(alice)
    choose(alice, picture("one.png"), picture("two.png"))
    cards(alice).first.locator("[data-remove]").click()
    expect(cards(alice).locator("[data-name]")).to_have_text(["two.png"])
    cards(alice).first.locator("[data-remove]").click()
    expect(cards(alice)).to_have_count(0)
    alice.page.unroute_all()
    alice.say("Without them")
    alice.has_sent(1)
    expect(posted(alice)).to_have_count(0)


def test_a_message_that_waits_for_its_files_can_be_cancelled(house):
    alice, slug = house.alice_in_fresh_room("Cancelled")
    held_uploads(alice)
    choose(alice, picture())
    alice.say("Never mind")
    pending = alice.page.locator("[data-timeline] [data-state=pending]")
    pending.get_by_role("button", name="Cancel").click()
    expect(pending).to_have_count(0)
    alice.page.unroute_all()
    alice.open_room(slug)
    alice.say("Something else")
    alice.has_sent(1)
