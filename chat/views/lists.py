"""Pages and panels that list messages: pins, saved, mentions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat import access, limits, lists
from chat.models import Message
from chat.views.panels import layout
from chat.views.parameters import before
from chat.views.requests import SignedInRequest


@require_safe
def pins(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what is pinned in a room."""
    mine = access.membership(request.user, slug=slug)
    context = {"room": mine.room, "messages": lists.pins(mine.room), "current_room": mine.room_id}
    return render(request, "lists/pins.html", context | layout(request))


@require_safe
def saved(request: SignedInRequest) -> HttpResponse:
    """Show what the person keeps for later."""
    return _page(request, "lists/saved.html", lists.saved(request.user, before(request)))


@require_safe
def mentions(request: SignedInRequest) -> HttpResponse:
    """Show where the person was mentioned."""
    return _page(request, "lists/mentions.html", lists.mentions(request.user, before(request)))


def _page(request: SignedInRequest, template: str, messages: list[Message]) -> HttpResponse:
    more = messages[-1].pk if len(messages) == limits.PAGE_MESSAGES else None
    return render(request, template, {"messages": messages, "more": more} | layout(request))
