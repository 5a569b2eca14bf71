"""What happens to a room shows in open windows: nobody reloads."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.fixture(scope="module")
def browser_arguments(doors):
    return [doors.browser_argument]


def test_bob_sees_a_new_name_and_topic(stage):
    slug = stage.room()
    bob = stage.bob_enters().open_room(slug)
    stage.alice_hand.change(slug, f"Boats of {slug}", "Hulls and masts")
    expect(bob.page.locator("main [data-room-name]")).to_have_text(f"Boats of {slug}")
    expect(bob.page.locator("[data-room-topic]")).to_have_text("Hulls and masts")
    expect(bob.entry(f"Boats of {slug}")).to_be_visible()
    expect(bob.page).to_have_title(re.compile(f"Boats of {slug}"))


def test_bob_cannot_write_while_a_room_is_archived_and_finds_his_draft_afterwards(stage):
    slug = stage.room()
    bob = stage.bob_enters().open_room(slug)
    bob.composer.fill("I was about to")
    stage.alice_hand.archive(slug)
    expect(bob.page.get_by_text("This room is archived.")).to_be_visible()
    expect(bob.composer).to_have_count(0)
    stage.alice_hand.unarchive(slug)
    expect(bob.composer).to_have_value("I was about to")


def test_bob_finds_a_room_that_he_was_brought_into(stage):
    bob = stage.bob_enters().open_room(stage.room())
    slug = stage.alice_hand.make_room("Surprise", kind="closed")
    stage.alice_hand.add(slug, "bob")
    bob.entry("Surprise").locator("a").click()
    expect(bob.page).to_have_url(re.compile(f"/rooms/{slug}/$"))
    bob.wait_for("connected")
    stage.alice_hand.say(slug, "You found it")
    bob.sees("You found it")


def test_bob_hears_of_a_new_direct_room_and_what_is_said_there(stage):
    bob = stage.bob_enters().open_room(stage.room())
    direct = bob.page.locator("[data-rooms=direct]")
    slug = stage.alice_hand.talk_to("bob")
    expect(direct.locator("li", has_text="alice")).to_be_visible()
    stage.alice_hand.say(slug, "Psst")
    bob.counts("alice", 1)


def test_bob_is_told_that_he_was_removed_and_sees_nothing_more(stage):
    slug, other = stage.room(), stage.room()
    bob = stage.bob_enters().open_room(slug)
    name = bob.page.locator("main [data-room-name]").inner_text()
    stage.alice_hand.say(slug, "While you are here")
    bob.sees("While you are here")
    stage.alice_hand.remove(slug, "bob")
    expect(bob.page.get_by_text("You are no longer in this room.")).to_be_visible()
    expect(bob.entry(name)).to_have_count(0)
    stage.alice_hand.say(slug, "Now that we are alone")
    # His socket works, and what is said later elsewhere comes through it.
    unread = bob.page.locator(f"[data-rooms] a[href='/rooms/{other}/'] [data-unread-count]")
    stage.alice_hand.say(other, "Hello")
    expect(unread).to_have_text("1")
    bob.sees("While you are here")
    assert any("While you are here" in frame for frame in bob.frames)
    assert not any("Now that we are alone" in frame for frame in bob.frames)


def test_the_members_of_a_room_are_counted_while_one_looks(stage):
    slug = stage.alice_hand.make_room("Count", kind="open")
    alice = stage.alice_enters().open_room(slug)
    expect(alice.page.locator("[data-members-count]")).to_have_text("1")
    stage.alice_hand.add(slug, "bob")
    expect(alice.page.locator("[data-members-count]")).to_have_text("2")
