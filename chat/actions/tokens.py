import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from chat import limits
from chat.errors import Invalid, NotAllowed
from chat.models import Membership, Room, Token, User
from chat.models.token import PREFIX, SEPARATOR, token_hash

KEY_BYTES = 5
TOKEN_BYTES = 32
TOO_LONG = f"Choose {max(limits.TOKEN_DAYS)} days at the most."
TOO_MANY = f"You have enough tokens: {limits.TOKENS} are the most. Revoke one first."


def create(
    person: User, name: str, scope: str, *, days: int | None, rooms: Sequence[Room] | None = None
) -> tuple[Token, str]:
    """Make an access token of the person's; return it and the text to send, which is known only now.

    `days` is how long it lasts, None for ever. `rooms` are the only ones that it reaches, None for all that the person
    is in at each time. Raises Invalid.
    """
    _check(person, days, rooms)
    key = f"{PREFIX}{secrets.token_hex(KEY_BYTES)}"
    secret = f"{key}{SEPARATOR}{secrets.token_hex(TOKEN_BYTES)}"
    expires_at = None if days is None else timezone.now() + timedelta(days=days)
    with transaction.atomic():
        token = Token.objects.create(
            person=person,
            name=name,
            key=key,
            token_hash=token_hash(secret),
            scope=Token.Scope(scope),
            all_rooms=rooms is None,
            expires_at=expires_at,
        )
        token.rooms.set(rooms or ())
    return token, secret


def revoke(person: User, token: Token) -> None:
    """Make a token worthless for ever: its owner may, and administrators. Repeating changes nothing."""
    if token.person_id != person.pk and not person.is_administrator:
        raise NotAllowed
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def note_use(token: Token) -> None:
    """Write down that the token is used, unless that was written a moment ago."""
    now = timezone.now()
    if not token.was_used_lately(now):
        Token.objects.filter(pk=token.pk).update(last_used_at=now)


def _check(person: User, days: int | None, rooms: Sequence[Room] | None) -> None:
    if days is not None and not 0 < days <= max(limits.TOKEN_DAYS):
        raise Invalid(fields={"days": TOO_LONG})
    if rooms is not None:
        mine = Membership.objects.present().filter(person=person, room__in=rooms).count()
        if not rooms or mine != len(rooms):
            raise Invalid(fields={"rooms": "Choose rooms that you are in."})
    if Token.objects.valid().filter(person=person).count() >= limits.TOKENS:
        raise Invalid(fields={"name": TOO_MANY})
