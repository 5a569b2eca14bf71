"""Big rooms: in slices, others in between, and for each socket as if everything had gone to everybody at once."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from chat import limits
from tests.live.crowd import LAGGED, Crowd

SLICE = 3
PEOPLE = 5


@pytest.fixture(autouse=True)
def small_slices() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "FAN_OUT_SLICE", SLICE)
        patch.setattr(limits, "SOCKETS_PER_PERSON", 1_000)
        yield


SOMEBODY = some.integers(1, PEOPLE)
STEPS = some.lists(
    some.one_of(
        some.tuples(some.just("come"), SOMEBODY, some.integers(0, 4)),
        some.tuples(some.just("happen"), some.one_of(some.just(0), some.integers(0, PEOPLE))),
        some.tuples(some.just("happen"), some.just(0), some.integers(0, PEOPLE), some.just(0), some.just(0)),
        some.tuples(some.sampled_from(["answer", "leave", "go_out"]), some.integers(0, 30)),
        some.tuples(some.sampled_from(["turn", "come_back"])),
    ),
    max_size=60,
)


@given(at_first=some.lists(SOMEBODY, max_size=12), steps=STEPS)
async def test_each_socket_gets_what_is_its_own_and_in_order_whoever_comes_goes_and_answers_in_the_middle(
    at_first: list[int], steps: list[tuple[Any, ...]]
) -> None:
    crowd = Crowd()
    for person_id in at_first:
        crowd.come(person_id, 0)
    for verb, *rest in steps:
        if verb == "turn":
            await asyncio.sleep(0)
        else:
            getattr(crowd, verb)(*rest)
    await crowd.settle()
    assert crowd.taken == crowd.expected
    assert crowd.room.sockets == crowd.inside


async def test_a_small_room_has_everything_at_once() -> None:
    crowd = Crowd()
    for person_id in range(1, SLICE + 1):
        crowd.come(person_id, 0)
    crowd.happen(0)
    assert crowd.taken == crowd.expected
    assert not crowd.attendance.turns._queues


@pytest.mark.parametrize("changes", [1, 2, 7])
async def test_between_two_slices_others_have_the_event_loop(changes: int) -> None:
    crowd, most, seen = Crowd(), 0, 0
    for place in range(20):
        crowd.come(place, 0)
    crowd.happen(*[0] * changes)
    while crowd.taken != crowd.expected:
        await asyncio.sleep(0)
        now = sum(map(len, crowd.taken.values()))
        most, seen = max(most, now - seen), now
    assert 0 < most <= max(SLICE, changes)


async def test_two_big_rooms_take_turns() -> None:
    crowd = Crowd()
    other = crowd.attendance.watch(2, 0)
    for place in range(20):
        crowd.come(place, 0)
        socket = crowd.open(100 + place)
        other.let_in(socket, [])
    crowd.happen(0)
    other.deliver("elsewhere")
    for _ in range(4):
        await asyncio.sleep(0)
    counts = [sum(one in taken for taken in crowd.taken.values()) for one in ("revision 1", "elsewhere")]
    assert counts == [2 * SLICE, 2 * SLICE]
    await crowd.settle()


LAGGING_STEPS = some.lists(
    some.one_of(
        some.tuples(some.just("happen"), some.just(0)),
        some.tuples(some.sampled_from(["lag", "recover"]), some.integers(0, 7)),
        some.tuples(some.just("turn")),
    ),
    max_size=60,
)


EVERYBODY_LAGS_AND_RECOVERS_WHILE_THREE_CHANGES_ARE_ON_THEIR_WAY: list[tuple[Any, ...]] = [
    *(("lag", place) for place in range(8)),
    *[("happen", 0)] * 3,
    *[("turn",)] * 4,
]


@example(size=8, steps=EVERYBODY_LAGS_AND_RECOVERS_WHILE_THREE_CHANGES_ARE_ON_THEIR_WAY)
@given(size=some.integers(1, 8), steps=LAGGING_STEPS)
async def test_who_lags_in_the_middle_and_comes_back_misses_nothing(size: int, steps: list[tuple[Any, ...]]) -> None:
    crowd = Crowd()
    for person_id in range(size):
        crowd.come(person_id, 0)
    for verb, *rest in [*steps, *(("recover", place) for place in range(8))]:
        if verb == "turn":
            await asyncio.sleep(0)
        else:
            getattr(crowd, verb)(*rest)
    await crowd.settle()
    for outlet in crowd.outlets.values():
        assert [text for text in outlet.taken if text != LAGGED] == crowd.everything()


@pytest.mark.parametrize("size", [SLICE, 10])
async def test_who_lags_delays_nobody(size: int) -> None:
    crowd = Crowd()
    for place in range(size):
        crowd.come(place, 0)
    slow = next(iter(crowd.room.sockets))
    crowd.lag(crowd.sockets.index(slow))
    crowd.happen(0)
    crowd.happen(0)
    await crowd.settle()
    assert crowd.outlets[slow].taken == ["revision 1"]
    assert slow not in crowd.room.sockets
    del crowd.expected[slow], crowd.outlets[slow]
    assert crowd.taken == crowd.expected


@pytest.mark.parametrize("size", [2, 10])
async def test_one_that_is_broken_stops_nobody_and_is_closed(size: int) -> None:
    crowd = Crowd()
    for place in range(size):
        crowd.come(place, 0)
    broken = crowd.sockets[1]
    crowd.outlets[broken].error = RuntimeError("not a socket any more")
    crowd.happen(0)
    crowd.happen(0)
    await crowd.settle()
    await asyncio.sleep(0)
    assert crowd.outlets[broken].taken == ["close 1011"]
    del crowd.expected[broken], crowd.outlets[broken]
    assert crowd.taken == crowd.expected
