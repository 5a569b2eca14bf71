import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from chat import access, lists
from chat.actions import rules
from chat.errors import NotFound
from chat.models import Membership, Message
from chat.views import posting
from chat.views.panels import layout
from chat.views.parameters import day
from chat.views.requests import SignedInRequest


def thread(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Show a message with all its replies; a reply from a form without JavaScript comes here."""
    mine, message = access.message(request.user, number, slug=slug)
    root = message.root or message
    root.room = mine.room
    if request.method == "POST":
        return _post(request, mine, root)
    return _show(request, mine, root)


@require_safe
def edits(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Show the earlier versions of a message to the members of its room."""
    mine, message = access.message(request.user, number, slug=slug)
    if message.is_deleted:
        raise NotFound
    context = {"room": mine.room, "message": message, "edits": message.edits.all(), "current_room": mine.room_id}
    return render(request, "messages/edits.html", context | layout(request))


@require_safe
def jump(request: SignedInRequest, slug: str) -> HttpResponse:
    """Lead to the first message of a day, or to the room's end when nothing was said since."""
    room = access.membership(request.user, slug=slug).room
    found = lists.first_on(room, day(request.GET.get("on", "")), request.user.timezone)
    return redirect(found or room)


def _post(request: SignedInRequest, mine: Membership, root: Message) -> HttpResponse:
    try:
        return redirect(posting.post(request, mine.room, answers=root))
    except posting.Refused as refused:
        return _show(request, mine, root, refused.kept, refused.status)


def _show(
    request: SignedInRequest, mine: Membership, root: Message, kept: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "room": mine.room,
        "current_room": mine.room_id,
        "root": root,
        "messages": lists.thread(root),
        "may": rules.permissions(mine),
        "client_id": uuid.uuid4(),
    }
    return render(request, "messages/thread.html", context | (kept or {}) | layout(request), status=status)
