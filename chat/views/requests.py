"""The person behind a request, and what answer the request can read."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest

from chat.models import User

JSON, HTML = "application/json", "text/html"

View = TypeVar("View", bound=Callable[..., Any])


class SignedInRequest(HttpRequest):
    """A request that passed LoginRequiredMiddleware."""

    user: User


def for_scripts(view: View) -> View:
    """Let a view that only scripts ask refuse in JSON, whatever the request says that it accepts."""

    @wraps(view)
    def asked_by_a_script(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        request.for_script = True  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return cast(View, asked_by_a_script)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asks, rather than a form: it says so, or nobody else could."""
    return getattr(request, "for_script", False) or request.get_preferred_type([HTML, JSON]) == JSON
