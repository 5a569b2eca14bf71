"""Everybody comes back at once, and the database is slow: they come in, in order, and the others talk on."""

import asyncio
import time
import uuid
from typing import Any

import pytest

from chat import limits
from chat.live import database, feed, frames
from chat.live.database import in_database
from chat.models import Membership, Room, User
from tests.live.conftest import Live
from tests.live.driver import Line, session_of

CROWD = 300
SLOW_SECONDS = 0.01
# What the database may be asked while somebody posts: a few questions of those who come, and not one of each of them.
# Counted, not timed: how long it takes is a matter of the machine.
QUESTIONS = 20

pytestmark = pytest.mark.usefixtures("unhurried")


def crowd(room: Room) -> list[str]:
    """Make members of the room; return their sessions."""
    people = User.objects.bulk_create(User(username=f"person{number}") for number in range(CROWD))
    room.memberships.bulk_create(Membership(room=room, person=person, revision=room.revision) for person in people)
    return [session_of(person) for person in people]


def make_slow(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Whatever the database is asked from now on takes its time; return a list into which each question writes when."""
    run, asked = database._run, []

    def run_slowly(*args: Any, **kwargs: Any) -> Any:
        asked.append(time.monotonic())
        time.sleep(SLOW_SECONDS)
        return run(*args, **kwargs)

    monkeypatch.setattr(database, "_run", run_slowly)
    return asked


@pytest.fixture
def welcomed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list into which every answer to hello writes the hello's ref."""
    refs: list[int] = []
    ready = frames.ready

    def noted(ref: str, *args: Any) -> str:
        refs.append(int(ref.removeprefix("hello ")))
        return ready(ref, *args)

    monkeypatch.setattr(frames, "ready", noted)
    return refs


async def post_until(all_in: asyncio.Future[Any], line: Line, live: Live, asked: list[float]) -> list[int]:
    """Post one message after the other until all are in; return how much the database was asked during each."""
    counts = []
    while not all_in.done():
        before = len(asked)
        reply = await line.ask("message.post", room=live.room.pk, client_id=str(uuid.uuid4()), text="Hello")
        assert reply["ok"]
        counts.append(len(asked) - before)
    return counts


@pytest.mark.parametrize(("missed", "count"), [("nothing", CROWD), ("a little", CROWD), ("too much to remember", 100)])
async def test_everybody_comes_at_once_and_in_order_and_the_others_talk_on(
    live: Live, monkeypatch: pytest.MonkeyPatch, welcomed: list[int], missed: str, count: int
) -> None:
    sessions, since = await in_database(crowd, live.room), await live.revision()
    await live.posted_elsewhere(0 if missed == "nothing" else 20)
    monkeypatch.setattr(feed, "RECENT_CHANGES", 5 if missed == "too much to remember" else feed.RECENT_CHANGES)
    bob = await live.greeted(live.cast.bob)
    asked = make_slow(monkeypatch)
    # Whoever waits for us longer than we wait for them is not sent away for it.
    monkeypatch.setattr(limits, "HELLO_SECONDS", 1)
    lines = [live.line(session) for session in sessions[:count]]
    for place, line in enumerate(lines):
        line.command("hello", ref=f"hello {place}", protocol=1, rooms={str(live.room.pk): since})
    all_in = asyncio.gather(*(line.opened() for line in lines))
    counts = await post_until(all_in, bob, live, asked)
    assert [frames[0]["type"] for frames in await all_in] == ["ready"] * count
    assert welcomed[1:] == list(range(count))
    assert len(counts) > 1
    assert max(counts) < QUESTIONS
    after = await live.post(live.cast.alice)
    for line in lines:
        assert (await line.revisions_until(after.revision))[-1] == after.revision
