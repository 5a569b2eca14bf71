from django.http import HttpResponse
from django.shortcuts import redirect

from chat import queries
from chat.views.requests import SignedInRequest


def home(request: SignedInRequest) -> HttpResponse:
    """Go to the room that somebody spoke in last, or to the directory."""
    entries = queries.entries(request.user)
    if not entries:
        return redirect("chat:rooms")
    latest = max(entries, key=lambda entry: (not entry["archived"], entry["last_message_at"] or ""))
    return redirect(latest["url"])
