import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from chat import limits
from chat.actions import rules
from chat.actions.memberships import admit
from chat.errors import NotAllowed, NotFound, RoomArchived
from chat.models import Invitation, Room, User
from chat.models.invitation import token_hash

TOKEN_BYTES = 16


def invite(
    person: User, room: Room, *, days: int = limits.INVITATION_DAYS, uses: int = limits.INVITATION_USES
) -> tuple[Invitation, str]:
    """Make an invitation into a room; return it and its link's token, which is known only now."""
    if room.is_direct or not rules.moderates(person, room):
        raise NotAllowed
    if room.is_archived:
        raise RoomArchived
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        room=room,
        created_by=person,
        token_hash=token_hash(token),
        expires_at=timezone.now() + timedelta(days=days),
        uses_left=uses,
    )
    return invitation, token


def redeem(person: User, invitation: Invitation) -> Room:
    """Make the person a member by an invitation. A member already spends no use; racing redeemers never overspend."""
    room = invitation.room
    with transaction.atomic():
        # The invitation's lock makes racing redeemers wait for each other, be they many people or many tabs of one.
        valid = Invitation.objects.select_for_update(of=("self",)).valid().filter(pk=invitation.pk).first()
        if rules.standing(person, room) is None:
            if valid is None:
                raise NotFound
            Invitation.objects.filter(pk=invitation.pk).update(uses_left=F("uses_left") - 1)
            admit(person, room, by=person)
    return room


def revoke(person: User, invitation: Invitation) -> None:
    """Make a link worthless."""
    if not rules.moderates(person, invitation.room):
        raise NotAllowed
    invitation.delete()
