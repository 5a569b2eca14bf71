"""What it costs the database that somebody comes, or comes back."""

import asyncio

import pytest
from django.db import connection

from chat import limits
from chat.actions import rooms
from chat.live.database import in_database
from tests.cast import make_person
from tests.live.conftest import Live
from tests.live.driver import Line, session_of


class Questions:
    """What the one database thread is asked."""

    async def begin(self) -> None:
        def listen() -> None:
            connection.force_debug_cursor = True
            connection.queries_log.clear()

        await in_database(listen)

    async def end(self) -> list[str]:
        """Return what was asked since the beginning."""

        def hear() -> list[str]:
            connection.force_debug_cursor = False
            asked = [query["sql"] for query in connection.queries_log]
            connection.queries_log.clear()
            return asked

        return await in_database(hear)


@pytest.fixture(autouse=True)
def slow_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    """The heartbeat asks nothing meanwhile."""
    monkeypatch.setattr(limits, "HUB_HEARTBEAT_SECONDS", 60)
    monkeypatch.setattr(limits, "CONNECTIONS_SECONDS", 60)


@pytest.fixture
def questions() -> Questions:
    return Questions()


async def come(live: Live, session: str, **revisions: int) -> Line:
    """Return a socket that was let in, has said hello and was answered."""
    line = live.line(session)
    assert await line.event() == {"type": "websocket.accept"}
    assert (await line.hello(**revisions))["type"] == "ready"
    return line


@pytest.fixture
async def alice_is_here(live: Live) -> None:
    """Her rooms, and Bob's, are known to this process."""
    await in_database(rooms.open_direct, live.cast.alice, [live.cast.bob])
    await in_database(rooms.open_direct, live.cast.alice, [live.cast.bob, live.cast.charlie])
    await live.greeted(live.cast.alice)


@pytest.mark.usefixtures("alice_is_here")
async def test_to_come_costs_two_queries_direct_rooms_and_all(live: Live, questions: Questions) -> None:
    session = await in_database(session_of, live.cast.bob)
    revision = await live.revision()
    await questions.begin()
    line = await come(live, session, **{f"r{live.room.pk}": revision})
    await line.seen()
    asked = await questions.end()
    assert len(asked) == 2, asked
    assert "chat_session" in asked[0]
    assert "chat_membership" in asked[1]


@pytest.mark.usefixtures("alice_is_here")
async def test_to_come_back_costs_no_more_if_this_process_remembers_what_was_missed(
    live: Live, questions: Questions
) -> None:
    session = await in_database(session_of, live.cast.bob)
    revision = await live.revision()
    for number in range(5):
        await live.post(live.cast.alice, f"Missed {number}")
    await questions.begin()
    line = await come(live, session, **{f"r{live.room.pk}": revision})
    missed = [change for frame in await line.seen() if frame["type"] == "sync" for change in frame["changes"]]
    asked = await questions.end()
    assert len(missed) == 5
    assert len(asked) == 2, asked


@pytest.mark.usefixtures("alice_is_here")
async def test_who_comes_and_goes_within_a_moment_is_never_written_down(live: Live, questions: Questions) -> None:
    session = await in_database(session_of, live.cast.bob)
    await live.hub.register.beat()
    await questions.begin()
    line = await come(live, session)
    await line.seen()
    await line.gone()
    await live.hub.register.beat()
    assert [query for query in await questions.end() if "chat_connection" in query] == []


@pytest.mark.usefixtures("alice_is_here")
async def test_a_crowd_that_came_is_written_down_together(live: Live, questions: Questions) -> None:
    people = [live.cast.bob, live.cast.dana, live.cast.charlie]
    sessions = [await in_database(session_of, person) for person in people]
    await live.hub.register.beat()
    for session in sessions:
        await come(live, session)
    await questions.begin()
    await live.hub.register.beat()
    written = [query for query in await questions.end() if "chat_connection" in query]
    assert [query.split()[0] for query in written] == ["INSERT"], written


@pytest.mark.usefixtures("alice_is_here")
async def test_a_crowd_that_comes_at_once_costs_a_few_queries(live: Live, questions: Questions) -> None:
    def crowd() -> list[str]:
        people = [make_person(f"guest{number}") for number in range(20)]
        for person in people:
            rooms.open_direct(live.cast.alice, [person])
        return [session_of(person) for person in people]

    sessions = await in_database(crowd)
    await live.lines[0].seen()
    await questions.begin()
    lines = await asyncio.gather(*(come(live, session) for session in sessions))
    await asyncio.gather(*(line.seen() for line in lines))
    asked = await questions.end()
    assert len(asked) <= 10, asked


async def test_the_first_who_come_cost_one_query_more_together_for_rooms_that_nobody_here_watched(
    live: Live, questions: Questions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "GAP_MILLISECONDS", 500)
    people = [live.cast.alice, live.cast.bob, live.cast.dana]
    for person in people:
        await in_database(rooms.open_direct, person, [live.cast.charlie])
    sessions = [await in_database(session_of, person) for person in people]
    await questions.begin()
    for session in sessions:
        await (await come(live, session)).seen()
    before = len(await questions.end())
    await questions.begin()
    await asyncio.sleep(0.7)
    asked = await questions.end()
    assert before == 2 * len(people)
    assert [query for query in asked if "revision" not in query or "chat_room" not in query] == []
    assert len(asked) == 1
