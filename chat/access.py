"""The only door from ids to rows. Each function starts from the acting person, so absent and not yours look alike."""

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from chat.errors import Gone, NotAllowed, NotFound
from chat.models import Attachment, Connection, Invitation, Membership, Message, Room, Session, Token, User
from chat.models.session import sign_in_digest
from chat.models.token import SEPARATOR, token_hash
from chat.prepared import Parameter, Prepared, number, text


def _mine(**where: Parameter) -> QuerySet[Membership]:
    return Membership.objects.present().select_related("room", "person").filter(person=number("person"), **where)


# Every command begins with one of these.
BY_ROOM = Prepared(lambda: _mine(room_id=number("room")))
BY_SLUG = Prepared(lambda: _mine(room__slug=text("slug")))


def membership(person: User, *, room_id: int | None = None, slug: str | None = None) -> Membership:
    """Return the person's present membership with its room, by the room's id or slug; NotFound otherwise.

    Its `person` is the person as they are now: who acts over a socket may have been loaded weeks ago.
    """
    found = BY_ROOM.ask(person=person.pk, room=room_id) if slug is None else BY_SLUG.ask(person=person.pk, slug=slug)
    if not found or not found[0].person.is_active:
        raise NotFound
    return found[0]


def joinable_room(person: User, slug: str) -> Room:
    """Return an open, unarchived room, whether or not the person is in it."""
    room = Room.objects.open().filter(slug=slug, archived_at=None).first()
    if room is None or not person.is_active:
        raise NotFound
    return room


def message(
    person: User, number: int, *, room_id: int | None = None, slug: str | None = None
) -> tuple[Membership, Message]:
    """Return a message in one of the person's rooms, and their membership there."""
    mine = membership(person, room_id=room_id, slug=slug)
    found = Message.objects.select_related("author").filter(room=mine.room, number=number).first()
    if found is None:
        raise NotFound
    found.room = mine.room
    return mine, found


def own_message(person: User, number: int, *, slug: str) -> Message:
    """Return a message that the person has said in one of their rooms, and that is still there."""
    mine, found = message(person, number, slug=slug)
    if found.author_id != mine.person_id or not found.says_something:
        raise NotFound
    return found


def attachment(person: User, key: str) -> Attachment:
    """Return what hangs at a message in one of the person's rooms, or what they have uploaded themselves."""
    found = Attachment.objects.filter(key=key, state=Attachment.State.READY).select_related("room", "owner").first()
    if found is None or not person.is_active:
        raise NotFound
    if found.room is None:
        if found.owner_id != person.pk:
            raise NotFound
    else:
        membership(person, room_id=found.room_id)
    return found


def other_membership(person: User, slug: str, username: str) -> Membership:
    """Return somebody's present membership in one of the person's rooms."""
    room = membership(person, slug=slug).room
    found = Membership.objects.present().select_related("person").filter(room=room, person__username=username).first()
    if found is None:
        raise NotFound
    found.room = room
    return found


def people(person: User, usernames: list[str]) -> list[User]:
    """Return the active people of these usernames, in no order; NotFound when one is missing."""
    found = list(User.objects.filter(is_active=True, username__in=usernames))
    if not person.is_active or len(found) != len(set(usernames)):
        raise NotFound
    return found


def invitation(person: User, slug: str, invitation_id: int) -> Invitation:
    """Return an invitation into a room that the person moderates."""
    mine = membership(person, slug=slug)
    found = Invitation.objects.filter(room=mine.room, pk=invitation_id).first()
    if found is None or not (mine.moderates or person.is_administrator):
        raise NotFound
    found.room = mine.room
    return found


def invitation_by_token(token: str) -> Invitation:
    """Return the still valid invitation behind a link. The link is the right: nobody need be signed in."""
    found = Invitation.objects.valid().with_token(token).select_related("room", "created_by").first()
    if found is None:
        raise NotFound
    return found


def token_by_secret(secret: str) -> Token | None:
    """Return the valid token that somebody sends, with its person; None for any other text."""
    beginning, _, _rest = secret.rpartition(SEPARATOR)
    found = Token.objects.valid().filter(key=beginning).select_related("person").first()
    return found if found and constant_time_compare(found.token_hash, token_hash(secret)) else None


def own_connection(person: User, name: str) -> Connection:
    """Return one of the person's live sockets."""
    found = Connection.objects.filter(person=person, pk=name).first()
    if found is None or not person.is_active:
        raise NotFound
    return found


def connections(person: User) -> QuerySet[Connection]:
    """Return everybody's live sockets, for an administrator."""
    if not (person.is_active and person.is_administrator):
        raise NotAllowed(_("This is for administrators."))
    return Connection.objects.select_related("person", "process")


def connection(person: User, name: str) -> Connection:
    """Return anybody's live socket, for an administrator."""
    found = connections(person).filter(pk=name).first()
    if found is None:
        raise Gone
    return found


def own_log_in(person: User, digest: str) -> Session:
    """Return one of the person's log-ins, by the name under which it is spoken of."""
    for session in person.sessions.all():
        if constant_time_compare(sign_in_digest(session.session_key), digest):
            return session
    raise NotFound


def own_token(person: User, token_id: int) -> Token:
    """Return a token that the person has made and not revoked."""
    found = Token.objects.filter(person=person, pk=token_id, revoked_at=None).first()
    if found is None or not person.is_active:
        raise NotFound
    return found
