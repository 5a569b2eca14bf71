"""What every page of a signed-in person shows around its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from chat import queries
from chat.models import Community


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the community, the person, and their rooms; each is read when a template asks."""
    context: dict[str, Any] = {
        "community": SimpleLazyObject(Community.objects.first),
        "signup_is_open": settings.SIGNUP == "open",
    }
    person = getattr(request, "user", None)
    if person is not None and person.is_authenticated:
        context |= {"person": person, "entries": SimpleLazyObject(lambda: queries.entries(person))}
    return context
