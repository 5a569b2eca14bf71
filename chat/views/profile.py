import zoneinfo
from copy import copy
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chat import access, queries
from chat.actions import people
from chat.forms import ProfileForm
from chat.models import User
from chat.views.panels import layout
from chat.views.requests import SignedInRequest


def profile(request: SignedInRequest) -> HttpResponse:
    # A copy: the form writes what was typed into it, and the page around shows who one still is.
    form = ProfileForm(request.POST or None, instance=copy(request.user))
    if request.method == "POST" and form.is_valid():
        chosen = dict(form.cleaned_data)
        people.rename(request.user, chosen.pop("display_name"))
        people.describe(request.user, **chosen)
        messages.success(request, _("Your profile is saved."))
        return redirect("chat:profile")
    return render(request, "profile.html", {"form": form, "timezones": sorted(zoneinfo.available_timezones())})


@require_safe
def card(request: SignedInRequest, username: str) -> HttpResponse:
    """Show who somebody is: name, title, the time where they are, and the rooms that both are in."""
    (shown,) = access.people(request.user, [username])
    context = {"shown": shown, "local_time": _local_time(shown), "rooms": queries.shared_rooms(request.user, shown)}
    return render(request, "people/card.html", context | layout(request))


def _local_time(person: User) -> datetime | None:
    """Return what the clock shows where the person is; templates would bend a moment with a zone to their own."""
    if not person.timezone:
        return None
    return timezone.localtime(timezone=zoneinfo.ZoneInfo(person.timezone)).replace(tzinfo=None)
