from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from chat import limits
from chat import search as searching
from chat.errors import ChatError
from chat.search.dates import zone_of
from chat.views.panels import layout
from chat.views.parameters import message_number
from chat.views.requests import SignedInRequest

# What the page fetches anew while somebody types, and at its end; elsewhere it fetches all.
PARTS = {"search-results", "search-more"}


@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Show what was found in the person's rooms, or how to look for something."""
    query = request.GET.get("q", "")
    context = {"query": query, "zone": str(zone_of(request.user)), "most_characters": limits.SEARCH_CHARACTERS}
    status = 200
    try:
        before = message_number(request.GET["before"]) if "before" in request.GET else None
        context["page"] = searching.search(request.user, query, before)
    except ChatError as error:
        # What was typed is kept, and its page with it.
        context["error"] = next(iter(error.fields.values()), error.sentence)
        status = error.status
    is_part = request.headers.get("HX-Target") in PARTS
    template = "search/_results.html" if is_part else "search/search.html"
    with timezone.override(zone_of(request.user)):
        response = render(request, template, context | layout(request), status=status)
    patch_vary_headers(response, ["HX-Target"])
    return response
