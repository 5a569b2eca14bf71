"""Proves read pointers, counters and mentions against the messages themselves. Reads only."""

from collections.abc import Iterator

from django.db.models import Count, F, Max, OuterRef, Q, Subquery

from chat.models import Membership, Mention, Message, Room


def violations() -> Iterator[str]:
    """Yield a sentence for each number that is not what the messages say. 4 queries."""
    yield from _rooms()
    yield from _pointers()
    yield from _lines()
    yield from _mentions()


def _rooms() -> Iterator[str]:
    """A room's messages are numbered from 1 to its last number, without holes."""
    counted = Room.objects.annotate(count=Count("messages"), highest=Max("messages__number")).order_by("pk")
    for room in counted.exclude(count=F("last_number"), highest=F("last_number")):
        if room.count or room.last_number:
            highest = room.highest or 0
            yield f"{room}: {room.count} messages, the highest is {highest}, and its last number is {room.last_number}."


def _pointers() -> Iterator[str]:
    """Nobody has read what was not said."""
    ahead = Membership.objects.present().filter(read_number__gt=F("room__last_number"))
    for one in ahead.select_related("room", "person").order_by("pk"):
        yield f"{one}: read up to {one.read_number}, and the last number is {one.room.last_number}."


def _lines() -> Iterator[str]:
    """Whoever has read what stands before a line of the system has read the line."""
    following = Message.objects.filter(room=OuterRef("room"), number=OuterRef("read_number") + 1)
    members = Membership.objects.present().annotate(kind=Subquery(following.values("kind")[:1]))
    for one in members.filter(kind=Message.Kind.SYSTEM).select_related("room", "person").order_by("pk"):
        yield f"{one}: read up to {one.read_number}, and what follows is a line that nobody said."


def _mentions() -> Iterator[str]:
    """A mention stands where its message does, the message still says something, and the person was in the room."""
    belongs = Membership.objects.filter(room=OuterRef("room"), person=OuterRef("person")).values("pk")
    found = Mention.objects.annotate(membership=Subquery(belongs)).select_related("message__room", "person", "room")
    elsewhere = ~Q(room=F("message__room")) | ~Q(number=F("message__number"))
    for one in found.filter(elsewhere | Q(membership=None) | Q(message__deleted_at__isnull=False)).order_by("pk"):
        if one.membership is None:
            yield f"{one}: {one.person} was never in the room."
        elif one.message.is_deleted:
            yield f"{one}: the message is deleted."
        else:
            yield f"{one}: noted at {one.room} {one.number}."
