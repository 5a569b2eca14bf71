"""What a few typed letters may mean: people and rooms. Reads only; each says how many queries it costs."""

from functools import reduce
from operator import or_

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from chat import limits
from chat.models import Membership, Room, User


def people_in_sight(person: User, room: Room, query: str) -> list[User]:
    """Return whom an @ may mean to the person in this room, each with `is_member`: its members first. 1 query.

    Who is not in the room is found by name only, and not from a direct room, which nobody else enters.
    """
    member = Membership.objects.present().filter(room=room, person=OuterRef("pk"))
    found = _named(person, query).annotate(is_member=Exists(member))
    if room.is_direct or not query:
        found = found.filter(is_member=True)
    return list(found.order_by("-is_member", *_best_first(query, "username", "display_name"))[: limits.COMPLETIONS])


def people(person: User, query: str) -> list[User]:
    """Return the people of this name that the person may talk to; nobody for no name. 1 query."""
    if not query:
        return []
    return list(_named(person, query).order_by(*_best_first(query, "username", "display_name"))[: limits.COMPLETIONS])


def open_rooms(query: str) -> list[Room]:
    """Return the open rooms of this name, which everybody may see. 1 query."""
    rooms = Room.objects.open().filter(archived_at=None).filter(_holds("name", query) | _holds("slug", query))
    return list(rooms.order_by(*_best_first(query, "name", "slug"))[: limits.COMPLETIONS])


def _named(person: User, query: str) -> QuerySet[User]:
    others = User.objects.filter(is_active=True).exclude(pk=person.pk)
    return others.filter(_holds("username", query) | _holds("display_name", query))


def _best_first(query: str, *fields: str) -> tuple[Case, str]:
    """Return an order: what begins like this before what only holds it, each by the first field."""
    begins = reduce(or_, (_begins(field, query) for field in fields))
    return Case(When(begins, then=Value(0)), default=Value(1)), fields[0]


def _begins(field: str, query: str) -> Q:
    return Q(**{f"{field}__istartswith": query}) | Q(**{f"{field}__startswith": query.title()})


def _holds(field: str, query: str) -> Q:
    # SQLite finds small and capital letters alike in English only: a name's own capital is asked for beside.
    return Q(**{f"{field}__icontains": query}) | Q(**{f"{field}__contains": query.title()})
