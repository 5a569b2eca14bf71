"""The pages as an ASGI application: Django's own, which neither copies long bodies nor holds whole files in memory."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.core.handlers.asgi import ASGIHandler
from django.http import HttpResponseBase, StreamingHttpResponse

# The extension of the scope in which our server hands over a long body: a file, at its beginning, which the application
# closes. The messages bring an empty body then. Other servers offer nothing like it.
BODY = "chatsite.body"

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


@dataclass
class HandedOver:
    """What to receive from, and the body as a file, when the server has made one of it."""

    receive: Receive
    body: IO[bytes]

    async def __call__(self) -> Mapping[str, Any]:
        return await self.receive()


class Pages(ASGIHandler):
    """Django's handler. Bodies that are files already stay what they are; files leave piece by piece."""

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        body = (scope.get("extensions") or {}).get(BODY)
        await super().__call__(scope, receive if body is None else HandedOver(receive, body), send)

    async def read_body(self, receive: Receive) -> Any:
        if not isinstance(receive, HandedOver):
            return await super().read_body(receive)
        # The end of the empty body.
        await receive()
        return receive.body

    async def send_response(self, response: HttpResponseBase, send: Send) -> None:
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            # Django would read all of it, before the first byte leaves.
            response.streaming_content = _read_in_threads(iter(response))
        await super().send_response(response, send)


async def _read_in_threads(pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
    """Yield each piece when the one before has been taken; the disk never holds the event loop."""
    iterator = iter(pieces)
    while (piece := await asyncio.to_thread(next, iterator, None)) is not None:
        yield piece
