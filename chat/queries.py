"""What can be asked. Reads only; each says how many queries it costs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When, Window

from chat import limits
from chat.models import Connection, Membership, Message, Room, Saved, User
from chat.sidebar import Entry, entries_of

Row = Message | Membership | Room


@dataclass(frozen=True)
class Changes:
    """What is different in a room between two revisions: the changed rows as they are now, in revision order.

    `rows` is None when there are too many, or the asker is ahead of the room: fetch the room anew.
    """

    room_id: int
    start: int
    to: int
    rows: list[Row] | None
    members_count: int = 0


def changes_since(room_id: int, revision: int, most: int = limits.SYNC_CHANGES) -> Changes:
    """Return the changes of a room after `revision`. 1 query when there are none.

    The room is read first, and rows only up to its revision: what commits in between has a higher one, and comes
    later by itself. So there is no hole below `to`.
    """
    room = Room.objects.get(pk=room_id)
    if room.revision == revision:
        return Changes(room_id, revision, revision, [])
    if not 0 <= revision < room.revision:
        return Changes(room_id, revision, room.revision, None)
    upto = Q(room_id=room_id, revision__lte=room.revision)
    messages = Message.objects.filter(upto).changed_since(revision).shown().select_related("author", "room")[: most + 1]
    members = Membership.objects.filter(upto).changed_since(revision).select_related("person", "room")[: most + 1]
    rows: list[Row] = [*messages, *members]
    if room.own_revision > revision:
        rows.append(room)
    if len(rows) > most:
        return Changes(room_id, revision, room.revision, None)
    rows.sort(key=_stamp)
    count = members_count(room_id) if any(isinstance(row, Membership) for row in rows) else 0
    return Changes(room_id, revision, room.revision, rows, count)


def _stamp(row: Row) -> int:
    return row.own_revision if isinstance(row, Room) else row.revision


def members_count(room_id: int) -> int:
    return Membership.objects.present().filter(room_id=room_id).count()


def first_members(room: Room, most: int) -> list[Any]:
    """Return those who joined a room first, with the count of all as members_count. 1 query."""
    present = Membership.objects.present().filter(room=room).annotate(members_count=Window(Count("pk")))
    return list(present.select_related("person").order_by("joined_at", "pk")[:most])


def members(room: Room, after: str, most: int) -> list[Membership]:
    """Return a page of a room's members by username: the first `most` after the one of this name. 1 query."""
    following = Membership.objects.present().filter(room=room, person__username__gt=after)
    return list(following.select_related("person").order_by("person__username")[:most])


def connections(among: QuerySet[Connection], after: str, **which: str) -> list[Connection]:
    """Return a page of connections by id: the first after this one that is as `which` says. 1 query."""
    chosen = among.filter(pk__gt=after, **{name: wanted for name, wanted in which.items() if wanted})
    return list(chosen.order_by("pk")[: limits.PAGE_CONNECTIONS])


def people_in(room_id: int) -> set[int]:
    """Return the ids of a room's members. 1 query."""
    return set(Membership.objects.present().filter(room_id=room_id).values_list("person_id", flat=True))


def rooms_among(person: User, room_ids: Iterable[int]) -> list[int]:
    """Return those of the rooms that the person is in. 1 query."""
    mine = Membership.objects.present().filter(person=person, room_id__in=list(room_ids))
    return list(mine.order_by("room_id").values_list("room_id", flat=True))


def revisions(room_ids: Iterable[int]) -> dict[int, int]:
    """Return the current revision of each of these rooms. 1 query."""
    return dict(Room.objects.filter(pk__in=list(room_ids)).values_list("pk", "revision"))


def last_numbers(room_ids: Iterable[int]) -> dict[int, int]:
    """Return the number of the last message of each of these rooms. 1 query."""
    return dict(Room.objects.filter(pk__in=list(room_ids)).values_list("pk", "last_number"))


