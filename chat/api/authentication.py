"""Who asks: a person in a browser, by session and CSRF token, or a program of theirs, by an access token."""

from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from chat import access, throttle
from chat.actions.tokens import note_use
from chat.errors import NoCsrfToken, NotFound, SignedOut, TokenTooNarrow
from chat.models import Membership, Message, Room, Token, User

READ, POST, MANAGE = Token.Scope.READ, Token.Scope.POST, Token.Scope.MANAGE


@dataclass(frozen=True)
class Caller:
    """A person, and what of their rights the request has: with a token, no more than the token's."""

    person: User
    token: Token | None = None
    # The ids of the rooms that the token reaches; None for all of the person's.
    room_ids: frozenset[int] | None = None

    @property
    def key(self) -> str:
        """Under which its requests are counted: those of a person, by whatever they come."""
        return f"person-{self.person.pk}"

    def reaches(self, room_id: int) -> bool:
        return self.room_ids is None or room_id in self.room_ids

    def membership(self, slug: str) -> Membership:
        """Return the person's membership; NotFound also where the token does not reach."""
        mine = access.membership(self.person, slug=slug)
        self._check(mine.room)
        return mine

    def message(self, slug: str, number: int) -> tuple[Membership, Message]:
        """Return a message in one of the person's rooms, and their membership there."""
        mine, found = access.message(self.person, number, slug=slug)
        self._check(mine.room)
        return mine, found

    def other_membership(self, slug: str, username: str) -> Membership:
        found = access.other_membership(self.person, slug, username)
        self._check(found.room)
        return found

    def joinable_room(self, slug: str) -> Room:
        room = access.joinable_room(self.person, slug)
        self._check(room)
        return room

    def check_all_rooms(self) -> None:
        """Raise TokenTooNarrow for a token that reaches named rooms only: no room is new to it."""
        if self.room_ids is not None:
            raise TokenTooNarrow

    def check_scope(self, scope: str) -> None:
        if self.token is not None and not self.token.may(scope):
            raise TokenTooNarrow

    def _check(self, room: Room) -> None:
        if not self.reaches(room.pk):
            raise NotFound


class AccessToken(HttpBearer):
    """`Authorization: Bearer chs_...`; a token that holds no longer is refused, whatever cookies come with it."""

    scope: ClassVar[str]

    def __call__(self, request: HttpRequest) -> Caller | None:
        if "Authorization" not in request.headers:
            return None
        return cast(Caller | None, super().__call__(request)) or _refuse()

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        found = access.token_by_secret(token) or _refuse()
        rooms = None if found.all_rooms else frozenset(found.rooms.values_list("pk", flat=True))
        caller = _admit(request, Caller(found.person, found, rooms))
        note_use(found)
        caller.check_scope(self.scope)
        return caller


class ReadToken(AccessToken):
    scope = READ
    openapi_description = "A token of any scope"


class PostToken(AccessToken):
    scope = POST
    openapi_description = "A token with the scope post or manage"


class ManageToken(AccessToken):
    scope = MANAGE
    openapi_description = "A token with the scope manage"


class Session(APIKeyCookie):
    """The session of a browser; what changes something needs the CSRF token, too, in `X-CSRFToken`."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        return None

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        # AuthenticationMiddleware has read the cookie.
        if not isinstance(request.user, User) or not request.user.is_active:
            return None
        if check_csrf(request):
            raise NoCsrfToken
        return _admit(request, Caller(request.user))


# The two ways to ask for what needs each of the scopes.
TO_READ: list[Any] = [ReadToken(), Session()]
TO_POST: list[Any] = [PostToken(), Session()]
TO_MANAGE: list[Any] = [ManageToken(), Session()]


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks, in an endpoint."""
    return cast(Caller, request.auth)  # type: ignore[attr-defined]  # ninja has put it there


def _admit(request: HttpRequest, caller: Caller) -> Caller:
    """Count the request."""
    request.caller = caller  # type: ignore[attr-defined]  # whoever is refused now is still told what is left
    throttle.spend(throttle.API, caller.key)
    return caller


def _refuse() -> Any:
    raise SignedOut
