"""Who opens a socket gets what they missed: all of it, in order, or the word to fetch anew."""

import asyncio

import pytest
from django.db import connection

from chat import limits
from chat.actions import memberships, rooms
from chat.live import reads
from chat.live.database import in_database
from chat.models import Membership, Room, User
from tests.cast import member
from tests.live.conftest import Live
from tests.live.driver import Frame, Line, session_of

pytestmark = pytest.mark.usefixtures("unhurried")


async def caught_up(line: Line, revisions: dict[int, int]) -> list[Frame]:
    """Say hello; return the frames that come after `ready`."""
    rooms = {str(room): revision for room, revision in revisions.items()}
    ready = await line.ask("hello", protocol=1, rooms=rooms)
    assert ready["type"] == "ready"
    return await line.seen()


async def test_hello_brings_what_was_missed(live: Live) -> None:
    start = await live.revision()
    for text in ("one", "two", "three"):
        await live.post(live.cast.alice, text)
    line = await live.connect(live.cast.bob)
    (sync,) = await caught_up(line, {live.room.pk: start + 1})
    assert (sync["type"], sync["from"], sync["to"]) == ("sync", start + 1, start + 3)
    assert [change["message"]["number"] for change in sync["changes"]] == [2, 3]
    await live.post(live.cast.alice, "four")
    assert [frame["revision"] for frame in await line.seen()] == [start + 4]


async def test_hello_brings_nothing_of_others_rooms(live: Live) -> None:
    other = await in_database(rooms.create, live.cast.charlie, Room.Kind.CLOSED, "secret")
    line = await live.connect(live.cast.bob)
    assert await caught_up(line, {other.pk: 0, 999_999: 0, 10**17: 0}) == []


async def test_hello_of_somebody_who_was_removed_brings_nothing(live: Live) -> None:
    line = await live.connect(live.cast.erin)
    assert await caught_up(line, {live.room.pk: 0}) == []
    await live.post(live.cast.alice)
    assert await line.seen() == []


async def test_every_kind_of_change_is_caught_up_with(live: Live) -> None:
    start = await live.revision()
    await live.post(live.cast.alice)
    await in_database(memberships.admit, live.cast.charlie, live.room)
    await in_database(lambda: rooms.change(live.cast.alice, live.room, name="shed", topic=""))
    (sync,) = await caught_up(await live.connect(live.cast.bob), {live.room.pk: start})
    changes = {change["kind"]: change for change in sync["changes"]}
    assert changes.keys() == {"message", "member", "room"}
    assert changes["member"]["members"] == 4
    assert changes["room"]["state"]["name"] == "shed"


