"""Who has read how far, as the others in the room may see it: not in big rooms, and never of who hides. Reads only."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from chat import limits
from chat.models import Membership, Room
from chat.models.membership import MembershipQuerySet


def rooms_that_show(room_ids: Iterable[int]) -> set[int]:
    """Return those of the rooms that have SEEN_BY_PEOPLE members at most. 1 query; no more of a room is looked at."""
    members = Membership.objects.present().filter(room=OuterRef("pk"))
    one_too_many = members[limits.SEEN_BY_PEOPLE : limits.SEEN_BY_PEOPLE + 1]
    return set(Room.objects.filter(~Exists(one_too_many), pk__in=list(room_ids)).values_list("pk", flat=True))


def shown(reads: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return those of the (person, room, number) that everybody in the room may see. 2 queries, 1 where it is none."""
    room_ids = rooms_that_show({room_id for _, room_id, _ in reads})
    if not room_ids:
        return []
    people = {person_id for person_id, room_id, _ in reads if room_id in room_ids}
    there = _open_readers().filter(room__in=room_ids, person__in=people).values_list("person_id", "room_id")
    pairs = set(there)
    return [read for read in reads if read[:2] in pairs]


def readers(room: Room) -> list[Membership]:
    """Return the members whom everybody in the room may see reading, each with its person; none in a big room.

    1 query for a big room, otherwise 2.
    """
    if room.pk not in rooms_that_show([room.pk]):
        return []
    return list(_open_readers().filter(room=room).select_related("person").order_by("person_id"))


def _open_readers() -> MembershipQuerySet:
    return Membership.objects.present().filter(person__is_active=True, person__hides_presence=False)
