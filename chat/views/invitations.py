from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from chat import access
from chat.accounts import INVITATION_KEY
from chat.actions import invitations as invitation_actions
from chat.errors import NotAllowed, NotFound, RoomArchived
from chat.forms import InvitationForm
from chat.models import Invitation, User
from chat.views.requests import SignedInRequest
from chat.views.rooms import room_context


def invitations(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the links into a room; make one. The new link is shown this once."""
    membership = access.membership(request.user, slug=slug)
    context = room_context(membership)
    if not context["may"]["invite"]:
        raise RoomArchived if membership.room.is_archived else NotAllowed
    form, link = InvitationForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        _invitation, token = invitation_actions.invite(request.user, membership.room, **form.cleaned_data)
        link = request.build_absolute_uri(reverse("chat:invitation", args=[token]))
        form = InvitationForm()
    valid = Invitation.objects.valid().filter(room=membership.room).select_related("created_by")
    context |= {"form": form, "link": link, "invitations": valid.order_by("-created_at")}
    return render(request, "invitations/list.html", context)


@require_POST
def revoke(request: SignedInRequest, slug: str, invitation_id: int) -> HttpResponse:
    invitation_actions.revoke(request.user, access.invitation(request.user, slug, invitation_id))
    return redirect("chat:invitations", slug)


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show where a link leads, to anybody who has it; a signed-in person joins by a button, never by looking."""
    try:
        found = access.invitation_by_token(token)
    except NotFound:
        return render(request, "invitations/show.html", {"invitation": None, "room": None}, status=404)
    if isinstance(request.user, User):
        if request.method == "POST":
            return redirect(invitation_actions.redeem(request.user, found))
    else:
        request.session[INVITATION_KEY] = token
    return render(request, "invitations/show.html", {"invitation": found, "room": found.room})
