"""Accounts as django-allauth does them, with our rules: who may sign up, and where a new person arrives."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse

from chat import access
from chat.actions import invitations, people
from chat.errors import Conflict, NotFound
from chat.models import Invitation, User

INVITATION_KEY = "invitation"
ARRIVAL_KEY = "arrival"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_taken": User._meta.get_field("username").error_messages["unique"]
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell whether this visitor may make an account: anyone, holders of a link, nobody."""
        if settings.SIGNUP == "invite":
            return held_invitation(request) is not None
        return bool(settings.SIGNUP == "open")

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Make the person, and let them in where they were invited: all or nothing."""
        invitation = held_invitation(request)
        if invitation is None and settings.SIGNUP != "open":
            # The door was open when the form was looked at, and somebody else has spent the last use since.
            raise NotFound
        try:
            with transaction.atomic():
                user = super().save_user(request, user, form, commit)
                people.welcome(user)
                if invitation is not None:
                    room = invitations.redeem(user, invitation)
                    request.session[ARRIVAL_KEY] = room.get_absolute_url()
        except IntegrityError as error:
            # The form saw the username free; somebody took it in the same moment.
            raise Conflict from error
        return user

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Return where a new person arrives: in the room of their invitation, which may be used up by now."""
        request.session.pop(INVITATION_KEY, None)
        return str(request.session.pop(ARRIVAL_KEY, None) or reverse("chat:home"))


def held_invitation(request: HttpRequest) -> Invitation | None:
    """Return the valid invitation whose link this visitor opened before."""
    token = request.session.get(INVITATION_KEY)
    try:
        return access.invitation_by_token(token) if token else None
    except NotFound:
        return None
