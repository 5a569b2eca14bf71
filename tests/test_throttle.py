"""How much at once: per person, per room, and without Redis too."""

import pytest
from limits import RateLimitItemPerMinute
from pytest_django import Settings
from redis.exceptions import ConnectionError as RedisGone

from chat import throttle
from chat.errors import SlowDown

TWICE = RateLimitItemPerMinute(2, namespace="test")


def test_the_third_is_too_much_and_is_told_how_long_to_wait() -> None:
    throttle.spend(TWICE, "bob")
    throttle.spend(TWICE, "bob")
    with pytest.raises(SlowDown) as refusal:
        throttle.spend(TWICE, "bob")
    assert 50 < (refusal.value.retry_after or 0) <= 60


def test_one_persons_haste_is_not_anothers() -> None:
    for name in ("bob", "bob", "alice", "alice"):
        throttle.spend(TWICE, name)
    with pytest.raises(SlowDown):
        throttle.spend(TWICE, "alice")


def test_a_refused_one_does_not_lengthen_the_wait() -> None:
    throttle.spend(TWICE, "bob")
    throttle.spend(TWICE, "bob")
    waits = []
    for _ in range(3):
        with pytest.raises(SlowDown) as refusal:
            throttle.spend(TWICE, "bob")
        waits.append(refusal.value.retry_after or 0)
    assert waits == sorted(waits, reverse=True)


def test_without_redis_the_chat_goes_on_and_counts_for_itself(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = "redis://away"

    class Away:
        def hit(self, *_: object) -> bool:
            raise RedisGone

    monkeypatch.setattr(throttle, "_shared_limiter", Away)
    monkeypatch.setattr(throttle, "_rest", throttle._Rest())
    throttle.spend(TWICE, "bob")
    throttle.spend(TWICE, "bob")
    with pytest.raises(SlowDown):
        throttle.spend(TWICE, "bob")


def test_a_redis_that_is_away_is_asked_once_and_then_left_alone_for_a_while(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL, asked = "redis://away", []

    class Away:
        def hit(self, *_: object) -> bool:
            asked.append(1)
            raise RedisGone

    monkeypatch.setattr(throttle, "_shared_limiter", Away)
    monkeypatch.setattr(throttle, "_rest", throttle._Rest())
    throttle.spend(TWICE, "bob")
    throttle.spend(TWICE, "bob")
    assert len(asked) == 1
    throttle._rest.until = 0
    throttle.spend(TWICE, "alice")
    assert len(asked) == 2
