from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat import access
from chat.actions import memberships
from chat.errors import NotFound
from chat.forms import AddMemberForm, RoleForm
from chat.models import Membership
from chat.views.requests import SignedInRequest
from chat.views.rooms import room_context


def members(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show who is in the room; add somebody by username."""
    membership = access.membership(request.user, slug=slug)
    form = AddMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            others = access.people(request.user, [form.cleaned_data["username"]])
        except NotFound:
            form.add_error("username", _("Nobody here has this username. Check the spelling."))
        else:
            memberships.add(request.user, membership.room, others)
            notices.success(request, _("%(name)s is in the room now.") % {"name": others[0].name})
            return redirect("chat:members", slug)
    present = Membership.objects.present().filter(room=membership.room).select_related("person")
    context = {"form": form, "members": present.order_by("person__username"), "roles": Membership.Role.choices}
    return render(request, "rooms/members.html", room_context(membership) | context)


@require_POST
def join(request: SignedInRequest, slug: str) -> HttpResponse:
    memberships.join(request.user, access.joinable_room(request.user, slug))
    return redirect("chat:room", slug)


@require_POST
def leave(request: SignedInRequest, slug: str) -> HttpResponse:
    membership = access.membership(request.user, slug=slug)
    memberships.leave(membership)
    notices.success(request, _("You left %(room)s.") % {"room": membership.room.name})
    return redirect("chat:rooms")


@require_POST
def role(request: SignedInRequest, slug: str, username: str) -> HttpResponse:
    form = RoleForm(request.POST)
    membership = access.other_membership(request.user, slug, username)
    if form.is_valid():
        memberships.set_role(request.user, membership, form.cleaned_data["role"])
    return redirect("chat:members", slug)


@require_POST
def remove(request: SignedInRequest, slug: str, username: str) -> HttpResponse:
    membership = access.other_membership(request.user, slug, username)
    memberships.remove(request.user, membership)
    notices.success(request, _("%(name)s is no longer in the room.") % {"name": membership.person.name})
    return redirect("chat:members", slug)
