"""What the tests of presence ask: what the signals that somebody heard say of whom."""

from chat.actions import people
from chat.models import User
from tests.live.driver import Line


def states(signals: list[dict], *cast: User) -> list[str]:  # type: ignore[type-arg]
    """Return what the signals say of these people in the end; offline where they say nothing."""
    told: dict[str, str] = {}
    for signal in signals:
        if signal["kind"] == "presence":
            told = ({} if signal.get("whole") else told) | signal["people"]
    return [told.get(str(person.pk), "offline") for person in cast]


async def told(line: Line, *cast: User) -> list[str]:
    await line.seen()
    return states(line.signals, *cast)


def describe(person: User, *, hides: bool) -> None:
    people.describe(person, title="", timezone="", hides_presence=hides, plays_sound=False)
