"""Every command a browser has: it works; then member, outsider, unknown id, repeated request, wrong order."""

import uuid

from chat.actions import memberships, rooms
from chat.live.database import in_database
from tests.live.conftest import Live


async def test_bob_is_told_who_he_is_and_what_his_rooms_are(live: Live) -> None:
    line = await live.connect(live.cast.bob)
    ready = await line.hello()
    assert ready["protocol"] == 1
    assert ready["person"] == live.cast.bob.as_dict()
    assert ready["heartbeat_seconds"] == 25
    assert [room["id"] for room in ready["rooms"]] == [live.room.pk]
    assert ready["rooms"][0]["revision"] == await live.revision()


async def test_bob_posts_and_alice_sees_it_before_the_answer_comes(live: Live) -> None:
    alice, bob = await live.greeted(live.cast.alice), await live.greeted(live.cast.bob)
    client_id = str(uuid.uuid4())
    change, reply = await bob.exchange("message.post", room=live.room.pk, client_id=client_id, text="Hello")
    assert reply["ok"]
    assert reply["message"]["client_id"] == client_id
    assert (change["kind"], change["revision"]) == ("message", reply["message"]["revision"])
    assert await alice.next_of("change") == change
    assert "Hello" in change["message"]["html"]
