"""Open windows, as administrators' programs see them, speak to them and close them."""

from typing import Any

import pytest
from django.test import Client

from chat import limits, throttle
from chat.actions import rooms
from chat.live.database import in_database
from chat.models import Connection
from tests.api.program import API, program
from tests.cast import Announced, Cast
from tests.connecting import FIREFOX, connect
from tests.live.conftest import Live, live
from tests.live.processes import two_processes

__all__ = ["live"]

GONE, REFUSED = (410, "gone"), (403, "not_allowed")


def names(found: dict[str, Any]) -> list[str]:
    return [one["id"] for one in found["connections"]]


async def test_what_is_handed_over_arrives_and_who_is_closed_hears_it(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CONNECTIONS_SECONDS", 3_600)
    async with two_processes(live, monkeypatch) as both:
        here, there = await both.greeted(live.cast.bob)
        await both.here.register.beat()
        await both.elsewhere.register.beat()
        asking = await in_database(program, live.cast.ada)
        found = (await in_database(asking.get, "/connections?person=bob"))["connections"]
        elsewhere = both.elsewhere.register.process.pk
        (path,) = [f"/connections/{one['id']}" for one in found if one["process"]["id"] == elsewhere]
        assert (await in_database(asking.do, "POST", path, b'{"score": 3}'))["person"]["username"] == "bob"
        handed = await in_database(asking.do, "POST", "/people/bob/connections", "Grüße".encode())
        assert handed == {"connections": 2}
        assert await there.next_of("you") == {"type": "you", "kind": "data", "data": '{"score": 3}'}
        assert (await there.next_of("you"))["data"] == (await here.next_of("you"))["data"] == "Grüße"
        assert await in_database(asking.do, "DELETE", path) is None
        assert (await there.bye())["code"] == 4410
        assert (await here.ask("ping"))["ok"]
        assert await in_database(asking.refusal, "DELETE", path) == GONE


def test_a_connection_is_shown_with_all_that_is_known(cast: Cast) -> None:
    one = connect(cast.bob, log_in="a digest of a secret")
    asking = program(cast.ada)
    shown = asking.get(f"/connections/{one.pk}")
    assert asking.get("/connections") == {"connections": [shown], "after": None}
    assert (shown["person"]["username"], shown["address"], shown["agent"]) == ("bob", "192.0.2.7", FIREFOX)
    assert (shown["process"], shown["rooms"], shown["lagging"]) == ({"id": "0" * 16, "name": "harbour 1"}, [], False)
    assert "digest" not in str(shown)


def test_they_are_listed_by_page_and_filtered(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE_CONNECTIONS", 2)
    bobs = sorted(connect(cast.bob).pk for _ in range(3))
    (alices,) = Connection.objects.filter(pk=connect(cast.alice).pk)
    Connection.objects.filter(pk=alices.pk).update(address="198.51.100.9")
    asking = program(cast.ada)
    first = asking.get("/connections?person=bob")
    assert (names(first), first["after"]) == (bobs[:2], bobs[1])
    second = asking.get(f"/connections?person=bob&after={first['after']}")
    assert (names(second), second["after"]) == (bobs[2:], None)
    assert names(asking.get("/connections?address=198.51.100.9")) == [alices.pk]
    assert names(asking.get(f"/connections?process={alices.process_id}&person=alice")) == [alices.pk]
    assert names(asking.get("/connections?process=another")) == names(asking.get("/connections?person=nobody")) == []


def test_what_is_closed_and_what_never_was_are_gone(cast: Cast) -> None:
    path = f"/connections/{connect(cast.bob).pk}"
    asking = program(cast.ada)
    asking.do("DELETE", path)
    for method, where in [("GET", path), ("POST", path), ("DELETE", path), ("GET", "/connections/never-was")]:
        assert asking.refusal(method, where, b"x") == GONE
    assert asking.refusal("POST", "/people/nobody-of-this-name/connections", b"x") == (404, "not_found")


def test_it_is_for_administrators_with_every_room_and_the_widest_scope(cast: Cast) -> None:
    path = f"/connections/{connect(cast.bob).pk}"
    assert program(cast.bob).refusal("GET", path) == program(cast.bob).refusal("GET", "/connections/x") == REFUSED
    assert program(cast.ada, "post").refusal("GET", path) == (403, "token_too_narrow")
    hers = rooms.create(cast.ada, "open", "Office")
    assert program(cast.ada, rooms=[hers]).refusal("POST", path, b"x") == (403, "token_too_narrow")
    assert program(cast.ada).get(path)


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"x" * (limits.CONNECTION_DATA_BYTES + 1), (413, "too_large")),
        (b"x" * 300_000, (413, "too_large")),
        (b"", (422, "invalid_fields")),
        (b"\xff", (400, "bad_body")),
    ],
)
def test_what_cannot_be_handed_over(cast: Cast, announced: Announced, body: bytes, refusal: tuple[int, str]) -> None:
    asking, path = program(cast.ada), f"/connections/{connect(cast.bob).pk}"
    with announced() as heard:
        for where in (path, "/people/bob/connections"):
            assert asking.refusal("POST", where, body) == refusal
    assert heard == []


def test_a_form_is_no_data(cast: Cast) -> None:
    sent = {"Authorization": f"Bearer {program(cast.ada).secret}"}
    answer = Client().post(f"{API}/connections/{connect(cast.bob).pk}", {"data": "x"}, headers=sent)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_body")


def test_as_much_as_may_be_handed_over_is(cast: Cast, announced: Announced) -> None:
    with announced() as heard:
        program(cast.ada).do("POST", "/people/bob/connections", b"x" * limits.CONNECTION_DATA_BYTES)
    assert len(heard) == 1


def test_one_that_reads_too_slowly_gets_nothing_more(cast: Cast, announced: Announced) -> None:
    asking, one = program(cast.ada), connect(cast.bob)
    Connection.objects.update(is_lagging=True)
    with announced() as heard:
        assert asking.refusal("POST", f"/connections/{one.pk}", b"x") == (429, "slow_down")
    assert heard == []
    assert asking.do("POST", "/people/bob/connections", b"x") == {"connections": 0}


def test_too_many_at_once_are_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "CONNECTION_DATA", throttle.Allowance("connection-data", 1, 60))
    asking, path = program(cast.ada), f"/connections/{connect(cast.bob).pk}"
    assert [asking.ask("POST", path, b"x").status_code for _ in range(2)] == [200, 429]
