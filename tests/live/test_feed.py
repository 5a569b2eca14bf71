"""One room's stream, whatever order, loss and doubling its changes come in."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chat.live.announcements import Change
from chat.live.feed import RECENT_CHANGES, Feed

ROOM = 7
START = 100
State = dict[int, int]


def change(revision: int) -> Change:
    return Change(ROOM, revision, f"change {revision}")


def revisions(changes: list[Change]) -> list[int]:
    return [one.revision for one in changes]


def test_changes_in_order_go_out_at_once() -> None:
    feed = Feed(ROOM, START)
    assert [revisions(feed.offer(change(START + step))) for step in (1, 2, 3)] == [[101], [102], [103]]
    assert not feed.has_gap


def test_a_later_change_waits_for_the_earlier_one() -> None:
    feed = Feed(ROOM, START)
    assert feed.offer(change(102)) == []
    assert feed.has_gap
    assert revisions(feed.offer(change(101))) == [101, 102]
    assert not feed.has_gap


def test_a_repair_brings_what_got_lost_and_releases_what_waited() -> None:
    feed = Feed(ROOM, START)
    feed.offer(change(104))
    # 101 and 102 changed the same row: the database has it once.
    assert revisions(feed.repair([change(102), change(103)], 103)) == [102, 103, 104]


def test_a_reset_goes_on_behind_what_nobody_will_hear() -> None:
    feed = Feed(ROOM, START)
    feed.offer(change(901))
    assert revisions(feed.reset(900)) == [901]
    assert feed.missed_since(START) is None
    assert revisions(feed.missed_since(900) or []) == [901]


def test_memory_does_not_reach_behind_a_reset() -> None:
    feed = Feed(ROOM, START)
    for revision in range(START + 1, START + RECENT_CHANGES + 1):
        feed.offer(change(revision))
    feed.reset(900)
    feed.offer(change(901))
    assert feed.missed_since(START + 10) is None
    assert feed.missed_since(899) is None


def test_what_was_read_for_one_is_remembered_for_all_without_a_hole() -> None:
    feed = Feed(ROOM, START)
    feed.offer(change(START + 1))
    read = [change(START - 4), change(START - 1), change(START + 1), change(START + 2)]
    feed.recall(START - 5, read[:2], START - 1)
    assert feed.missed_since(START - 1) is None
    feed.recall(START - 5, read, START + 2)
    assert revisions(feed.missed_since(START - 5) or []) == [START - 4, START - 1, START + 1]
    assert revisions(feed.missed_since(START - 2) or []) == [START - 1, START + 1]
    assert feed.missed_since(START - 6) is None


def test_no_more_is_recalled_than_there_is_memory() -> None:
    feed, first = Feed(ROOM, START), START - RECENT_CHANGES
    feed.recall(first - 1, [change(revision) for revision in range(first, START + 1)], START)
    assert feed.missed_since(START - 1) is None
    feed.recall(first, [change(revision) for revision in range(first + 1, START + 1)], START)
    assert len(feed.missed_since(first) or []) == RECENT_CHANGES
    feed.offer(change(START + 1))
    assert feed.missed_since(first) is None
    assert len(feed.missed_since(first + 1) or []) == RECENT_CHANGES


def test_memory_reaches_back_as_far_as_it_says() -> None:
    feed = Feed(ROOM, START)
    for revision in range(START + 1, START + RECENT_CHANGES + 11):
        feed.offer(change(revision))
    assert feed.missed_since(START + 9) is None
    assert len(feed.missed_since(START + 10) or []) == RECENT_CHANGES
    assert feed.missed_since(feed.head) == []


@given(st.data(), st.integers(1, 90))
def test_any_order_with_doubles_comes_out_in_order_and_once(data: st.DataObject, count: int) -> None:
    expected = list(range(START + 1, START + count + 1))
    doubled = data.draw(st.lists(st.sampled_from(expected), max_size=30))
    arrivals = data.draw(st.permutations(expected + doubled))
    feed = Feed(ROOM, START)
    assert [revision for arrival in arrivals for revision in revisions(feed.offer(change(arrival)))] == expected


class Room(RuleBasedStateMachine):
    """A room whose changes reach the feed in any order, or not at all, and sockets that come at any moment."""

    def __init__(self) -> None:
        super().__init__()
        # The row that each revision changed, from START + 1 on.
        self.rows: list[int] = []
        self.feed = Feed(ROOM, START)
        self.out: list[int] = []
        self.sockets: list[State] = [{}]

    @property
    def revision(self) -> int:
        return START + len(self.rows)

    def state(self, upto: int) -> State:
        """Return what the room is at a revision: each row's last stamp."""
        return {row: START + step for step, row in enumerate(self.rows[: upto - START], start=1)}

    def since(self, revision: int) -> list[Change]:
        """Return what the database has: each changed row once, as it is now."""
        return [change(stamp) for stamp in sorted(self.state(self.revision).values()) if stamp > revision]

    def deliver(self, changes: list[Change]) -> None:
        self.out += revisions(changes)
        for socket in self.sockets:
            self.apply(socket, changes)

    def apply(self, socket: State, changes: list[Change]) -> None:
        for one in changes:
            row = self.rows[one.revision - START - 1]
            socket[row] = max(socket.get(row, 0), one.revision)

    @rule(row=st.integers(0, 9), times=st.integers(1, 20))
    def somebody_writes(self, row: int, times: int) -> None:
        self.rows += [row] * times

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def a_change_arrives(self, data: st.DataObject) -> None:
        self.deliver(self.feed.offer(change(data.draw(st.integers(START + 1, self.revision)))))

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def changes_arrive_in_order(self, data: st.DataObject) -> None:
        first = data.draw(st.integers(START + 1, self.revision))
        for revision in range(first, min(first + 40, self.revision + 1)):
            self.deliver(self.feed.offer(change(revision)))

    @rule()
    def the_gap_is_read(self) -> None:
        self.deliver(self.feed.repair(self.since(self.feed.head), self.revision))

    @rule(data=st.data())
    def what_was_read_for_somebody_is_recalled(self, data: st.DataObject) -> None:
        start = data.draw(st.integers(START, self.revision))
        self.feed.recall(start, self.since(start), self.revision)

    @rule()
    def everybody_fetches_anew(self) -> None:
        for socket in self.sockets:
            socket.update(self.state(self.revision))
        self.deliver(self.feed.reset(self.revision))

    @rule(data=st.data())
    def somebody_joins(self, data: st.DataObject) -> None:
        revision = data.draw(st.integers(START, self.revision))
        socket = self.state(revision)
        if (missed := self.feed.missed_since(revision)) is None:
            missed = self.since(revision)
        assert all(one.revision > revision for one in missed)
        self.apply(socket, missed)
        self.sockets.append(socket)

    @invariant()
    def what_went_out_was_in_order_and_once(self) -> None:
        assert self.out == sorted(set(self.out))

    @invariant()
    def nobody_has_a_hole_below_the_head(self) -> None:
        expected = self.state(self.feed.head)
        for socket in self.sockets:
            assert all(socket.get(row, 0) >= stamp for row, stamp in expected.items())

    @invariant()
    def nothing_waits_that_could_go(self) -> None:
        assert self.feed.head + 1 not in self.feed._held
        assert all(revision > self.feed.head for revision in self.feed._held)

    def teardown(self) -> None:
        """At last the heartbeat finds the tail, and all are equal."""
        self.feed.hear(self.revision)
        self.deliver(self.feed.repair(self.since(self.feed.head), self.revision))
        assert not self.feed.has_gap
        assert all(socket == self.state(self.revision) for socket in self.sockets)


TestRoom: Any = Room.TestCase
TestRoom.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
