"""All operations of version 1, and how their requests are read."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser

from chat.api import changes, connections, marks, members, messages, people, reading, rooms, search, uploads
from chat.api.problems import answer_in_problems
from chat.errors import BadBody, BadFrame, FrameTooLarge, TooLarge
from chat.live.parsing import body_of

DESCRIPTION = "Rooms and messages for programs. docs/api.md tells how to begin."
NOUNS = (people, rooms, members, messages, marks, reading, changes, search, uploads, connections)


class StrictParser(Parser):
    """JSON as the sockets take it: no name stands twice, nothing is too deep."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        try:
            return body_of(request.body.decode())
        except FrameTooLarge:
            raise TooLarge("This body is too large. Send less at once.") from None
        except (BadFrame, UnicodeDecodeError):
            raise BadBody from None


def _api() -> NinjaAPI:
    api = NinjaAPI(
        title="Chatsite",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        parser=StrictParser(),
        urls_namespace="api",
    )
    answer_in_problems(api)
    for noun in NOUNS:
        api.add_router("", noun.router)
    return api


api = _api()
