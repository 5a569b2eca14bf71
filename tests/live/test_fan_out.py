"""Big rooms: in slices, others in between, and for each socket as if everything had gone to everybody at once."""

import asyncio
import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from chat import limits
from chat.live.announcements import Change
from chat.live.attendance import Attendance
from chat.live.ready_frame import ReadyFrame
from chat.live.socket import Socket

SLICE = 3
PEOPLE = 5
# More than anything here takes.
TURNS = 2_000
LAGGED = json.dumps({"type": "lagged"}, separators=(",", ":"))


class Outlet:
    """Keeps what it is given; lags and breaks when it is told to."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.waiting = 0
        self.error: Exception | None = None
        self.drained: Callable[[], None] | None = None

    def put(self, frame: ReadyFrame) -> int:
        if self.error is not None:
            raise self.error
        self.taken.append(frame.text)
        return self.waiting

    def when_drained(self, callback: Callable[[], None]) -> None:
        self.drained = callback

    def close(self, bye: ReadyFrame, code: int) -> None:
        self.taken.append(f"close {code}")


class Crowd:
    """One room. `expected` is what each socket would have if every frame went to everybody at once."""

    def __init__(self) -> None:
        self.attendance = Attendance()
        self.room = self.attendance.watch(1, 0)
        self.sockets: list[Socket] = []
        self.outlets: dict[Socket, Outlet] = {}
        self.expected: dict[Socket, list[str]] = {}
        self.inside: set[Socket] = set()
        self.outside: dict[Socket, int] = {}

    def open(self, person_id: int) -> Socket:
        outlet = Outlet()
        sign_in: Any = SimpleNamespace(person=SimpleNamespace(pk=person_id))
        socket = Socket(sign_in, outlet, self.attendance.pause, self.attendance.turns.catch_up)  # type: ignore[arg-type]
        self.attendance.enter(socket)
        self.sockets.append(socket)
        self.outlets[socket], self.expected[socket] = outlet, []
        return socket

    def come(self, person_id: int, missed: int) -> None:
        """A socket comes that has the room but for the last few changes."""
        self._let_in(self.open(person_id), max(0, self.room.feed.head - missed))

    def _let_in(self, socket: Socket, revision: int) -> None:
        missed = self.room.feed.missed_since(revision) or []
        self.room.let_in(socket, missed)
        self.inside.add(socket)
        for change in missed:
            self.expected[socket].append(change.text)
            if change.removes(socket.person_id):
                self.inside.discard(socket)
                return

    def happen(self, *removed: int) -> None:
        """So many changes are announced together; 0 is a message, a person's id their removal."""
        head = self.room.feed.head
        changes = [
            Change(1, head + place, f"revision {head + place}", person_id or None, removed=bool(person_id))
            for place, person_id in enumerate(removed, 1)
        ]
        self.room.fan_out([ready for change in changes for ready in self.room.feed.offer(change)])
        for change in changes:
            for socket in self.inside:
                self.expected[socket].append(change.text)
            self.inside = {socket for socket in self.inside if not change.removes(socket.person_id)}

    def answer(self, place: int) -> None:
        """Somebody's command is answered."""
        if self.sockets:
            socket = self.sockets[place % len(self.sockets)]
            socket.deliver("an answer")
            self.expected[socket].append("an answer")

    def leave(self, place: int) -> None:
        if self.sockets:
            socket = self.sockets[place % len(self.sockets)]
            self.attendance.leave(socket)
            self.inside.discard(socket)
            self.outside.pop(socket, None)

    def go_out(self, place: int) -> None:
        """Somebody's rooms were read anew, and this one was not among them."""
        here = [socket for socket in self.sockets if socket in self.inside]
        if here:
            socket = here[place % len(here)]
            self.room.drop({socket})
            self.inside.discard(socket)
            self.outside[socket] = self.room.feed.head

    def come_back(self) -> None:
        """All who went out come in again, and miss what was in between."""
        while self.outside:
            self._let_in(*self.outside.popitem())

    def lag(self, place: int) -> None:
        """Somebody does not read."""
        self.outlets[self.sockets[place % len(self.sockets)]].waiting = limits.LAGGING_BYTES + 1

    def recover(self, place: int) -> None:
        """Somebody has read everything; who was told to say hello again comes back with what they have seen."""
        socket = self.sockets[place % len(self.sockets)]
        outlet = self.outlets[socket]
        outlet.waiting = 0
        if outlet.drained is not None:
            outlet.drained()
            outlet.drained = None
            changes = [text for text in outlet.taken if text != LAGGED]
            self._let_in(socket, int(changes[-1].removeprefix("revision ")))

    def everything(self) -> list[str]:
        return [f"revision {number}" for number in range(1, self.room.feed.head + 1)]

    async def settle(self) -> None:
        """Return when nothing is on its way."""
        for _ in range(TURNS):
            await asyncio.sleep(0)
        assert not self.attendance.turns._queues

    @property
    def taken(self) -> dict[Socket, list[str]]:
        return {socket: outlet.taken for socket, outlet in self.outlets.items()}


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
