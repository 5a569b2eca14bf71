"""Days as people name them, in a person's time zone."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone

from chat.models import User

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Beyond these years moments in other time zones do not exist, and no message does.
FIRST_YEAR, LAST_YEAR = 1970, 9000


def zone_of(person: User) -> tzinfo:
    """Return the person's time zone, or UTC where they have not said one that is known."""
    try:
        return ZoneInfo(person.timezone) if person.timezone else UTC
    except (KeyError, OSError, ValueError):
        return UTC


def day_named(name: str, zone: tzinfo) -> date | None:
    """Return the day called 2026-01-31, today or yesterday; None when it is none."""
    today = timezone.now().astimezone(zone).date()
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    if name.lower() in named:
        return named[name.lower()]
    if not DAY.fullmatch(name):
        return None
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def beginning(day: date, zone: tzinfo) -> datetime:
    """Return the moment at which the day begins there."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)
