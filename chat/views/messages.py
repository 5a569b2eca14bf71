from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from chat import access, limits, queries
from chat.actions import saved
from chat.views.parameters import message_number
from chat.views.requests import SignedInRequest


@require_safe
def page(request: SignedInRequest, slug: str) -> HttpResponse:
    """Return a page of messages before or after a number, as markup only."""
    room = access.membership(request.user, slug=slug).room
    if "before" in request.GET:
        messages = queries.page_before(room, message_number(request.GET["before"]))
    else:
        messages = queries.page_after(room, message_number(request.GET.get("after", "")))
    return render(request, "messages/_page.html", {"messages": messages})


@require_safe
def text(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Return what its author has typed, for changing it."""
    return JsonResponse({"text": access.own_message(request.user, number, slug=slug).text})


@require_safe
def reactions(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Return the emoji under a message with their people, as markup only."""
    _, message = access.message(request.user, number, slug=slug)
    most = limits.REACTION_NAMES
    groups = [(emoji, people[:most], len(people[most:])) for emoji, people in queries.reactions(message)]
    return render(request, "reactions/_people.html", {"groups": groups})


@require_POST
def save(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Keep a message for later; nobody else learns of it."""
    mine, message = access.message(request.user, number, slug=slug)
    saved.keep(mine.person, message)
    return HttpResponse(status=204)


@require_POST
def unsave(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    mine, message = access.message(request.user, number, slug=slug)
    saved.let_go(mine.person, message)
    return HttpResponse(status=204)