async def test_a_large_sync_comes_in_frames_that_follow_each_other(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SYNC_FRAME_BYTES", 8_000)
    start = await live.revision()
    for _ in range(12):
        await live.post(live.cast.alice, "x" * 2_000)
    syncs = await caught_up(await live.connect(live.cast.bob), {live.room.pk: start})
    assert len(syncs) > 3
    assert [sync["from"] for sync in syncs] == [start, *(sync["to"] for sync in syncs[:-1])]
    assert syncs[-1]["to"] == start + 12
    changes = [change["revision"] for sync in syncs for change in sync["changes"]]
    assert changes == list(range(start + 1, start + 13))


async def test_who_missed_too_much_fetches_anew(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    start = await live.revision()
    for _ in range(5):
        await live.post(live.cast.alice, "x" * 1_000)
    line = await live.connect(live.cast.bob)
    anew = [{"type": "sync", "room": live.room.pk, "to": start + 5, "reset": True}]
    monkeypatch.setattr(limits, "SYNC_CHANGES", 4)
    assert await caught_up(line, {live.room.pk: start}) == anew
    monkeypatch.setattr(limits, "SYNC_CHANGES", 500)
    assert len((await line.exchange("room.sync", room=live.room.pk, revision=start))[0]["changes"]) == 5
    monkeypatch.setattr(limits, "SYNC_BYTES", 4_000)
    assert await caught_up(await live.connect(live.cast.bob), {live.room.pk: start}) == anew


async def test_who_is_ahead_of_the_room_fetches_anew(live: Live) -> None:
    (sync,) = await caught_up(await live.connect(live.cast.bob), {live.room.pk: await live.revision() + 1})
    assert sync["reset"]


async def test_many_rooms_together_have_a_bound_too(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SYNC_CHANGES_IN_ALL", 5)
    made = [await in_database(rooms.create, live.cast.bob, Room.Kind.CLOSED, f"room {number}") for number in range(8)]
    syncs = await caught_up(await live.connect(live.cast.bob), {room.pk: 0 for room in made})
    assert [sync.get("reset", False) for sync in syncs] == [False] * 5 + [True] * 3


async def test_a_removal_during_hello_is_the_last_that_is_heard(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.connect(live.cast.bob)
    want = live.hub.relay.want

    async def want_late(groups: set[str]) -> None:
        monkeypatch.undo()
        await in_database(memberships.remove, live.cast.alice, await in_database(member, live.room, live.cast.bob))
        await live.post(live.cast.alice, "secret")
        await want(groups)

    monkeypatch.setattr(live.hub.relay, "want", want_late)
    await bob.hello()
    frames = await bob.seen()
    assert "secret" in str(await alice.seen())
    assert "secret" not in str(frames)
    assert [frame["member"]["removed"] for frame in frames if frame["type"] == "change"] == [True]


async def test_who_is_removed_while_hello_reads_what_they_missed_has_the_room_no_longer(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    missed = reads.missed

    def removed_before(person: User, revisions: dict[int, int]) -> list[reads.Sync]:
        memberships.remove(live.cast.alice, member(live.room, live.cast.bob))
        return missed(person, revisions)

    monkeypatch.setattr(reads, "missed", removed_before)
    bob = await live.connect(live.cast.bob)
    (ready,) = await bob.exchange("hello", protocol=1, rooms={str(live.room.pk): 0})
    assert (ready["type"], ready["rooms"]) == ("ready", [])
    assert await bob.seen() == []


async def test_who_was_out_and_is_in_again_hears_the_room_from_memory_or_not(live: Live) -> None:
    alice, start = await live.greeted(live.cast.alice), await live.revision()
    await in_database(memberships.remove, live.cast.alice, await in_database(member, live.room, live.cast.bob))
    await in_database(memberships.add, live.cast.alice, live.room, [live.cast.bob])
    bob = await live.connect(live.cast.bob)
    (sync,) = await caught_up(bob, {live.room.pk: start})
    assert sync["to"] == await live.revision()
    after = await live.post(live.cast.alice)
    for line in (alice, bob):
        assert (await line.revisions_until(after.revision))[-1] == after.revision


async def test_hello_costs_the_same_however_many_rooms_there_are(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    # What is asked for all who come, and by the heartbeat, is not asked within this test.
    monkeypatch.setattr(limits, "GAP_MILLISECONDS", 60_000)
    monkeypatch.setattr(limits, "HUB_HEARTBEAT_SECONDS", 60)

    async def queries_of_hello() -> int:
        await in_database(lambda: setattr(connection, "force_debug_cursor", True))
        line = await live.greeted(live.cast.bob)
        await line.seen()
        await in_database(lambda: setattr(connection, "force_debug_cursor", False))
        await line.gone()
        return await in_database(lambda: (len(connection.queries_log), connection.queries_log.clear())[0])

    few = await queries_of_hello()
    for number in range(5):
        await in_database(rooms.create, live.cast.bob, Room.Kind.CLOSED, f"room {number}")
    assert await queries_of_hello() == few


def crowd(room: Room) -> list[str]:
    """Make sixty members of the room; return their sessions."""
    people = User.objects.bulk_create(User(username=f"person{number}") for number in range(60))
    room.memberships.bulk_create(Membership(room=room, person=person, revision=room.revision) for person in people)
    return [session_of(person) for person in people]


async def test_three_hundred_tabs_that_come_at_once_all_see_the_next_message(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined: list[str] = []
    layer = live.hub.relay._layer
    group_add = layer.group_add

    async def counted(group: str, channel: str) -> None:
        joined.append(group)
        await asyncio.sleep(0)
        await group_add(group, channel)

    monkeypatch.setattr(layer, "group_add", counted)
    lines = [live.line(session) for session in await in_database(crowd, live.room) for _ in range(5)]
    for line in lines:
        line.command("hello", protocol=1, rooms={})
    during = await live.post(live.cast.alice)
    heard = [[frame.get("revision", frame["type"]) for frame in await line.opened()] for line in lines]
    assert all(frames in (["ready"], ["ready", during.revision]) for frames in heard)
    after = await live.post(live.cast.alice)
    assert [(await line.next_of("change"))["revision"] for line in lines] == [after.revision] * 300
    # The room's group, and the one that every process is in: people have none.
    assert len(joined) == len(set(joined)) == 2
