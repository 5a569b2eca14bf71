from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chat.actions.founding import Founder, found, is_founded
from chat.errors import Conflict
from chat.forms import SetupForm
from chat.setup_key import setup_key

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
def setup(request: HttpRequest) -> HttpResponse:
    """Make the administrator and the first room, once."""
    if is_founded():
        return redirect("chat:home")
    form = SetupForm(request.POST or None, setup_key=setup_key())
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        founder = Founder(typed["username"], typed["email"], typed["password"], typed["display_name"])
        try:
            person = found(typed["community"], typed["room"], founder)
        except Conflict:
            messages.info(request, _("Somebody set this site up a moment ago. Log in, or ask them for an invitation."))
            return redirect("account_login")
        login(request, person, backend=BACKEND)
        return redirect("chat:home")
    return render(request, "setup.html", {"form": form})
