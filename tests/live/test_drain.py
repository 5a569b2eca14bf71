"""The end of a process, as its sockets see it: a word, a time to come back, and nothing begun that is not finished."""

import asyncio
import threading
import uuid
from unittest import mock

import pytest

from chat import limits
from chat.actions import messages
from chat.live.announcements import Change
from chat.live.database import in_database
from chat.models import Message
from tests.live.conftest import Live


async def test_everybody_is_told_when_to_come_back_and_nobody_at_the_same_time(live: Live) -> None:
    lines = [await live.greeted(live.cast.bob) for _ in range(4)] + [await live.connect(live.cast.alice)]
    await live.hub.drain(0)
    byes = [await line.bye() for line in lines]
    assert {bye["code"] for bye in byes} == {1012}
    delays = [bye["retry_after"] for bye in byes]
    assert all(limits.DRAIN_RETRY_SECONDS_MIN <= delay <= limits.DRAIN_RETRY_SECONDS for delay in delays)
    assert len(set(delays)) > 3


async def test_the_goodbyes_are_said_in_slices(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DRAIN_SLICE", 1)
    for _ in range(4):
        await live.greeted(live.cast.bob)
    begin = asyncio.get_running_loop().time()
    await live.hub.drain(0.4)
    assert 0.3 <= asyncio.get_running_loop().time() - begin < 0.5
    assert all(socket.closing for socket in live.attendance.people[live.cast.bob.pk].open)


async def test_who_comes_meanwhile_is_sent_to_another_process(live: Live) -> None:
    await live.hub.drain(0)
    line = await live.connect(live.cast.bob)
    assert ((await line.bye())["code"], line.code) == (1012, 1012)


async def test_a_post_under_way_is_stored_and_told_to_the_others(live: Live) -> None:
    bob, begun, go_on = await live.greeted(live.cast.bob), threading.Event(), threading.Event()
    post = messages.post

    def post_slowly(*arguments: object, **more: object) -> Message:
        begun.set()
        go_on.wait(5)
        return post(*arguments, **more)  # type: ignore[arg-type]

    with mock.patch.object(messages, "post", post_slowly), mock.patch.object(live.hub.relay, "publish") as publish:
        bob.command("message.post", room=live.room.pk, client_id=str(uuid.uuid4()), text="at last")
        await asyncio.to_thread(begun.wait, 5)
        await live.hub.drain(0)
        await bob.bye()
        asyncio.get_running_loop().call_later(0.1, go_on.set)
        await live.hub.finish()
    (told,) = [call.args[0] for call in publish.call_args_list]
    assert isinstance(told, Change)
    assert (await in_database(Message.objects.get)).text == "at last"


async def test_what_is_announced_is_published_before_the_end(live: Live) -> None:
    sent: list[str] = []
    layer = live.hub.relay._layer

    async def send_slowly(group: str, message: object) -> None:
        await asyncio.sleep(0.05)
        sent.append(group)

    with mock.patch.object(layer, "group_send", send_slowly):
        for _ in range(3):
            await live.post(live.cast.alice)
        await live.hub.finish()
    assert len(sent) == 3


async def hang(*_: object) -> None:
    await asyncio.Event().wait()


async def test_a_layer_that_hangs_does_not_hold_the_end(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PUBLISH_SECONDS", 0.1)
    with mock.patch.object(live.hub.relay._layer, "group_send", hang):
        for _ in range(100):
            live.hub.relay.publish(Change(live.room.pk, 1, "{}"))
        await asyncio.wait_for(live.hub.finish(), 1)
