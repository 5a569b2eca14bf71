"""What is put on a message: reactions and pins."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from chat import lists
from chat.actions import pins, reactions
from chat.api import answers, snapshots
from chat.api.authentication import TO_MANAGE, TO_POST, TO_READ, caller_of
from chat.api.schemas import Number

router = Router(tags=["Reactions and pins"], auth=TO_READ)

REACTION = "/rooms/{slug}/messages/{number}/reactions/{emoji}"
PIN = "/rooms/{slug}/messages/{number}/pin"


@router.put(REACTION, response=answers.Message, auth=TO_POST, summary="React")
def react(request: HttpRequest, slug: str, number: Number, emoji: str) -> Any:
    mine, found = caller_of(request).message(slug, number)
    return snapshots.message(reactions.add(mine.person, found, emoji))


@router.delete(REACTION, response=answers.Message, auth=TO_POST, summary="Take one's reaction away")
def unreact(request: HttpRequest, slug: str, number: Number, emoji: str) -> Any:
    mine, found = caller_of(request).message(slug, number)
    return snapshots.message(reactions.remove(mine.person, found, emoji))


@router.get("/rooms/{slug}/pins", response=answers.Messages, summary="What is pinned in a room")
def pinned(request: HttpRequest, slug: str) -> Any:
    """The newest pin first."""
    room = caller_of(request).membership(slug).room
    return {"messages": [snapshots.message(one) for one in lists.pins(room)]}


@router.put(PIN, response=answers.Message, auth=TO_MANAGE, summary="Pin a message")
def pin(request: HttpRequest, slug: str, number: Number) -> Any:
    mine, found = caller_of(request).message(slug, number)
    return snapshots.message(pins.pin(mine.person, found))


@router.delete(PIN, response=answers.Message, auth=TO_MANAGE, summary="Unpin a message")
def unpin(request: HttpRequest, slug: str, number: Number) -> Any:
    mine, found = caller_of(request).message(slug, number)
    return snapshots.message(pins.unpin(mine.person, found))
