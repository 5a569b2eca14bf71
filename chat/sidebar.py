"""A person's rooms, as the sidebar of a page and the answer to hello show them. Reads only."""

from collections import defaultdict
from operator import attrgetter
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField, OuterRef, QuerySet, Subquery

from chat import limits
from chat.models import Membership, Mention, Room, User
from chat.prepared import Prepared, numbers

Entry = dict[str, Any]


class NumbersOf(Subquery):
    """The numbers that a subquery finds, as one list."""

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, "(SELECT JSON_GROUP_ARRAY(number) FROM (%(subquery)s))", **context)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        template = "(SELECT COALESCE(JSONB_AGG(number), '[]') FROM (%(subquery)s) AS found)"
        return self.as_sql(compiler, connection, template, **context)


def _rooms_of_people() -> QuerySet[Membership]:
    """The people's memberships of rooms with a name, and everybody's of these people's direct rooms."""
    mentions = Mention.objects.filter(
        person=OuterRef("person"), room=OuterRef("room"), number__gt=OuterRef("read_number")
    )
    newest = mentions.order_by("-number").values("number")[: limits.MENTIONS_LISTED]
    present = Membership.objects.present().select_related("room", "person").annotate(mentions=NumbersOf(newest))
    theirs = Membership.objects.present().filter(person__in=numbers("people"))
    named = present.filter(person__in=numbers("people")).exclude(room__kind=Room.Kind.DIRECT)
    direct = present.filter(room__kind=Room.Kind.DIRECT, room__in=theirs.values("room"))
    # Two questions in one, for each has an index of its own.
    return named.union(direct, all=True)


ROOMS_OF_PEOPLE = Prepared(_rooms_of_people)


def entries_of(person_ids: list[int]) -> dict[int, list[Entry]]:
    """Return each person's rooms: by name, direct ones after them, the last spoken in first. 1 query.

    Somebody who does not exist is in no room.
    """
    memberships = ROOMS_OF_PEOPLE.ask(people=person_ids)
    people: dict[int, list[User]] = defaultdict(list)
    for one in sorted(memberships, key=attrgetter("person_id")):
        if one.room.is_direct:
            people[one.room_id].append(one.person)
    found: dict[int, list[Entry]] = {person_id: [] for person_id in person_ids}
    for one in memberships:
        if one.person_id in found:
            found[one.person_id].append(_entry(one, people[one.room_id]))
    return {person_id: _in_order(entries) for person_id, entries in found.items()}


def _in_order(entries: list[Entry]) -> list[Entry]:
    entries.sort(key=lambda entry: entry["name"].casefold())
    named = [entry for entry in entries if entry["kind"] != Room.Kind.DIRECT]
    direct = [entry for entry in entries if entry["kind"] == Room.Kind.DIRECT]
    return named + sorted(direct, key=lambda entry: entry["last_message_at"] or "", reverse=True)


def name_of(membership: Membership) -> str:
    """Return a room's name as the member sees it. 1 query for a direct room, none otherwise."""
    if not membership.room.is_direct:
        return membership.room.name
    there = Membership.objects.present().filter(room=membership.room).select_related("person").order_by("person_id")
    return _names(_others(membership, [one.person for one in there]))


def _entry(membership: Membership, people: list[User]) -> Entry:
    room, others = membership.room, _others(membership, people)
    return {
        "id": room.pk,
        "url": room.get_absolute_url(),
        **room.as_dict(),
        "name": _names(others) if room.is_direct else room.name,
        "role": membership.role,
        "involvement": membership.involvement,
        "revision": room.revision,
        "last_number": room.last_number,
        "last_message_at": room.last_message_at.isoformat() if room.last_message_at else None,
        "read_number": membership.read_number,
        "turned_back": membership.turned_back,
        "unread": membership.unread,
        "mentions": sorted(membership.mentions),  # type: ignore[attr-defined]  # the query lists them
        "people": [person.as_dict() for person in others],
    }


def _others(membership: Membership, people: list[User]) -> list[User]:
    return [person for person in people if person.pk != membership.person_id]


def _names(people: list[User]) -> str:
    return ", ".join(person.name for person in people)
