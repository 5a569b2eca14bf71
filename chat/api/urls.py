"""The addresses of the API, version 1."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from chat import throttle
from chat.api.authentication import Caller
from chat.api.operations import api
from chat.api.problems import problem
from chat.api.reference import docs
from chat.errors import MethodNotAllowed, NotFound

View = Callable[..., HttpResponse]


def _guarded(view: View) -> View:
    """Let every answer be for programs: its own sign-in, problems, what is left of the rate limit, and no cache."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = problem(NotFound())
        if response.status_code == MethodNotAllowed.status:
            allowed = response.headers["Allow"]
            response = problem(MethodNotAllowed())
            response.headers["Allow"] = allowed
        _tell_rates(response, getattr(request, "caller", None))
        return response

    return login_not_required(csrf_exempt(answer))


def _tell_rates(response: HttpResponse, caller: Caller | None) -> None:
    if caller is None:
        return
    left = throttle.left(throttle.API, caller.key)
    response.headers["X-RateLimit-Limit"] = str(throttle.API.uses)
    response.headers["X-RateLimit-Remaining"] = str(left.uses)
    response.headers["X-RateLimit-Reset"] = str(ceil(left.seconds))


def _nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    return problem(NotFound())


def _patterns() -> list[URLPattern]:
    patterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in patterns:
        pattern.callback = _guarded(pattern.callback)
    return patterns


app_name = "api"
urlpatterns = [
    path("v1/docs", docs, name="docs"),
    path("v1/", include(_patterns())),
    path("<path:rest>", _guarded(_nothing)),
    path("", _guarded(_nothing)),
]
