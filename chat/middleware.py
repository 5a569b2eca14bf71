"""What happens around every page: the content policy, the first page of a new site, and errors as answers."""

from collections.abc import Callable
from math import ceil

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from chat.actions.founding import is_founded
from chat.api.problems import is_for_programs, problem
from chat.errors import ChatError, NotFounded, refusal_of
from chat.views.requests import wants_json

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class ContentSecurityPolicy:
    """Every answer forbids inline scripts and styles, and everything from elsewhere."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class FoundedFirst:
    """Until the site has its administrator, every page leads to the one that makes them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self._founded = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        setup = reverse("chat:setup")
        if request.path not in {setup, "/healthz", "/readyz"} and not self._is_founded():
            return problem(NotFounded()) if is_for_programs(request) else redirect(setup)
        return self.get_response(request)

    def _is_founded(self) -> bool:
        # Once founded is founded for ever: one query in a process' life.
        self._founded = self._founded or is_founded()
        return self._founded


class ChatErrorAnswers:
    """The one translation of ChatError into HTTP: a page or JSON, its status, and when to try again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        refusal = refusal_of(exception)
        if refusal is None:
            return None
        response = _as_json(refusal) if wants_json(request) else _as_page(request, refusal)
        if refusal.retry_after is not None:
            response.headers["Retry-After"] = str(ceil(refusal.retry_after))
        return response


def _as_page(request: HttpRequest, error: ChatError) -> HttpResponse:
    template = "404.html" if error.status == 404 else "error.html"
    return render(request, template, {"error": error}, status=error.status)


def _as_json(error: ChatError) -> HttpResponse:
    """The same object as in a reply over a socket, with all its parts."""
    parts = {"code": error.code, "message": str(error.sentence), "retry_after": error.retry_after}
    fields = {name: str(sentence) for name, sentence in error.fields.items()}
    return JsonResponse({"error": parts | {"fields": fields}}, status=error.status)