def pointers(person_ids: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    """Return three sums a person that differ when a list of rooms is another one. 1 query; no row: in no room.

    The first is over the places they have read to; the second over what they chose, to read something again or to be
    less involved; the third over their rooms alone, for one room's places may add up to another's.
    """
    rows = Membership.objects.present().filter(person_id__in=list(person_ids)).values("person_id")
    room, steps = F("room_id"), len(Membership.Involvement)
    involved = Case(*(When(involvement=one, then=rank) for rank, one in enumerate(Membership.Involvement)))
    summed = rows.annotate(
        places=Sum(room * (F("read_number") + 1)),
        choices=Sum(room * (F("turned_back") * steps + involved)),
        rooms=Sum(room * room),
    )
    return {row["person_id"]: (row["places"], row["choices"], row["rooms"]) for row in summed}


def entries(person: User) -> list[Entry]:
    """Return the person's rooms in the sidebar's order. 1 query."""
    return entries_of([person.pk])[person.pk]


def page_before(room: Room, number: int) -> list[Message]:
    """Return the page of messages that ends before `number`, in order. Costs what Message.shown does."""
    newest_first = room.messages.before(number).shown().order_by("-number")
    return _of_room(room, list(newest_first[: limits.PAGE_MESSAGES])[::-1])


def page_after(room: Room, number: int) -> list[Message]:
    """Return the page of messages that begins after `number`, in order. Costs what Message.shown does."""
    oldest_first = room.messages.after(number).shown().order_by("number")
    return _of_room(room, list(oldest_first[: limits.PAGE_MESSAGES]))


def page_around(room: Room, number: int) -> list[Message]:
    """Return the page of messages with `number` in its middle, in order: numbers have no holes."""
    half = limits.PAGE_MESSAGES // 2
    return page_after(room, max(0, number - half - 1))


def _of_room(room: Room, messages: list[Message]) -> list[Message]:
    for message in messages:
        message.room = room
    return messages


def reactions(message: Message) -> list[tuple[str, list[User]]]:
    """Return the emoji under a message in the order of their first use, each with its people. 1 query."""
    people: dict[str, list[User]] = defaultdict(list)
    for reaction in message.reactions.select_related("person"):
        people[reaction.emoji].append(reaction.person)
    return list(people.items())


def marked_numbers(membership: Membership) -> tuple[list[int], list[int]]:
    """Return the numbers of what is pinned in a room, the newest pin first, and of what its member keeps. 1 query."""
    pinned = Message.objects.pinned().order_by().filter(room=membership.room_id)
    kept = Saved.objects.filter(person=membership.person_id, message__room=membership.room_id)
    rows = list(
        pinned.values_list(Value(True), "number", "pinned_at").union(
            kept.values_list(Value(False), "message__number", "saved_at"), all=True
        )
    )
    pins = sorted(((at, number) for is_pin, number, at in rows if is_pin), reverse=True)
    return [number for _at, number in pins], sorted(number for is_pin, number, _at in rows if not is_pin)


def directory(person: User, query: str) -> list[Room]:
    """Return the open rooms whose name or topic holds the query, each with members_count and joined. 1 query."""
    joined = Membership.objects.present().filter(room=OuterRef("pk"), person=person)
    rooms = Room.objects.open().filter(archived_at=None).with_members_count().annotate(joined=Exists(joined))
    if query:
        rooms = rooms.filter(Q(name__icontains=query) | Q(topic__icontains=query))
    return list(rooms.order_by("name", "pk")[: limits.DIRECTORY_ROOMS])


def shared_rooms(person: User, other: User) -> list[Room]:
    """Return the rooms with a name that both are in. 1 query."""
    theirs = Membership.objects.present().filter(person=other).values("room")
    mine = Membership.objects.present().filter(person=person).values("room")
    return list(Room.objects.filter(pk__in=mine).filter(pk__in=theirs).exclude(kind=Room.Kind.DIRECT).order_by("name"))
