from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from chat import access, limits
from chat import seen as reading
from chat.views.requests import SignedInRequest


@require_safe
def seen(request: SignedInRequest, slug: str) -> HttpResponse:
    """Return how far the members have read, as far as others may see it: what signals go on from."""
    room = access.membership(request.user, slug=slug).room
    people = [{"person": one.person.as_dict(), "number": one.read_number} for one in reading.readers(room)]
    return JsonResponse({"most": limits.SEEN_BY_PEOPLE, "people": people})
