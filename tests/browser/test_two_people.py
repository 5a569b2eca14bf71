"""Alice and Bob talk across two web processes; networks and servers come and go, and nothing is lost or said twice."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.fixture(scope="module")
def browser_arguments(doors):
    return [doors.browser_argument]


def test_alice_and_bob_sit_in_two_processes(stage):
    alice, bob = stage.both_in(stage.room())
    stage.site.web[0].pause()
    bob.say("Is anybody there?")
    expect(bob.message("Is anybody there?")).to_have_attribute("data-number", re.compile(r"\d"))
    assert alice.texts() == []
    stage.site.web[0].resume()
    alice.sees("Is anybody there?")


def test_alice_and_bob_talk_both_ways_at_once(stage):
    alice, bob = stage.both_in(stage.room())
    for number in range(1, 6):
        alice.say(f"Alice {number}")
        bob.say(f"Bob {number}")
    for window in (alice, bob):
        window.has_sent(10)
    assert alice.texts() == bob.texts()
    for name in ("Alice", "Bob"):
        assert [text for text in alice.texts() if name in text] == [f"{name} {number}" for number in range(1, 6)]


def test_bob_misses_ten_messages_on_the_train_and_both_see_the_same_afterwards(stage):
    alice, bob = stage.both_in(stage.room())
    bob.go_offline()
    expect(bob.page.locator("[data-offline]")).to_be_visible()
    for number in range(1, 11):
        alice.say(f"Alice {number}")
    bob.say("Bob 1")
    bob.say("Bob 2")
    for text in ("Bob 1", "Bob 2"):
        expect(bob.message(text)).to_have_attribute("data-state", "pending")
    alice.has_sent(10)
    bob.come_back()
    everything = [f"Alice {number}" for number in range(1, 11)] + ["Bob 1", "Bob 2"]
    alice.sees(*everything)
    bob.sees(*everything)
    expect(bob.page.locator("[data-offline]")).to_be_hidden()


def test_what_bob_writes_while_his_server_restarts_is_sent_and_his_draft_stays(stage):
    alice, bob = stage.both_in(stage.room())
    bob.forgive("WebSocket connection to")
    stage.site.web[1].stop()
    bob.say("Sent into the void")
    bob.composer.type("Half a sen")
    expect(bob.message("Sent into the void")).to_have_attribute("data-state", "pending")
    stage.site.web[1].start()
    alice.sees("Sent into the void")
    bob.sees("Sent into the void")
    expect(bob.composer).to_have_value("Half a sen")


def test_nothing_is_lost_when_the_database_and_redis_restart(stage):
    alice, bob = stage.both_in(stage.room())
    stage.site.redis.kill()
    stage.site.postgres.kill()
    bob.say("Said to a dead database")
    expect(bob.message("Said to a dead database")).to_have_attribute("data-state", "pending")
    stage.site.heal()
    alice.sees("Said to a dead database")
    bob.sees("Said to a dead database")
