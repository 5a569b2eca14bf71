import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from chat import limits
from chat.actions import lines, rules
from chat.actions.memberships import admit
from chat.actions.stream import Unchanged, next_revision
from chat.errors import Invalid, NotAllowed, RoomArchived
from chat.live.announce import announce_room
from chat.models import Membership, Room, User
from chat.models.room import direct_key

# Words that are pages of their own under /rooms/.
RESERVED_SLUGS = {"new", "direct", "read"}
TOKEN_BYTES = 6


def create(person: User, kind: str, name: str, topic: str = "") -> Room:
    """Make an open or closed room with the person as its owner."""
    if kind == Room.Kind.DIRECT:
        raise NotAllowed
    try:
        return _make_named(person, kind, name, topic)
    except IntegrityError:
        # Somebody took the address in the same moment; it is seen as taken now.
        return _make_named(person, kind, name, topic)


def open_direct(person: User, others: list[User]) -> Room:
    """Return the one direct room of these people, making it at their first talk."""
    people = {person, *others}
    if not 2 <= len(people) <= limits.DIRECT_ROOM_PEOPLE:
        raise Invalid(fields={"people": f"Choose one to {limits.DIRECT_ROOM_PEOPLE - 1} people."})
    key = direct_key(people)
    room = Room.objects.filter(direct_key=key).first()
    if room is None:
        try:
            room = _make_direct(person, people, key)
        except IntegrityError:
            # Somebody of them made it in the same moment.
            room = Room.objects.get(direct_key=key)
    return room


def change(person: User, room: Room, *, name: str, topic: str) -> None:
    """Rename a room or change its topic. Its address stays, for links to it are out."""
    with next_revision(room) as archived:
        if room.is_direct or not rules.moderates(person, room):
            raise NotAllowed
        if archived:
            raise RoomArchived
        if not Room.objects.filter(pk=room.pk).exclude(name=name, topic=topic).exists():
            raise Unchanged
        before = Room.objects.get(pk=room.pk)
        room.name, room.topic = name, topic
        _save(room, "name", "topic")
        lines.changed(person, room, before)


def archive(person: User, room: Room) -> None:
    """Close a room for writing; its history stays readable for its members."""
    _set_archived(person, room, True)


def unarchive(person: User, room: Room) -> None:
    """Open an archived room for writing again."""
    _set_archived(person, room, False)


def _set_archived(person: User, room: Room, archived: bool) -> None:
    with next_revision(room) as was_archived:
        if room.is_direct or not rules.owns(person, room):
            raise NotAllowed
        if was_archived == archived:
            raise Unchanged
        room.archived_at = timezone.now() if archived else None
        _save(room, "archived_at")
        lines.archived(person, room)


def _save(room: Room, *fields: str) -> None:
    room.own_revision = room.revision
    room.save(update_fields=[*fields, "own_revision"])
    room.refresh_from_db()
    announce_room(room)


def _make_named(person: User, kind: str, name: str, topic: str) -> Room:
    with transaction.atomic():
        room = Room.objects.create(kind=kind, name=name, topic=topic, slug=_free_slug(name), created_by=person)
        admit(person, room, Membership.Role.OWNER)
    return room


def _make_direct(person: User, people: set[User], key: str) -> Room:
    with transaction.atomic():
        slug = f"direct-{secrets.token_hex(TOKEN_BYTES)}"
        room = Room.objects.create(kind=Room.Kind.DIRECT, slug=slug, direct_key=key, created_by=person)
        for other in people:
            admit(other, room)
    return room


def _free_slug(name: str) -> str:
    base = slugify(name, allow_unicode=True)[: limits.ROOM_NAME_CHARACTERS] or "room"
    if base in RESERVED_SLUGS or base.startswith("direct-") or Room.objects.filter(slug=base).exists():
        return f"{base}-{secrets.token_hex(TOKEN_BYTES // 2)}"
    return base
