"""Who is in a room, and as what."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from chat import access, limits, queries
from chat.actions import memberships
from chat.api import answers
from chat.api.authentication import TO_MANAGE, TO_READ, caller_of
from chat.api.schemas import People, RoleChange

router = Router(tags=["Members"], auth=TO_READ)


@router.get("/rooms/{slug}/members", response=answers.Members, summary="Who is in a room")
def members(request: HttpRequest, slug: str, after: str = "") -> Any:
    """By username, a page at a time."""
    found = queries.members(caller_of(request).membership(slug).room, after, limits.PAGE_MEMBERS)
    last = found[-1].person.username if len(found) == limits.PAGE_MEMBERS else None
    return {"members": [one.as_dict() for one in found], "after": last}


@router.post("/rooms/{slug}/members", response={204: None}, auth=TO_MANAGE, summary="Bring people into a room")
def add(request: HttpRequest, slug: str, others: People) -> Any:
    """Who is in it already stays as they are."""
    mine = caller_of(request).membership(slug)
    memberships.add(mine.person, mine.room, access.people(mine.person, others.people))
    return Status(204, None)


@router.put(
    "/rooms/{slug}/members/{username}", response=answers.Member, auth=TO_MANAGE, summary="Give a member another role"
)
def role(request: HttpRequest, slug: str, username: str, wanted: RoleChange) -> Any:
    caller = caller_of(request)
    other = caller.other_membership(slug, username)
    memberships.set_role(caller.person, other, wanted.role)
    return other.as_dict()


@router.delete("/rooms/{slug}/members/{username}", response={204: None}, auth=TO_MANAGE, summary="Remove a member")
def remove(request: HttpRequest, slug: str, username: str) -> Any:
    caller = caller_of(request)
    memberships.remove(caller.person, caller.other_membership(slug, username))
    return Status(204, None)
