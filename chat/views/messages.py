from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat import access, queries
from chat.errors import Invalid
from chat.views.requests import SignedInRequest

BIGGEST_NUMBER = 2**63 - 1
DIGITS = len(str(BIGGEST_NUMBER))


@require_safe
def page(request: SignedInRequest, slug: str) -> HttpResponse:
    """Return a page of messages before or after a number, as markup only."""
    room = access.membership(request.user, slug=slug).room
    if "before" in request.GET:
        messages = queries.page_before(room, _number(request.GET["before"]))
    else:
        messages = queries.page_after(room, _number(request.GET.get("after", "")))
    return render(request, "messages/_page.html", {"messages": messages})


def _number(typed: str) -> int:
    # Few digits first: Python refuses to read thousands of them.
    if not (typed.isascii() and typed.isdigit() and len(typed) <= DIGITS and int(typed) <= BIGGEST_NUMBER):
        raise Invalid(fields={"number": "Give a message's number."})
    return int(typed)
