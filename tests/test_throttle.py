"""How much at once: what a process gives by itself, what all give together, and without Redis too."""

import time
from unittest import mock

import pytest
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from pytest_django import Settings
from redis.exceptions import ConnectionError as RedisGone

from chat import limits, throttle
from chat.errors import SlowDown
from chat.throttle import Allowance
from chat.windows import Windows
from tests.cast import Cast

TWICE = Allowance("twice", 2, 60)
# 3 of them without asking.
TEN = Allowance("ten", 10, 60)


class Shared:
    """A Redis, and the processes that ask it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.limiter = MovingWindowRateLimiter(MemoryStorage())
        self.monkeypatch = monkeypatch
        self.asked = 0
        self.is_away = False

    def hit(self, *asked: object) -> bool:
        self.asked += 1
        if self.is_away:
            raise RedisGone
        return self.limiter.hit(*asked)  # type: ignore[arg-type]

    def get_window_stats(self, *asked: object) -> object:
        return self.limiter.get_window_stats(*asked)  # type: ignore[arg-type]

    def become(self, process: Windows) -> None:
        """What happens now, happens in this process."""
        self.monkeypatch.setattr(throttle, "_own_limiter", lambda: process)


@pytest.fixture
def redis(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Shared:
    settings.REDIS_URL = "redis://somewhere"
    shared = Shared(monkeypatch)
    monkeypatch.setattr(throttle, "_shared_limiter", lambda: shared)
    monkeypatch.setattr(throttle, "_rest", throttle._Rest())
    return shared


def given(allowance: Allowance, key: str, tries: int) -> int:
    """Return how many of the tries were let pass."""
    passed = 0
    for _ in range(tries):
        try:
            throttle.spend(allowance, key)
            passed += 1
        except SlowDown:
            continue
    return passed


def test_the_third_is_too_much_and_is_told_how_long_to_wait() -> None:
    throttle.spend(TWICE, "bob")
    throttle.spend(TWICE, "bob")
    with pytest.raises(SlowDown) as refusal:
        throttle.spend(TWICE, "bob")
    assert 50 < (refusal.value.retry_after or 0) <= 60


def test_what_is_left_is_known_with_redis_without_it_and_while_it_is_away(redis: Shared) -> None:
    redis.become(Windows())
    assert throttle.left(TEN, "bob") == throttle.Left(10, 0)
    assert given(TEN, "bob", 4) == 4
    left = throttle.left(TEN, "bob")
    assert left.uses == 6
    assert 50 < left.seconds <= 60
    # Another process has its own part of it, and the same rest.
    redis.become(Windows())
    assert throttle.left(TEN, "bob").uses == 3 + 6
    redis.is_away = True
    assert given(TEN, "bob", 10) == 10
    assert throttle.left(TEN, "bob").uses == 0


def test_one_persons_haste_is_not_anothers() -> None:
    for name in ("bob", "bob", "alice", "alice"):
        throttle.spend(TWICE, name)
    with pytest.raises(SlowDown):
        throttle.spend(TWICE, "alice")


@pytest.mark.parametrize("allowance", [TWICE, TEN])
def test_a_refused_one_does_not_lengthen_the_wait(allowance: Allowance) -> None:
    given(allowance, "bob", allowance.uses)
    waits = []
    for _ in range(3):
        with pytest.raises(SlowDown) as refusal:
            throttle.spend(allowance, "bob")
        waits.append(refusal.value.retry_after or 0)
    assert waits == sorted(waits, reverse=True)


def test_in_one_process_nobody_gets_more_or_less_than_the_allowance() -> None:
    assert [given(TEN, "bob", 30), given(TWICE, "bob", 30), given(TEN, "alice", 10)] == [10, 2, 10]


def test_the_ordinary_use_asks_no_redis_and_what_is_more_does_once_each(redis: Shared) -> None:
    assert (given(TEN, "bob", 3), redis.asked) == (3, 0)
    assert (given(TEN, "bob", 2), redis.asked) == (2, 2)


def test_the_ordinary_post_asks_no_redis(redis: Shared, cast: Cast) -> None:
    for _ in range(limits.SENDS_BURST // limits.QUIET_PART):
        cast.say("bob")
    assert redis.asked == 0
    cast.say("bob")
    assert redis.asked == 1


def test_with_redis_one_process_gives_the_allowance_too(redis: Shared) -> None:
    assert given(TEN, "bob", 30) == 10


@pytest.mark.parametrize("processes", [2, 4])
def test_several_processes_together_give_a_third_more_each_and_no_more(redis: Shared, processes: int) -> None:
    passed = 0
    for process in [Windows() for _ in range(processes)] * 2:
        redis.become(process)
        passed += given(TEN, "bob", 15)
    assert passed == TEN.uses + (processes - 1) * TEN.quiet


def test_what_is_too_small_to_be_divided_is_all_shared(redis: Shared) -> None:
    for process in (Windows(), Windows()):
        redis.become(process)
        given(TWICE, "bob", 5)
    assert redis.asked == 10
    assert given(TWICE, "bob", 5) == 0


def test_the_wait_is_until_whichever_part_opens_first(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = mock.Mock(monotonic=mock.Mock(return_value=0.0))
    monkeypatch.setattr("chat.windows.time", clock)
    throttle._own_limiter.cache_clear()
    given(TEN, "bob", 3)
    clock.monotonic.return_value = 10.0
    given(TEN, "bob", 7)
    clock.monotonic.return_value = 20.0
    with pytest.raises(SlowDown) as refusal:
        throttle.spend(TEN, "bob")
    assert refusal.value.retry_after == 40


def test_without_redis_the_chat_goes_on_and_counts_for_itself(redis: Shared) -> None:
    redis.is_away = True
    assert [given(TEN, "bob", 30), given(TWICE, "bob", 30)] == [10, 2]


def test_a_redis_that_is_away_is_asked_once_and_then_left_alone_for_a_while(redis: Shared) -> None:
    redis.is_away = True
    throttle.spend(TWICE, "bob")
    throttle.spend(TWICE, "bob")
    assert redis.asked == 1
    throttle._rest.until = time.monotonic()
    throttle.spend(TWICE, "alice")
    assert redis.asked == 2
