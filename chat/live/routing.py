"""The websocket addresses."""

from typing import Any, cast

from channels.routing import URLRouter
from django.urls import path, re_path

from chat.live.consumers import ChatConsumer
from chat.live.sign_in import SignInRequired


async def nowhere(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Refuse the upgrade: nothing of ours asks for another address."""
    await send({"type": "websocket.close"})


# Channels routes to ASGI applications, and Django's types know views only.
consumer: Any = SignInRequired(ChatConsumer.as_asgi())
sockets = URLRouter([path("ws/", consumer), re_path(r"", cast(Any, nowhere))])
