"""A program that asks the API with an access token."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.test import Client

from chat.actions import tokens
from chat.models import Room, User

API = "/api/v1"


@dataclass
class Program:
    """What it asks is sent with its token, if it has one, and without any cookie."""

    secret: str = ""
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Return the answer to a request; `path` is below the API's root, headers are like idempotency_key=..."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.secret:
            sent["Authorization"] = f"Bearer {self.secret}"
        text = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.client.generic(method, API + quote(path, safe="/?=&%"), text, "application/json", headers=sent)

    def get(self, path: str) -> Any:
        """Return what an answer holds that must be a success."""
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def do(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Return what a deed is answered by, which must be a success."""
        answer = self.ask(method, path, body, **headers)
        assert answer.status_code in {200, 201, 204}, answer.content
        return answer.json() if answer.content else None

    def refusal(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        """Return status and code of a refusal, which must be a problem in every respect."""
        answer = self.ask(method, path, body, **headers)
        assert answer.headers["Content-Type"] == "application/problem+json", answer.content
        told = answer.json()
        assert {"type", "title", "status", "detail", "code"} <= told.keys()
        assert told["status"] == answer.status_code
        return told["status"], told["code"]


def program(person: User, scope: str = "manage", rooms: list[Room] | None = None, days: int | None = 30) -> Program:
    """Return a program with a new token of this person's."""
    _token, secret = tokens.create(person, f"program {uuid.uuid4().hex[:6]}", scope, days=days, rooms=rooms)
    return Program(secret)
