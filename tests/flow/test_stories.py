"""Whatever people do, in whatever order, asleep or awake: in the end everybody sees what a fresh page shows."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from channels.layers import channel_layers
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from chat import throttle
from chat.actions import deletion, memberships, people, rooms
from chat.errors import ChatError
from chat.live.database import in_database
from chat.live.hub import ensure_hub
from chat.models import Membership, Message, Room, User
from tests.cast import Cast, member
from tests.flow.happenings import say
from tests.flow.tabs import Tab, check_any_order, session_key, settle

NAMES = ["alice", "dana", "bob", "charlie", "erin"]
NUMBERS = some.integers(1, 8)
STORIES = 30


def delete(who: User, whom: User, room: Room, number: int) -> None:
    deletion.delete(who, Message.objects.select_related("author", "room").get(room=room, number=number))


def promote(who: User, whom: User, room: Room, number: int) -> None:
    memberships.set_role(who, member(room, whom), list(Membership.Role)[number % 3])


DEEDS: dict[str, Callable[[User, User, Room, int], object]] = {
    "speaks": lambda who, whom, room, number: say(who, room, f"number {number}"),
    "whispers": lambda who, whom, room, number: say(who, rooms.open_direct(who, [whom]), f"secret {number}"),
    "deletes": delete,
    "reads": lambda who, whom, room, number: memberships.read(member(room, who), number),
    "joins": lambda who, whom, room, number: memberships.join(who, room),
    "leaves": lambda who, whom, room, number: memberships.leave(member(room, who)),
    "adds": lambda who, whom, room, number: memberships.add(who, room, [whom]),
    "removes": lambda who, whom, room, number: memberships.remove(who, member(room, whom)),
    "promotes": promote,
    "has a new name": lambda who, whom, room, number: people.rename(who, f"{who.username.title()} {number}"),
    "describes": lambda who, whom, room, number: rooms.change(who, room, name=f"Room {number}", topic="Ropes"),
    "archives": lambda who, whom, room, number: rooms.archive(who, room),
    "unarchives": lambda who, whom, room, number: rooms.unarchive(who, room),
}
# Sleeping and waking are done to a person's tab; all else is tried, and refused where it is not allowed.
STEPS = some.tuples(some.sampled_from([*DEEDS, "sleeps", "wakes"]), *[some.sampled_from(NAMES)] * 2, NUMBERS)


def attempt(verb: str, who: str, whom: str, slug: str, number: int) -> None:
    """Do it as a request would: with rows that were read just now."""
    one, other = (User.objects.get(username=name) for name in (who, whom))
    with suppress(ChatError, Membership.DoesNotExist, Message.DoesNotExist):
        DEEDS[verb](one, other, Room.objects.get(slug=slug), number)


async def play(tabs: dict[str, Tab], slug: str, story: list[tuple[str, str, str, int]]) -> None:
    hub = ensure_hub()
    await wake(tabs)
    for verb, who, whom, number in story:
        if verb in DEEDS:
            await in_database(attempt, verb, who, whom, slug, number)
        else:
            await (tabs[who].wake() if verb == "wakes" else tabs[who].sleep())
    await wake(tabs)
    for tab in tabs.values():
        check_any_order(tab)
        await tab.sleep()
    hub.stop()


async def wake(tabs: dict[str, Tab]) -> None:
    for tab in tabs.values():
        await tab.wake()
    await settle(tabs.values())


@settings(
    max_examples=STORIES,
    deadline=None,
    print_blob=True,
    # Each failing try waits for seconds: a shorter story is not worth minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=some.lists(STEPS, min_size=10, max_size=30))
def test_every_story_ends_the_same_for_all(
    talk: Cast, announced_only: None, story: list[tuple[str, str, str, int]]
) -> None:
    channel_layers.backends.clear()
    throttle._own_limiter.cache_clear()
    Room.objects.exclude(slug="lobby").delete()
    room = rooms.create(talk.alice, Room.Kind.OPEN, "Story")
    memberships.add(talk.alice, room, [talk.dana, talk.bob])
    tabs = {name: Tab(getattr(talk, name), session_key(getattr(talk, name))) for name in NAMES}
    asyncio.run(play(tabs, room.slug, story))
