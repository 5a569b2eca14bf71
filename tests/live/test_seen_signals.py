"""Who learns how far somebody has read: everybody in a small room, but for what is hidden."""

import pytest

from chat import limits
from chat.actions import people
from chat.live.database import in_database
from tests.live.conftest import Live
from tests.live.driver import Frame, Line

pytestmark = pytest.mark.usefixtures("written_at_once")


async def seen_after_reading(live: Live, reader: Line, listener: Line) -> list[list[list[int]]]:
    """Somebody reads the one message, and has been told; return what the other was told."""
    await live.post(live.cast.alice)
    assert (await reader.ask("room.read", room=live.room.pk, number=1))["ok"]
    await reader.next_of("you")
    await listener.seen()
    return [signal["reads"] for signal in listener.signals if signal["kind"] == "seen"]


async def test_everybody_in_a_small_room_is_told_who_has_read_and_nobody_else(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    charlie = await live.greeted(live.cast.charlie)
    assert await seen_after_reading(live, bob, alice) == [[[live.cast.bob.pk, 1]]]
    signal = next(frame for frame in alice.signals if frame["kind"] == "seen")
    assert signal.keys() == {"type", "room", "kind", "reads"}
    await charlie.seen()
    assert not [frame for frame in charlie.signals if frame["kind"] == "seen"]


async def test_in_a_big_room_nobody_is_told(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SEEN_BY_PEOPLE", 2)
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    assert await seen_after_reading(live, bob, alice) == []


async def test_who_hides_reads_unseen(live: Live) -> None:
    described: Frame = {"title": "", "timezone": "", "hides_presence": True, "plays_sound": False}
    await in_database(lambda: people.describe(live.cast.bob, **described))
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    assert await seen_after_reading(live, bob, alice) == []
