"""The page that shows every operation, made of the OpenAPI schema: what is there is shown, and nothing else."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from chat.api.operations import api
from chat.errors import AlreadySaidHello, BadFrame, ChatError, FrameTooLarge, HelloFirst, UnknownCommand

Schema = dict[str, Any]

# What nobody hears over HTTP.
OF_SOCKETS = {AlreadySaidHello, BadFrame, FrameTooLarge, HelloFirst, UnknownCommand}
ROOT = "/api/v1"
SCOPES = {"ReadToken": "read", "PostToken": "post", "ManageToken": "manage"}


@dataclass(frozen=True)
class Field:
    """One name, what it may be in words, and the shape that it refers to."""

    name: str
    words: SafeString
    required: bool = False
    where: str = ""


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    schema = api.get_openapi_schema()
    groups: dict[str, list[Schema]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_operation(path, method, operation))
    context = {"root": ROOT, "groups": groups, "shapes": _shapes(schema), "problems": _problems()}
    return render(request, "api/docs.html", context)


def _operation(path: str, method: str, operation: Schema) -> Schema:
    status, answer = next(iter(operation["responses"].items()))
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path.removeprefix(ROOT),
        "summary": operation["summary"],
        "description": _prose(operation.get("description", "")),
        "scope": next(SCOPES[name] for one in operation["security"] for name in one if name in SCOPES),
        "parameters": [_parameter(one) for one in operation.get("parameters", [])],
        "body": next((_words(content["schema"]) for content in body.values()), ""),
        "status": status,
        "answer": next((_words(one["schema"]) for one in answer.get("content", {}).values()), ""),
    }


def _parameter(one: Schema) -> Field:
    return Field(one["name"], _words(one["schema"]), one["required"], one["in"])


def _shapes(schema: Schema) -> list[Schema]:
    """Return what is sent and answered: each shape with its fields."""
    return [
        {
            "name": name,
            "description": _prose(shape.get("description", "")),
            "fields": [
                Field(field, _words(one), field in shape.get("required", []))
                for field, one in shape.get("properties", {}).items()
            ],
        }
        for name, shape in sorted(schema["components"]["schemas"].items())
    ]


def _problems() -> list[ChatError]:
    kinds = [kind for kind in ChatError.__subclasses__() if kind not in OF_SOCKETS]
    return sorted((kind() for kind in kinds), key=lambda error: (error.status, error.code))


def _words(schema: Schema) -> SafeString:
    """Return in words what a value may be; a shape's name leads to it."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return format_html('<a href="#shape-{}">{}</a>', name, name)
    if "anyOf" in schema:
        return format_html_join(" or ", "{}", ((_words(one),) for one in schema["anyOf"]))
    if "enum" in schema:
        return format_html_join(" or ", "“{}”", ((value,) for value in schema["enum"]))
    if "const" in schema:
        return format_html("“{}”", schema["const"])
    if schema.get("type") == "array":
        return format_html("list of {}", _words(schema["items"]))
    return format_html("{}", schema.get("format") or schema.get("type", "anything"))


def _prose(text: str) -> SafeString:
    """Return a description with what stands between backquotes as code."""
    pieces = enumerate(text.split("`"))
    return format_html_join("", "{}", ((format_html("<code>{}</code>", one) if at % 2 else one,) for at, one in pieces))
