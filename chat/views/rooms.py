import uuid
from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat import access, queries, sidebar
from chat.actions import rooms, rules
from chat.errors import ChatError, NotFound
from chat.forms import DirectRoomForm, NewRoomForm, RoomForm
from chat.models import Membership
from chat.views import posting
from chat.views.requests import SignedInRequest

FACES = 5


def directory(request: SignedInRequest) -> HttpResponse:
    """Show the open rooms, the person's own marked."""
    query = request.GET.get("q", "").strip()
    found = queries.directory(request.user, query)
    return render(request, "rooms/directory.html", {"rooms": found, "query": query})


def new(request: SignedInRequest) -> HttpResponse:
    form = NewRoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        return redirect(rooms.create(request.user, typed["kind"], typed["name"], typed["topic"]))
    return render(request, "rooms/new.html", {"form": form})


def direct(request: SignedInRequest) -> HttpResponse:
    form = DirectRoomForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(rooms.open_direct(request.user, list(form.cleaned_data["people"])))
        except ChatError as error:
            form.add_error("people", str(error.fields.get("people", error.sentence)))
    return render(request, "rooms/direct.html", {"form": form})


def room(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a room's last page to a member, its card to others; a post from a form without JavaScript comes here."""
    try:
        membership = access.membership(request.user, slug=slug)
    except NotFound:
        if request.method == "POST":
            raise
        joinable = access.joinable_room(request.user, slug)
        return render(
            request, "rooms/card.html", {"room": joinable, "members_count": queries.members_count(joinable.pk)}
        )
    if request.method == "POST":
        return _post(request, membership)
    return _show(request, membership)


def message(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Show a room around one of its messages."""
    membership = access.membership(request.user, slug=slug)
    if not 1 <= number <= membership.room.last_number:
        raise NotFound
    return _show(request, membership, anchor=number)


def settings(request: SignedInRequest, slug: str) -> HttpResponse:
    membership = access.membership(request.user, slug=slug)
    room = membership.room
    form = RoomForm(request.POST or None, initial={"name": room.name, "topic": room.topic})
    if request.method == "POST" and form.is_valid():
        rooms.change(request.user, room, **form.cleaned_data)
        notices.success(request, _("The room is saved."))
        return redirect("chat:room-settings", slug)
    return render(request, "rooms/settings.html", room_context(membership) | {"form": form})


@require_POST
def archive(request: SignedInRequest, slug: str) -> HttpResponse:
    rooms.archive(request.user, access.membership(request.user, slug=slug).room)
    return redirect("chat:room", slug)


@require_POST
def unarchive(request: SignedInRequest, slug: str) -> HttpResponse:
    rooms.unarchive(request.user, access.membership(request.user, slug=slug).room)
    return redirect("chat:room", slug)


def _post(request: SignedInRequest, membership: Membership) -> HttpResponse:
    try:
        said = posting.post(request, membership.room)
    except posting.Refused as refused:
        return _show(request, membership, kept=refused.kept, status=refused.status)
    return redirect(f"{membership.room.get_absolute_url()}#message-{said.number}")


def _show(
    request: SignedInRequest,
    membership: Membership,
    *,
    anchor: int | None = None,
    kept: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    room = membership.room
    last = room.last_number
    messages = queries.page_around(room, anchor) if anchor else queries.page_before(room, last + 1)
    pins, saved = queries.marked_numbers(membership)
    context = {
        "messages": messages,
        "silent": all(message.is_system for message in messages),
        "anchor": anchor,
        "saved": saved,
        "pins": pins,
        "client_id": uuid.uuid4(),
    }
    context |= kept or {}
    return render(request, "rooms/room.html", room_context(membership) | context, status=status)


def room_context(membership: Membership) -> dict[str, Any]:
    """Return what each page about a room shows of it. 1 query, 2 for a direct room."""
    room = membership.room
    first = queries.first_members(room, FACES)
    return {
        "room": room,
        "membership": membership,
        "name": sidebar.name_of(membership),
        "current_room": room.pk,
        "people": [member.person for member in first],
        "members_count": first[0].members_count,
        "may": rules.permissions(membership),
    }
