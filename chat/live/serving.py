"""The outermost ASGI application: the process' hub starts with the first request."""

from typing import Any

from chat.live.hub import ensure_hub


class Serving:
    """Answer the lifespan protocol too, for servers that speak it; Daphne does not."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        hub = ensure_hub()
        if scope["type"] != "lifespan":
            await self.application(scope, receive, send)
            return
        while (message := await receive())["type"] != "lifespan.shutdown":
            await send({"type": f"{message['type']}.complete"})
        await hub.finish()
        hub.stop()
        await send({"type": "lifespan.shutdown.complete"})
