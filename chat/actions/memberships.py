from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from chat import queries
from chat.actions import lines, rules
from chat.actions.reading import pass_lines
from chat.actions.stream import Unchanged, next_revision
from chat.errors import LastOwner, NotAllowed, RoomArchived
from chat.live.announce import announce_member, announce_read, announce_rooms
from chat.models import Membership, Pointer, Room, User
from chat.seen import shown


def join(person: User, room: Room) -> None:
    """Make the person a member of an open room."""
    if not room.is_open:
        raise NotAllowed
    admit(person, room, by=person)


def add(person: User, room: Room, others: list[User]) -> None:
    """Make others members of a room that is not direct."""
    if room.is_direct or not rules.may_add(person, room):
        raise NotAllowed
    for other in others:
        admit(other, room, by=person)


def leave(membership: Membership) -> None:
    """End one's own membership. A direct room cannot be left: it is the talk itself."""
    with next_revision(membership.room):
        if membership.room.is_direct:
            raise NotAllowed
        _end(_reread(membership), by=membership.person)


def remove(person: User, membership: Membership) -> None:
    """End somebody's membership: from its revision on, nothing of the room reaches them."""
    with next_revision(membership.room):
        # Read again under the lock: somebody may have made them an owner a moment ago.
        if membership.room.is_direct or not rules.outranks(person, _reread(membership)):
            raise NotAllowed
        _end(membership, by=person)


def set_role(person: User, membership: Membership, role: str) -> None:
    """Give somebody a role; the last owner keeps theirs."""
    room = membership.room
    with next_revision(room):
        if room.is_direct or not rules.owns(person, room):
            raise NotAllowed
        _reread(membership)
        if membership.role == role or not membership.is_present:
            raise Unchanged
        _keep_an_owner(membership)
        membership.role, membership.revision = Membership.Role(role), room.revision
        membership.save(update_fields=["role", "revision"])
        announce_member(membership)


def read(membership: Membership, number: int) -> None:
    """Move the person's read pointer forward to `number`, or to the room's last; never back."""
    read_together({(membership.person_id, membership.room_id): Pointer(membership.turned_back, number)})


def read_together(pointers: Mapping[tuple[int, int], Pointer]) -> None:
    """Move the read pointers of many (person, room) pairs forward; only those of active people who are in the room.

    What was read before somebody went back is passed over. 1 query for each different place reached and 1 for each
    room: 500 readers of one message cost as much as one.
    """
    last_numbers = queries.last_numbers({room_id for _, room_id in pointers})
    places: dict[tuple[int, Pointer], list[int]] = defaultdict(list)
    readers: dict[int, list[int]] = defaultdict(list)
    for (person_id, room_id), (turned_back, number) in pointers.items():
        if room_id in last_numbers:
            places[room_id, Pointer(turned_back, min(number, last_numbers[room_id]))].append(person_id)
            readers[room_id].append(person_id)
    with transaction.atomic():
        for (room_id, (turned_back, number)), people in places.items():
            behind = Membership.objects.present().filter(room_id=room_id, read_number__lt=number)
            behind = behind.filter(person_id__in=people, person__is_active=True, turned_back=turned_back)
            behind.update(read_number=number)
    reached = [one for room_id, people in readers.items() for one in pass_lines(room_id, people)]
    announce_read(reached, shown([(one.person_id, one.room_id, one.read_number) for one in reached]))


def admit(person: User, room: Room, role: str = Membership.Role.MEMBER, *, by: User | None = None) -> None:
    """Make the person a member, new or again; whoever calls has checked that they may be. Repeating changes nothing.

    `by` is who did it, for the line that says so; without it there is none, as for those who were there first.
    """
    with next_revision(room) as archived:
        if archived:
            raise RoomArchived
        membership = Membership.objects.filter(room=room, person=person).first() or Membership(room=room, person=person)
        if membership.pk and membership.is_present:
            raise Unchanged
        membership.room, membership.person = room, person
        membership.role, membership.removed_at = Membership.Role(role), None
        membership.read_number, membership.revision = room.last_number, room.revision
        membership.save()
        announce_member(membership)
        if by is not None:
            lines.joined(person, room, by)
        announce_rooms(person)


def _end(membership: Membership, by: User) -> None:
    if not membership.is_present:
        raise Unchanged
    _keep_an_owner(membership)
    membership.role, membership.removed_at = Membership.Role.MEMBER, timezone.now()
    membership.revision = membership.room.revision
    membership.save(update_fields=["role", "removed_at", "revision"])
    announce_member(membership)
    if not membership.room.is_direct:
        lines.left(membership.person, membership.room, by)
    announce_rooms(membership.person)


def _reread(membership: Membership) -> Membership:
    """Make the membership what it is now, keeping the room that holds the lock's revision."""
    room = membership.room
    membership.refresh_from_db()
    membership.room = room
    return membership


def _keep_an_owner(membership: Membership) -> None:
    if not membership.is_owner:
        return
    others = Membership.objects.present().owners().filter(room=membership.room).exclude(pk=membership.pk)
    if not others.filter(person__is_active=True).exists():
        raise LastOwner
