"""How far the person has read."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from chat.actions import memberships, reading
from chat.api import answers
from chat.api.authentication import TO_POST, TO_READ, Caller, caller_of
from chat.api.schemas import Place

router = Router(tags=["Reading"], auth=TO_READ)


@router.get("/rooms/{slug}/read", response=answers.Read, summary="How far one has read")
def place(request: HttpRequest, slug: str) -> Any:
    return _place(caller_of(request), slug)


@router.put("/rooms/{slug}/read", response=answers.Read, auth=TO_POST, summary="Read up to a message")
def read(request: HttpRequest, slug: str, upto: Place) -> Any:
    """The pointer moves forward only, and to the room's last message at the most."""
    caller = caller_of(request)
    memberships.read(caller.membership(slug), upto.number)
    return _place(caller, slug)


@router.put("/rooms/{slug}/unread", response=answers.Read, auth=TO_POST, summary="Mark as unread from a message on")
def unread(request: HttpRequest, slug: str, since: Place) -> Any:
    caller = caller_of(request)
    reading.mark_unread(caller.membership(slug), since.number)
    return _place(caller, slug)


def _place(caller: Caller, slug: str) -> dict[str, Any]:
    mine = caller.membership(slug)
    return {"number": mine.read_number, "turned_back": mine.turned_back, "unread": mine.unread}
