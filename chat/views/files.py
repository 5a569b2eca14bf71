from django.http import HttpResponse
from django.views.decorators.http import require_safe

from chat import access
from chat.views.requests import SignedInRequest


@require_safe
def file(request: SignedInRequest, key: str) -> HttpResponse:
    """Send a file to who may see its message now."""
    access.attachment(request.user, key)
    return HttpResponse(status=204)


@require_safe
def thumbnail(request: SignedInRequest, key: str, width: int) -> HttpResponse:
    access.attachment(request.user, key)
    return HttpResponse(status=204)
