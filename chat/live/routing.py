"""The websocket addresses."""

from typing import Any

from channels.routing import URLRouter
from django.urls import path, re_path

from chat.live.consumers import ChatConsumer
from chat.live.sign_in import SignInRequired


async def nowhere(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Refuse the upgrade: nothing of ours asks for another address."""
    await send({"type": "websocket.close"})


sockets = URLRouter([path("ws/", SignInRequired(ChatConsumer.as_asgi())), re_path(r"", nowhere)])
