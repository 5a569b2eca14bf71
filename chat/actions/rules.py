"""Who stands where. Asked inside a room's lock, the answers hold until commit."""

from chat.models import Membership, Room, User


def standing(person: User, room: Room) -> Membership | None:
    """Return the person's present membership, read now."""
    return Membership.objects.present().filter(room=room, person=person).first()


def moderates(person: User, room: Room) -> bool:
    """Tell whether the person is an administrator, or an owner or moderator of the room."""
    mine = standing(person, room)
    return person.is_administrator or (mine is not None and mine.moderates)


def owns(person: User, room: Room) -> bool:
    """Tell whether the person is an administrator, or an owner of the room."""
    mine = standing(person, room)
    return person.is_administrator or (mine is not None and mine.is_owner)


def may_add(person: User, room: Room) -> bool:
    """Tell whether the person may bring others in: any member of an open room, moderators of a closed one."""
    return moderates(person, room) or (room.is_open and standing(person, room) is not None)


def outranks(person: User, target: Membership) -> bool:
    """Tell whether the person may remove the target: owners anybody, moderators plain members."""
    if owns(person, target.room):
        return True
    return moderates(person, target.room) and not target.moderates


def permissions(membership: Membership) -> dict[str, bool]:
    """Return what this member may do in the room, for pages that show only what works. No query."""
    room, named = membership.room, not membership.room.is_direct
    administers = membership.person.is_administrator
    moderates_here = named and (membership.moderates or administers)
    owns_here = named and (membership.is_owner or administers)
    writable = not room.is_archived
    return {
        "post": writable,
        "rename": moderates_here and writable,
        "archive": owns_here,
        "invite": moderates_here and writable,
        "add": named and writable and (room.is_open or moderates_here),
        "remove": moderates_here,
        "roles": owns_here,
        "leave": named,
        "delete_any": moderates_here,
        "pin": (moderates_here or room.is_direct) and writable,
    }
