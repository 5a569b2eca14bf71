"""Who does not read: left alone, told so, brought up to date, or cut; and nobody else notices."""

import asyncio

import pytest

from chat import limits
from chat.live import socket as sockets
from chat.models import User
from tests.live.conftest import SOON_SECONDS, Live, eventually
from tests.live.direct import DirectLine
from tests.live.driver import Frame, Line

LONG = "x" * 4_000
LAGGING_BYTES = 20_000
pytestmark = pytest.mark.usefixtures("unhurried")


@pytest.fixture(autouse=True, params=[Line, DirectLine])
def any_server(request: pytest.FixtureRequest, live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a server that takes ready frames, and with one that does not."""
    live.kind = request.param
    monkeypatch.setattr(limits, "LAGGING_BYTES", LAGGING_BYTES)


async def posts(live: Live, count: int, text: str = LONG) -> int:
    """Say something so many times; return the revision reached."""
    for _ in range(count):
        revision = (await live.post(live.cast.dana, text)).revision
    return revision


def is_left_alone(live: Live, person: User) -> bool:
    """Tell whether so much waits for the person's socket that nothing more is sent."""
    return all(one.send is sockets._drop for one in live.attendance.people[person.pk].open)


async def lagging(live: Live, person: User) -> Line:
    """Return a socket that stopped reading, and for which too much waits."""
    line = await live.greeted(person)
    line.reads.clear()
    await posts(live, 8)
    await eventually(lambda: is_left_alone(live, person), "left alone")
    return line


async def until_lagged(line: Line) -> list[int]:
    """Return the revisions of the changes that come before the word that more was left out."""
    heard = []
    while (frame := await line.next_of("change", "sync", "lagged"))["type"] != "lagged":
        heard += [change["revision"] for change in frame.get("changes", [frame])]
    return heard


async def said_again(line: Line, live: Live, revision: int) -> list[Frame]:
    """Say hello once more; return what comes with `ready` and after it."""
    frames = await line.exchange("hello", protocol=1, rooms={str(live.room.pk): revision})
    return frames + await line.seen()


async def test_who_reads_again_says_hello_again_and_misses_nothing(live: Live) -> None:
    start = await live.revision()
    line = await lagging(live, live.cast.alice)
    line.read_all()
    heard = await until_lagged(line)
    assert heard == list(range(start + 1, heard[-1] + 1))
    await posts(live, 1)
    frames = await said_again(line, live, heard[-1])
    assert [frame["type"] for frame in frames] == ["ready", "sync"]
    assert [change["revision"] for change in frames[1]["changes"]] == list(range(heard[-1] + 1, start + 10))
    assert (await line.exchange("ping"))[-1]["ok"]
    assert await posts(live, 1) == (await line.next_of("change"))["revision"]


async def test_before_the_new_hello_nothing_is_sent_and_nothing_obeyed(live: Live) -> None:
    line = await lagging(live, live.cast.alice)
    line.read_all()
    await until_lagged(line)
    await posts(live, 1)
    error = (await line.exchange("room.sync", room=live.room.pk, revision=0))[0]["error"]
    assert error["code"] == "hello_first"


async def test_who_does_not_read_delays_nobody_and_keeps_little(live: Live) -> None:
    bob, line = await live.greeted(live.cast.bob), await lagging(live, live.cast.alice)
    assert len(await bob.seen()) == 8
    for _ in range(20):
        assert await posts(live, 1) == (await bob.next_of("change"))["revision"]
    line.read_all()
    assert len(await until_lagged(line)) < 8


async def test_who_does_not_read_for_long_is_cut(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LAGGING_SECONDS", 0.1)
    line = await lagging(live, live.cast.alice)
    (socket,) = live.attendance.people[live.cast.alice.pk].open
    await eventually(lambda: socket.closing, "cut")
    line.read_all()
    assert (await line.bye())["code"] == 4408
    assert not live.attendance.people[live.cast.alice.pk].open


async def test_who_catches_up_in_time_is_not_cut_later(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LAGGING_SECONDS", 0.1)
    line = await lagging(live, live.cast.alice)
    line.read_all()
    heard = await until_lagged(line)
    await asyncio.sleep(0.2)
    assert (await said_again(line, live, heard[-1]))[0]["type"] == "ready"


async def test_who_is_told_so_and_says_no_hello_is_cut(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HELLO_AGAIN_SECONDS", 0.2)
    lines = [await live.greeted(live.cast.alice) for _ in range(3)]
    for line in lines:
        line.reads.clear()
    await posts(live, 8)
    await eventually(lambda: is_left_alone(live, live.cast.alice), "left alone")
    for line in lines:
        line.read_all()
    silent, pinging, polite = lines
    heard = [await until_lagged(line) for line in lines]
    pinging.command("ping")
    assert (await said_again(polite, live, heard[2][-1]))[0]["type"] == "ready"
    assert (await silent.bye())["code"] == (await pinging.bye())["code"] == 4408
    assert (await polite.ask("ping"))["ok"]


async def test_a_hello_before_the_word_is_said_again_after_it(live: Live) -> None:
    line = await lagging(live, live.cast.alice)
    line.command("hello", protocol=1, rooms={})
    await asyncio.sleep(0.1)
    line.read_all()
    heard = await until_lagged(line)
    await posts(live, 1)
    ready, *syncs = await said_again(line, live, heard[-1])
    assert ready["type"] == "ready"
    assert [change["revision"] for sync in syncs for change in sync["changes"]][-1] == await live.revision()
    assert await posts(live, 1) == (await line.next_of("change"))["revision"]


async def test_a_long_hello_comes_as_a_whole(live: Live) -> None:
    start = await live.revision()
    await posts(live, 12)
    bob = await live.connect(live.cast.bob)
    frames = await said_again(bob, live, start)
    assert [frame["type"] for frame in frames] == ["ready", "sync"]
    assert len(frames[1]["changes"]) == 12


async def test_a_hello_that_brings_too_much_is_said_again_without_a_hole(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OUTBOX_BYTES", 2 * LAGGING_BYTES)
    monkeypatch.setattr(limits, "SYNC_FRAME_BYTES", LAGGING_BYTES)
    start, end = await live.revision(), await posts(live, 24)
    bob = await live.connect(live.cast.bob)
    bob.reads.clear()
    bob.command("hello", protocol=1, rooms={str(live.room.pk): start})
    await eventually(lambda: is_left_alone(live, live.cast.bob), "left alone")
    bob.read_all()
    heard = await until_lagged(bob)
    await posts(live, 1)
    monkeypatch.setattr(limits, "OUTBOX_BYTES", 1024**2)
    ready, *frames = await said_again(bob, live, heard[-1])
    assert ready["type"] == "ready"
    heard += [change["revision"] for frame in frames for change in frame["changes"]]
    assert heard == list(range(start + 1, end + 2))


# A server that offers its transport drops such a connection itself: tests/server/test_slow_readers.py.
@pytest.mark.parametrize("any_server", [Line], indirect=True)
async def test_who_takes_no_goodbye_either_is_let_go(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LAGGING_SECONDS", "BYE_SECONDS"):
        monkeypatch.setattr(limits, name, 0.1)
    line = await lagging(live, live.cast.alice)
    await asyncio.wait_for(line.application, SOON_SECONDS)
    assert not live.attendance.people[live.cast.alice.pk].open
