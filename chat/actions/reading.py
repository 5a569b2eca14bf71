"""How far a person has read, and what of a room concerns them."""

from django.db.models import F

from chat.errors import NotFound
from chat.live.announce import announce_rooms
from chat.models import Membership, User


def mark_unread(membership: Membership, number: int) -> None:
    """Let the room be unread from message `number` on. The one way back for a read pointer."""
    if not 1 <= number <= membership.room.last_number:
        raise NotFound
    Membership.objects.filter(pk=membership.pk).update(read_number=number - 1)
    announce_rooms(membership.person)


def read_all(person: User) -> None:
    """Let everything in all rooms be read."""
    mine = Membership.objects.present().filter(person=person).select_related("room")
    for membership in mine.filter(read_number__lt=F("room__last_number")):
        Membership.objects.filter(pk=membership.pk).update(read_number=membership.room.last_number)
    announce_rooms(person)


def involve(membership: Membership, involvement: str) -> None:
    """Say what of a room counts and notifies: everything, mentions, or nothing."""
    Membership.objects.filter(pk=membership.pk).update(involvement=Membership.Involvement(involvement))
    announce_rooms(membership.person)
