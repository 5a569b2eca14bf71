"""How much at once: what is ordinary each process lets pass by itself, and what is more is counted in Redis for all.

Of every allowance a process gives one part, 1 / QUIET_PART, without asking anybody: the ordinary post asks no Redis.
The rest is counted once for all processes. So nobody gets more than the allowance from one process, and with N
processes no more than the allowance and N - 1 such parts within its window. A person who may send 10 messages in 5
seconds gets at most 13 into two processes, 19 into four; a room of 30 a second 40, or 60.

Without Redis, or while it is away, each process counts the rest by itself: N allowances. A limit never stops the chat.
"""

import logging
import time
from dataclasses import dataclass
from functools import cache
from typing import cast

from django.conf import settings
from limits import RateLimitItemPerSecond
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from chat import limits
from chat.errors import SlowDown
from chat.models import Room, User
from chat.windows import Windows

logger = logging.getLogger(__name__)

# A limit is not worth waiting for.
REDIS_SECONDS = 0.25
RETRY_SECONDS_MIN = 0.1


@dataclass(frozen=True)
class Allowance:
    """So many uses within so many seconds, for each key."""

    name: str
    uses: int
    seconds: int

    @property
    def quiet(self) -> int:
        """How many of the uses each process gives without asking."""
        return self.uses // limits.QUIET_PART

    @property
    def rest(self) -> int:
        """How many of the uses all processes give together."""
        return self.uses - self.quiet


SENDS = Allowance("sends", limits.SENDS_BURST, limits.SENDS_BURST_SECONDS)
PREVIEWS = Allowance("previews", limits.PREVIEWS_BURST, limits.PREVIEWS_BURST_SECONDS)
SEARCHES = Allowance("searches", limits.SEARCHES_BURST, limits.SEARCHES_BURST_SECONDS)
UPLOADS = Allowance("uploads", limits.UPLOADS_BURST, limits.UPLOADS_BURST_SECONDS)
API = Allowance("api", limits.API_REQUESTS, limits.API_SECONDS)
CONNECTION_DATA = Allowance("connection-data", limits.CONNECTION_DATA_BURST, 1)
ROOM_SENDS = Allowance("room-sends", limits.ROOM_SENDS_PER_SECOND, 1)


@dataclass
class _Rest:
    """Until when Redis is left alone, on the monotonic clock."""

    until: float = 0.0


_rest = _Rest()


def spend_send(author: User, room: Room) -> None:
    """Count one send of this author in this room, or raise SlowDown with the seconds to wait."""
    spend(SENDS, f"person-{author.pk}")
    spend(ROOM_SENDS, f"room-{room.pk}")


def spend(allowance: Allowance, key: str) -> None:
    """Count one use, or raise SlowDown with the seconds to wait."""
    quiet = f"{allowance.name} {key} quiet"
    if _own_limiter().hit(quiet, allowance.quiet, allowance.seconds):
        return
    wait = _spend_of_the_rest(allowance, key)
    if wait is not None:
        if allowance.quiet:
            # Whichever opens first.
            wait = min(wait, _own_limiter().wait(quiet))
        raise SlowDown(retry_after=round(max(wait, RETRY_SECONDS_MIN), 2))


@dataclass(frozen=True)
class Left:
    """How many uses are left, and in how many seconds there is one more; 0 when all are there."""

    uses: int
    seconds: float


def left(allowance: Allowance, key: str) -> Left:
    """Return what is left of an allowance, as this process knows it: its own part, and the rest of all."""
    own, quiet, rest = _own_limiter(), f"{allowance.name} {key} quiet", f"{allowance.name} {key}"
    uses, seconds = allowance.quiet - own.used(quiet), own.wait(quiet)
    if _asks_redis():
        try:
            stats = _shared_limiter().get_window_stats(_item(allowance), key)
            untouched = stats.remaining == allowance.rest
            return Left(uses + stats.remaining, seconds or (0 if untouched else max(stats.reset_time - time.time(), 0)))
        except RedisError:
            _leave_redis_alone()
    return Left(uses + allowance.rest - own.used(rest), seconds or own.wait(rest))


def _spend_of_the_rest(allowance: Allowance, key: str) -> float | None:
    """Count one use of what all processes give together; return None, or the seconds to wait if there is no more."""
    if _asks_redis():
        try:
            item = _item(allowance)
            counted = _shared_limiter().hit(item, key)
            return None if counted else _shared_limiter().get_window_stats(item, key).reset_time - time.time()
        except RedisError:
            _leave_redis_alone()
    own, name = _own_limiter(), f"{allowance.name} {key}"
    return None if own.hit(name, allowance.rest, allowance.seconds) else own.wait(name)


def _item(allowance: Allowance) -> RateLimitItemPerSecond:
    return RateLimitItemPerSecond(allowance.rest, allowance.seconds, namespace=allowance.name)


def _asks_redis() -> bool:
    return bool(settings.REDIS_URL) and time.monotonic() >= _rest.until


def _leave_redis_alone() -> None:
    _rest.until = time.monotonic() + limits.REDIS_REST_SECONDS
    logger.warning("Redis is away: for %s s rate limits are counted per process", limits.REDIS_REST_SECONDS)


@cache
def _shared_limiter() -> MovingWindowRateLimiter:
    options = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
    storage = cast(Storage, storage_from_string(settings.REDIS_URL, **options))
    return MovingWindowRateLimiter(storage)


@cache
def _own_limiter() -> Windows:
    return Windows()
