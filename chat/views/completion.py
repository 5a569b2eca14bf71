"""What is offered while somebody types a name."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from chat import access, completion, limits
from chat.actions import rules
from chat.models import Room, User
from chat.views.requests import SignedInRequest


@require_safe
def people_in_room(request: SignedInRequest, slug: str) -> JsonResponse:
    """Answer whom an @ may mean in the room, and which calls to many the person may make there."""
    room = access.membership(request.user, slug=slug).room
    found = completion.people_in_sight(request.user, room, _query(request))
    may_call = room.is_direct or rules.moderates(request.user, room)
    named = [_person(other) | {"member": other.is_member} for other in found]  # type: ignore[attr-defined]
    return JsonResponse({"people": named, "calls": ["here", "everyone"] if may_call else []})


@require_safe
def people(request: SignedInRequest) -> JsonResponse:
    """Answer the people of a name, to begin a talk with."""
    return JsonResponse({"people": [_person(other) for other in completion.people(request.user, _query(request))]})


@require_safe
def open_rooms(request: SignedInRequest) -> JsonResponse:
    """Answer the open rooms of a name, to point to."""
    return JsonResponse({"rooms": [_room(room) for room in completion.open_rooms(_query(request))]})


def _query(request: SignedInRequest) -> str:
    # No name is longer.
    return request.GET.get("q", "").strip()[: limits.ROOM_NAME_CHARACTERS]


def _person(person: User) -> dict[str, object]:
    return {name: person.as_dict()[name] for name in ("id", "username", "name", "initials", "hue", "avatar")}


def _room(room: Room) -> dict[str, object]:
    return {"slug": room.slug, "name": room.name, "topic": room.topic}
