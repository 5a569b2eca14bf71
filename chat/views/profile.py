from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chat.actions import people
from chat.forms import ProfileForm
from chat.views.requests import SignedInRequest


def profile(request: SignedInRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, initial={"display_name": request.user.display_name})
    if request.method == "POST" and form.is_valid():
        people.rename(request.user, form.cleaned_data["display_name"])
        messages.success(request, _("Your profile is saved."))
        return redirect("chat:profile")
    return render(request, "profile.html", {"form": form})
