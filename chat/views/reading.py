"""How far a person has read, and what of a room concerns them."""

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat import access
from chat.actions import reading
from chat.errors import Invalid
from chat.forms import InvolvementForm
from chat.views.requests import SignedInRequest


@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    """Mark everything in all rooms as read."""
    reading.read_all(request.user)
    return redirect("chat:home")


@require_POST
def involvement(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say what of a room counts and notifies."""
    membership = access.membership(request.user, slug=slug)
    form = InvolvementForm(request.POST)
    if not form.is_valid():
        raise Invalid
    reading.involve(membership, form.cleaned_data["involvement"])
    notices.success(request, _("This room tells you so much from now on."))
    return redirect("chat:room", slug)
