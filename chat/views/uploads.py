"""Files on their way in, and what their owner does to them. Refusals are JSON where a script asks."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from chat import access
from chat.actions import attached
from chat.actions import uploads as upload_actions
from chat.errors import Invalid
from chat.files.incoming import pieces
from chat.views import shared_files
from chat.views.requests import SignedInRequest, for_scripts, wants_json

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
NO_FORM = "Send the bytes of the file themselves, not a form."


def uploads(request: SignedInRequest) -> HttpResponse:
    """Take in what the body brings, or show the person what they have uploaded."""
    return receive(request) if request.method == "POST" else shared_files.uploads_page(request)


@for_scripts
def receive(request: SignedInRequest) -> JsonResponse:
    """Take in the body's bytes; answer what has become of them."""
    if request.content_type in FORMS:
        raise Invalid(fields={"file": NO_FORM})
    announced = request.headers.get("Content-Length", "")
    size = int(announced) if announced.isascii() and announced.isdigit() else None
    attachment = upload_actions.upload(request.user, request.GET.get("name", ""), pieces(request), size)
    return JsonResponse(attachment.as_dict(), status=201)


@require_POST
def upload(request: SignedInRequest, key: str) -> HttpResponse:
    """Change the alternative text of one's own."""
    mine = access.attachment(request.user, key)
    attachment = attached.describe(request.user, mine, request.POST.get("alt", ""))
    return JsonResponse(attachment.as_dict()) if wants_json(request) else redirect("chat:uploads")


@require_POST
def delete(request: SignedInRequest, key: str) -> HttpResponse:
    """Remove one's own, out of its message too."""
    attached.take_away(request.user, access.attachment(request.user, key))
    return HttpResponse(status=204) if wants_json(request) else redirect("chat:uploads")
