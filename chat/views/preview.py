from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from chat import access, throttle
from chat.actions import writing
from chat.views.requests import SignedInRequest


@require_POST
def preview(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a text as it would stand in the room. Nothing is written, and nobody is told."""
    room = access.membership(request.user, slug=slug).room
    throttle.spend(throttle.PREVIEWS, f"person-{request.user.pk}")
    written = writing.write(request.user, room, request.POST.get("text", ""), confirmed=True)
    return render(request, "messages/_preview.html", {"html": written.html})
