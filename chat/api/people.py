"""People: oneself, and others."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from chat import access, completion, limits
from chat.api import answers, snapshots
from chat.api.authentication import TO_READ, Caller, caller_of

router = Router(tags=["People"], auth=TO_READ)


@router.get("/me", response=answers.Me, summary="Who asks, and what the token may")
def me(request: HttpRequest) -> dict[str, Any]:
    caller = caller_of(request)
    return {
        "person": snapshots.card(caller.person),
        "administrator": caller.person.is_administrator,
        "token": _token(caller),
    }


@router.get("/people", response=list[answers.Person], summary="People of a name")
def people(request: HttpRequest, q: Annotated[str, Query(max_length=limits.DISPLAY_NAME_CHARACTERS)]) -> Any:
    """The best eight."""
    return [person.as_dict() for person in completion.people(caller_of(request).person, q.strip())]


@router.get("/people/{username}", response=answers.Card, summary="One person")
def person(request: HttpRequest, username: str) -> dict[str, Any]:
    (found,) = access.people(caller_of(request).person, [username])
    return snapshots.card(found)


def _token(caller: Caller) -> dict[str, Any] | None:
    token = caller.token
    if token is None:
        return None
    rooms = None if token.all_rooms else sorted(token.rooms.values_list("slug", flat=True))
    return {"name": token.name, "scope": token.scope, "rooms": rooms, "expires_at": snapshots.moment(token.expires_at)}
