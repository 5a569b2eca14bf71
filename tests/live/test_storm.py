"""Everybody comes back at once, and the database is slow: they come in, in order, and the others talk on."""

import asyncio
import time
import uuid
from typing import Any

import pytest

from chat import limits
from chat.live import database, frames
from chat.live.database import in_database
from chat.models import Membership, Room, User
from tests.live.conftest import Live
from tests.live.driver import Line, session_of

CROWD = 300
SLOW_SECONDS = 0.01
# A few questions of those who come are before each of those who are in; 300 would take three seconds.
SOON_SECONDS = 0.5

pytestmark = pytest.mark.usefixtures("unhurried")


def crowd(room: Room) -> list[str]:
    """Make members of the room; return their sessions."""
    people = User.objects.bulk_create(User(username=f"person{number}") for number in range(CROWD))
    room.memberships.bulk_create(Membership(room=room, person=person, revision=room.revision) for person in people)
    return [session_of(person) for person in people]


def make_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the database is asked from now on takes its time."""
    run = database._run

    def run_slowly(*args: Any, **kwargs: Any) -> Any:
        time.sleep(SLOW_SECONDS)
        return run(*args, **kwargs)

    monkeypatch.setattr(database, "_run", run_slowly)


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


async def posting_times(line: Line, live: Live, until: asyncio.Future[Any]) -> list[float]:
    """Post one message after the other until something else has ended; return how long each took to be answered."""
    times = []
    while not until.done():
        began = time.monotonic()
        reply = await line.ask("message.post", room=live.room.pk, client_id=str(uuid.uuid4()), text="Hello")
        assert reply["ok"]
        times.append(time.monotonic() - began)
    return times


@pytest.mark.parametrize(("missed", "count"), [("nothing", CROWD), ("a little", CROWD), ("too much to remember", 60)])
async def test_everybody_comes_at_once_and_in_order_and_the_others_talk_on(
    live: Live, monkeypatch: pytest.MonkeyPatch, welcomed: list[int], missed: str, count: int
) -> None:
    sessions = await in_database(crowd, live.room)
    since = 0 if missed == "too much to remember" else await live.revision()
    await live.posted_elsewhere(0 if missed == "nothing" else 20)
    bob = await live.greeted(live.cast.bob)
    make_slow(monkeypatch)
    # Whoever waits for us longer than we wait for them is not sent away for it.
    monkeypatch.setattr(limits, "HELLO_SECONDS", 0.2)
    lines = [live.line(session) for session in sessions[:count]]
    for place, line in enumerate(lines):
        line.command("hello", ref=f"hello {place}", protocol=1, rooms={str(live.room.pk): since})
    began = time.monotonic()
    all_in = asyncio.gather(*(line.opened() for line in lines))
    times = await posting_times(bob, live, all_in)
    assert [frames[0]["type"] for frames in await all_in] == ["ready"] * count
    print(f"missed {missed}: {time.monotonic() - began:.1f} s, {len(times)} posts, {max(times):.2f} s")  # noqa: T201
    assert welcomed[1:] == list(range(count))
    assert len(times) > 1
    assert max(times) < SOON_SECONDS
    after = await live.post(live.cast.alice)
    for line in lines:
        assert (await line.revisions_until(after.revision))[-1] == after.revision
