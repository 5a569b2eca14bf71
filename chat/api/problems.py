"""Refusals as RFC 9457 says them: application/problem+json, with our code, the fields, and when to try again."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from math import ceil
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from chat.errors import BadBody, ChatError, Fault, Invalid, SignedOut, TooLarge, refusal_of

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
# Where docs.html describes each kind.
TYPE = "/api/v1/docs#problem-"
# Where pydantic found a fault: in which part of the request, and in which argument of the endpoint.
ARGUMENT_DEPTH = {"body": 2, "form": 2}


def is_for_programs(request: HttpRequest) -> bool:
    """Tell whether the request is about the API, so that every answer to it is JSON."""
    return request.path.startswith("/api/")


def problem(refusal: ChatError) -> HttpResponse:
    """Return the refusal as a problem."""
    body: dict[str, Any] = {
        "type": f"{TYPE}{refusal.code}",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "detail": str(refusal.sentence),
        "code": refusal.code,
    }
    if refusal.fields:
        body["fields"] = {name: str(sentence) for name, sentence in refusal.fields.items()}
    if refusal.retry_after is not None:
        body["retry_after"] = refusal.retry_after
    response = JsonResponse(body, status=refusal.status, content_type=CONTENT_TYPE)
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(ceil(refusal.retry_after))
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def answer_in_problems(api: NinjaAPI) -> None:
    """Let whatever is raised below the API become a problem."""
    for kind in (Exception, HttpError, ValidationError):
        api.add_exception_handler(kind, _answer)


def _answer(request: HttpRequest, exception: Any) -> HttpResponse:
    refusal = _refusal_of(exception)
    if refusal is None:
        logger.error("%s %s failed", request.method, request.path, exc_info=exception)
        refusal = Fault()
    return problem(refusal)


def _refusal_of(exception: BaseException | None) -> ChatError | None:
    if isinstance(exception, ValidationError):
        return _invalid(exception.errors)
    if isinstance(exception, HttpError):
        # What ninja refuses by itself: nobody asks, or the body cannot be read, for a reason that it hides.
        is_nobody = exception.status_code == HTTPStatus.UNAUTHORIZED
        return SignedOut() if is_nobody else _refusal_of(exception.__cause__) or BadBody()
    if isinstance(exception, RequestDataTooBig):
        return TooLarge("This body is too large. Send less at once.")
    return refusal_of(exception) if isinstance(exception, Exception) else None


def _invalid(faults: Sequence[Mapping[str, Any]]) -> Invalid:
    """Return a sentence for each wrong field. What was sent is not repeated."""
    return Invalid(fields={_field(fault["loc"]): str(fault["msg"]) for fault in faults})


def _field(place: Sequence[str | int]) -> str:
    within = place[ARGUMENT_DEPTH.get(str(place[0]), 1) :]
    return ".".join(map(str, within)) or "body"
