"""One's own picture, chosen and taken away; and everybody's, to look at."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chat import limits
from chat.actions import avatars
from chat.errors import ChatError, Invalid, NotFound
from chat.files import store
from chat.files.incoming import pieces
from chat.views.requests import SignedInRequest, for_scripts
from chat.views.sending import send_file

FORM = "multipart/form-data"
CHOOSE = "Choose a picture first."


@require_POST
def avatar(request: SignedInRequest) -> HttpResponse:
    """Take a picture as the person's face: the bytes alone, as a browser with scripts sends them, or in a form."""
    return _by_form(request) if request.content_type == FORM else _by_script(request)


@require_POST
def delete(request: SignedInRequest) -> HttpResponse:
    """Take the person's picture away."""
    avatars.remove(request.user, request.user)
    messages.success(request, _("Your picture is removed."))
    return redirect("chat:profile")


@require_safe
def picture(request: SignedInRequest, key: str, width: int) -> HttpResponseBase:
    """Send somebody's face to anybody who is signed in."""
    if width not in limits.AVATAR_WIDTHS:
        raise NotFound
    return send_file(request, store.thumbnail_name(store.avatar_place(key), width), "image/webp")


@for_scripts
def _by_script(request: SignedInRequest) -> JsonResponse:
    avatars.choose(request.user, pieces(request))
    return JsonResponse({"person": request.user.as_dict()})


def _by_form(request: SignedInRequest) -> HttpResponse:
    """Say on the profile's page what became of it."""
    try:
        if "picture" not in request.FILES:
            raise Invalid(fields={"file": CHOOSE})
        avatars.choose(request.user, pieces(request.FILES["picture"]))
    except ChatError as error:
        messages.error(request, str(error.fields.get("file", error.sentence)))
    else:
        messages.success(request, _("Your picture is changed."))
    return redirect("chat:profile")
