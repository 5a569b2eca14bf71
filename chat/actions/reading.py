"""How far a person has read, and what of a room concerns them."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery

from chat.errors import NotFound
from chat.live.announce import announce_rooms
from chat.models import Membership, Message, Pointer, Room, User


def mark_unread(membership: Membership, number: int) -> Pointer:
    """Let the room be unread from message `number` on; return the pointer, which is newer than any other.

    The one way back. Raises NotFound where there is no such message.
    """
    if not 1 <= number <= membership.room.last_number:
        raise NotFound
    mine = Membership.objects.filter(pk=membership.pk)
    mine.update(read_number=number - 1, turned_back=F("turned_back") + 1)
    pass_lines(membership.room_id, [membership.person_id])
    announce_rooms(membership.person)
    return mine.get().pointer


def read_all(person: User) -> None:
    """Let everything in all rooms be read."""
    last = Subquery(Room.objects.filter(pk=OuterRef("room")).values("last_number"))
    Membership.objects.present().filter(person=person, read_number__lt=last).update(read_number=last)
    announce_rooms(person)


def involve(membership: Membership, involvement: str) -> None:
    """Say what of a room counts and notifies: everything, mentions, or nothing."""
    Membership.objects.filter(pk=membership.pk).update(involvement=Membership.Involvement(involvement))
    announce_rooms(membership.person)


def pass_lines(room_id: int, people: Iterable[int]) -> Sequence[Membership]:
    """Let those of these members who have read up to the system's lines have read these; return all, as they are now.

    Nobody says a line, so nothing is unread where only lines are. It is done after the pointers are committed, as the
    lines do it after themselves (lines.py): of a pointer and a line in the same moment, the later sees the other.
    1 query, and 2 for each place before lines.
    """
    there = Membership.objects.present().filter(room=room_id)
    following = Message.objects.filter(room=room_id, number=OuterRef("read_number") + 1, kind=Message.Kind.SYSTEM)
    members = list(there.filter(person__in=people).annotate(is_before_lines=Exists(following)))
    for place in {one.read_number for one in members if one.is_before_lines}:
        end = _end_of_lines(room_id, place)
        there.filter(read_number=place).update(read_number=end)
        for one in members:
            one.read_number = end if one.read_number == place else one.read_number
    return members


def _end_of_lines(room_id: int, number: int) -> int:
    """Return the number of the last of the system's lines that follow directly upon a message."""
    later = Message.objects.filter(room=room_id, number__gt=number)
    said = later.filter(kind=Message.Kind.SAID).order_by("number").values("number")[:1]
    lines = later.filter(Q(number__lt=Subquery(said)) | ~Exists(said))
    return int(lines.aggregate(last=Max("number"))["last"] or number)
