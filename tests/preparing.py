"""What prepared queries answer, beside what the ORM answers: in a test's own database, and inside a site's."""

from typing import Any

from django.db.models import Model
from django.utils import timezone

from chat import access, sidebar
from chat.live import sign_in
from chat.models import Membership, Room, Session, User

Answers = list[list[tuple[str, type, Any]]]


def laid_out(rows: Any, *related: str) -> Answers:
    """Return every field of the rows, and of those that they come with, with its type and value; in no order."""
    return sorted(
        (_fields(row) + [one for name in related for one in _fields(getattr(row, name))] for row in rows), key=str
    )


def _fields(row: Model | None) -> list[tuple[str, type, Any]]:
    if row is None:
        return []
    # What was not loaded, or was loaded only now, would hide a column that is missing.
    return [
        (name, type(row.__dict__[name]), row.__dict__[name]) for name in (f.attname for f in row._meta.concrete_fields)
    ]


def answers() -> dict[str, tuple[Answers, Answers]]:
    """Return the prepared answer and the ORM's, by the name of the question, to all that this database holds."""
    return {"log-ins": log_ins(), "one's rooms": ones_rooms(), "by room": by_room(), "by slug": by_slug()}


def log_ins() -> tuple[Answers, Answers]:
    keys, now = [*Session.objects.values_list("pk", flat=True), "unknown"], timezone.now()
    rows = Session.objects.select_related("person").filter(session_key__in=keys, expire_date__gt=now)
    return laid_out(sign_in.LOG_INS.ask(keys=keys, now=now), "person"), laid_out(rows, "person")


def ones_rooms() -> tuple[Answers, Answers]:
    people = [*User.objects.order_by("-pk").values_list("pk", flat=True)[1:], 10**12]
    theirs = Room.objects.filter(memberships__in=Membership.objects.present().filter(person__in=people))
    rows = [
        row
        for row in Membership.objects.present().select_related("room", "person").filter(room__in=theirs)
        if row.room.is_direct or row.person_id in people
    ]
    both = ("room", "person")
    return laid_out(sidebar.ROOMS_OF_PEOPLE.ask(people=people), *both), laid_out(rows, *both)


def by_room() -> tuple[Answers, Answers]:
    wanted = [(person, room) for person in _ids(User) for room in _ids(Room)]
    found = [row for person, room in wanted for row in access.BY_ROOM.ask(person=person, room=room)]
    return laid_out(found, "room", "person"), _memberships()


def by_slug() -> tuple[Answers, Answers]:
    slugs = [*Room.objects.values_list("slug", flat=True), "unknown", "", "'); --", "%s"]
    wanted = [(person, slug) for person in _ids(User) for slug in slugs]
    found = [row for person, slug in wanted for row in access.BY_SLUG.ask(person=person, slug=slug)]
    return laid_out(found, "room", "person"), _memberships()


def _ids(model: type[Model]) -> list[int]:
    return [*model._default_manager.values_list("pk", flat=True), 0, 10**12]


def _memberships() -> Answers:
    return laid_out(Membership.objects.present().select_related("room", "person"), "room", "person")
