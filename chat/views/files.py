"""What was uploaded, for who may see its message now."""

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from chat import access
from chat.errors import NotFound
from chat.files import store
from chat.views.requests import SignedInRequest
from chat.views.sending import send_file

THUMBNAIL_TYPE = "image/webp"


@require_safe
def file(request: SignedInRequest, key: str) -> HttpResponseBase:
    """Send a file; `?download` has the browser save it in any case."""
    found = access.attachment(request.user, key)
    name = store.original_name(found.folder)
    return send_file(request, name, found.content_type, name=found.name, download="download" in request.GET)


@require_safe
def thumbnail(request: SignedInRequest, key: str, width: int) -> HttpResponseBase:
    """Send a small version of a picture."""
    found = access.attachment(request.user, key)
    if width not in found.widths:
        raise NotFound
    return send_file(request, store.thumbnail_name(store.place_of(found.folder), width), THUMBNAIL_TYPE)
