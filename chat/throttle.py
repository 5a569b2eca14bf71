"""How much at once: counted in Redis for all processes, or in this process where there is none."""

import logging
import time
from dataclasses import dataclass
from functools import cache
from typing import cast

from django.conf import settings
from limits import RateLimitItem, RateLimitItemPerSecond
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from chat import limits
from chat.errors import SlowDown
from chat.models import Room, User

logger = logging.getLogger(__name__)

SENDS = RateLimitItemPerSecond(limits.SENDS_BURST, limits.SENDS_BURST_SECONDS, namespace="sends")
PREVIEWS = RateLimitItemPerSecond(limits.PREVIEWS_BURST, limits.PREVIEWS_BURST_SECONDS, namespace="previews")
SEARCHES = RateLimitItemPerSecond(limits.SEARCHES_BURST, limits.SEARCHES_BURST_SECONDS, namespace="searches")
ROOM_SENDS = RateLimitItemPerSecond(limits.ROOM_SENDS_PER_SECOND, namespace="room-sends")
# A limit is not worth waiting for.
REDIS_SECONDS = 0.25
RETRY_SECONDS_MIN = 0.1


@dataclass
class _Rest:
    """Until when Redis is left alone, on the monotonic clock."""

    until: float = 0.0


_rest = _Rest()


def spend_send(author: User, room: Room) -> None:
    """Count one send of this author in this room, or raise SlowDown with the seconds to wait."""
    spend(SENDS, f"person-{author.pk}")
    spend(ROOM_SENDS, f"room-{room.pk}")


def spend(item: RateLimitItem, key: str) -> None:
    """Count one use, or raise SlowDown. Without Redis, this process counts for itself: a limit never stops the chat."""
    if settings.REDIS_URL and time.monotonic() >= _rest.until:
        try:
            return _spend(_shared_limiter(), item, key)
        except RedisError:
            _rest.until = time.monotonic() + limits.REDIS_REST_SECONDS
            logger.warning("Redis is away: for %s s rate limits are counted per process", limits.REDIS_REST_SECONDS)
    return _spend(_own_limiter(), item, key)


def _spend(limiter: MovingWindowRateLimiter, item: RateLimitItem, key: str) -> None:
    if not limiter.hit(item, key):
        wait = limiter.get_window_stats(item, key).reset_time - time.time()
        raise SlowDown(retry_after=round(max(wait, RETRY_SECONDS_MIN), 2))


@cache
def _shared_limiter() -> MovingWindowRateLimiter:
    options = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
    storage = cast(Storage, storage_from_string(settings.REDIS_URL, **options))
    return MovingWindowRateLimiter(storage)


@cache
def _own_limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())
