"""Rooms, by their slug: the word in their address that never changes."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from chat import access, limits, queries
from chat.actions import memberships
from chat.actions import rooms as room_actions
from chat.api import answers
from chat.api.authentication import TO_MANAGE, TO_READ, Caller, caller_of
from chat.api.schemas import NewRoom, People, RoomChange
from chat.errors import NotFound
from chat.models import Room

router = Router(tags=["Rooms"], auth=TO_READ)


@router.get("/rooms", response=list[answers.Room], summary="One's rooms")
def rooms(request: HttpRequest) -> Any:
    """In the sidebar's order."""
    caller = caller_of(request)
    return [entry for entry in queries.entries(caller.person) if caller.reaches(entry["id"])]


@router.get("/open-rooms", response=list[answers.OpenRoom], summary="Rooms that everybody may join")
def open_rooms(request: HttpRequest, q: str = "") -> Any:
    caller = caller_of(request)
    found = queries.directory(caller.person, q.strip()[: limits.SEARCH_CHARACTERS])
    return [_open_room(room) for room in found if caller.reaches(room.pk)]


@router.post("/rooms", response={201: answers.Room}, auth=TO_MANAGE, summary="Make a room")
def make(request: HttpRequest, wanted: NewRoom) -> Any:
    caller = caller_of(request)
    caller.check_all_rooms()
    return Status(201, _entry(caller, room_actions.create(caller.person, wanted.kind, wanted.name, wanted.topic)))


@router.post("/rooms/direct", response=answers.Room, auth=TO_MANAGE, summary="Open the direct room with people")
def direct(request: HttpRequest, others: People) -> Any:
    """The same people meet in the same room."""
    caller = caller_of(request)
    caller.check_all_rooms()
    return _entry(caller, room_actions.open_direct(caller.person, access.people(caller.person, others.people)))


@router.get("/rooms/{slug}", response=answers.Room, summary="One room")
def room(request: HttpRequest, slug: str) -> Any:
    caller = caller_of(request)
    return _entry(caller, caller.membership(slug).room)


@router.patch("/rooms/{slug}", response=answers.Room, auth=TO_MANAGE, summary="Rename a room, or change its topic")
def change(request: HttpRequest, slug: str, wanted: RoomChange) -> Any:
    """What is left out stays. The slug stays in any case."""
    caller = caller_of(request)
    mine = caller.membership(slug)
    name = mine.room.name if wanted.name is None else wanted.name
    topic = mine.room.topic if wanted.topic is None else wanted.topic
    room_actions.change(mine.person, mine.room, name=name, topic=topic)
    return _entry(caller, mine.room)


@router.post("/rooms/{slug}/archive", response=answers.Room, auth=TO_MANAGE, summary="Close a room for writing")
def archive(request: HttpRequest, slug: str) -> Any:
    caller = caller_of(request)
    mine = caller.membership(slug)
    room_actions.archive(mine.person, mine.room)
    return _entry(caller, mine.room)


@router.post("/rooms/{slug}/unarchive", response=answers.Room, auth=TO_MANAGE, summary="Open an archived room again")
def unarchive(request: HttpRequest, slug: str) -> Any:
    caller = caller_of(request)
    mine = caller.membership(slug)
    room_actions.unarchive(mine.person, mine.room)
    return _entry(caller, mine.room)


@router.post("/rooms/{slug}/join", response=answers.Room, auth=TO_MANAGE, summary="Join an open room")
def join(request: HttpRequest, slug: str) -> Any:
    caller = caller_of(request)
    found = caller.joinable_room(slug)
    memberships.join(caller.person, found)
    return _entry(caller, found)


@router.post("/rooms/{slug}/leave", response={204: None}, auth=TO_MANAGE, summary="Leave a room")
def leave(request: HttpRequest, slug: str) -> Any:
    memberships.leave(caller_of(request).membership(slug))
    return Status(204, None)


def _entry(caller: Caller, room: Room) -> dict[str, Any]:
    """Return a room as the person's sidebar shows it now; NotFound where they are no longer in it."""
    for entry in queries.entries(caller.person):
        if entry["id"] == room.pk:
            return entry
    raise NotFound


def _open_room(room: Any) -> dict[str, Any]:
    named = {name: getattr(room, name) for name in ("slug", "name", "topic", "joined")}
    return {"id": room.pk, "url": room.get_absolute_url(), "members": room.members_count, **named}
