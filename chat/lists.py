"""Lists of messages other than the timeline. Reads only; each holds what the person may see now, the newest first."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from chat import limits
from chat.models import Membership, Message, Room, User


def thread(root: Message) -> list[Message]:
    """Return the first message of a thread and its replies, in order."""
    messages = Message.objects.in_thread(root).shown()[: limits.THREAD_MESSAGES]
    for message in messages:
        message.room = root.room
    return list(messages)


def pins(room: Room) -> list[Message]:
    """Return what is pinned in a room."""
    return list(room.messages.pinned().shown().select_related("author", "room", "pinned_by"))


def saved(person: User, before: int | None = None) -> list[Message]:
    """Return a page of what the person keeps for later."""
    return _page(_visible_to(person).filter(saved__person=person), before)


def mentions(person: User, before: int | None = None) -> list[Message]:
    """Return a page of the messages that mention the person."""
    return _page(_visible_to(person).filter(mentions__person=person), before)


def first_on(room: Room, day: date, zone: str) -> Message | None:
    """Return the first message from the beginning of a day on, in a time zone; None when there is none."""
    begins = datetime.combine(day, time.min, ZoneInfo(zone) if zone else timezone.get_default_timezone())
    return room.messages.filter(created_at__gte=begins).order_by("number").first()


def _visible_to(person: User) -> QuerySet[Message]:
    mine = Membership.objects.present().filter(person=person).values("room")
    return Message.objects.filter(room__in=mine, deleted_at=None)


def _page(messages: QuerySet[Message], before: int | None) -> list[Message]:
    if before is not None:
        messages = messages.filter(pk__lt=before)
    found = messages.select_related("author", "room").prefetch_related("attachments")
    return list(found.order_by("-pk")[: limits.PAGE_MESSAGES])
