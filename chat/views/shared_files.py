"""Pages and panels about pictures and files: those of a room, and one's own."""

from math import ceil

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat import access, limits, shared_files
from chat.models import Attachment
from chat.views.panels import layout
from chat.views.parameters import before
from chat.views.requests import SignedInRequest
from chat.views.rooms import room_context

# From here on the meter warns.
NEARLY_FULL = 0.9
# The side of a square on the board (css/board.css), at its widest: on a phone, and elsewhere.
SQUARE_VW, SQUARE_REM = 45, 13


@require_safe
def pictures(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a room's pictures."""
    mine = access.membership(request.user, slug=slug)
    found, more = shared_files.pictures(mine.room, before(request))
    context = {"pictures": [(picture, _sizes(picture)) for picture in found], "more": more, "tab": "pictures"}
    return render(request, "files/pictures.html", room_context(mine) | context | layout(request))


@require_safe
def files(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what else was sent in a room: sounds, films, documents."""
    mine = access.membership(request.user, slug=slug)
    found, more = shared_files.files(mine.room, before(request))
    context = {"files": found, "more": more, "tab": "files"}
    return render(request, "files/files.html", room_context(mine) | context | layout(request))


def uploads_page(request: SignedInRequest) -> HttpResponse:
    """Show what the person has uploaded, where it is, and how much room it takes."""
    found, more = shared_files.uploads(request.user, before(request))
    taken = shared_files.bytes_of(request.user)
    quota = limits.PERSON_BYTES
    context = {"uploads": found, "more": more, "taken": taken, "quota": quota, "high": quota * NEARLY_FULL}
    return render(request, "uploads/list.html", context)


def _sizes(picture: Attachment) -> str:
    """Return how wide a picture is drawn that fills its square on the board, of which both sides are cut off."""
    beyond = max(1.0, (picture.width or 1) / (picture.height or 1))
    return f"(width < 40em) {ceil(SQUARE_VW * beyond)}vw, {ceil(SQUARE_REM * beyond)}rem"
