"""A server that says back what it hears: `python -m tests.autobahn.echo tuned|stock PORT`, on loopback, until killed.

On the tuned server it sends texts through ASGI's `send`, or, on the path /ready, as the ready frames of the hub.
"""

import sys
from typing import Any

from daphne.server import Server

from chat.live.ready_frame import ReadyFrame
from chatsite.server import CONNECT_SECONDS, MESSAGE_BYTES, NEVER, PING_SECONDS, PONG_SECONDS, TunedServer

SERVERS = {"tuned": TunedServer, "stock": Server}


async def echo(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Say back each message, as the kind of message that it was, until the client has gone."""
    await receive()
    await send({"type": "websocket.accept"})
    while (event := await receive())["type"] == "websocket.receive":
        if scope["path"] == "/ready" and "text" in event:
            scope["extensions"]["chatsite.transport"].send_frame(ReadyFrame(event["text"]))
        else:
            await send(event | {"type": "websocket.send"})


def main(name: str, port: str) -> None:
    """Serve as `manage.py serve` does, but for the application."""
    SERVERS[name](
        application=echo,
        endpoints=[f"tcp:port={port}:interface=127.0.0.1"],
        signal_handlers=False,
        ping_interval=PING_SECONDS,
        ping_timeout=PONG_SECONDS,
        websocket_timeout=NEVER,
        websocket_connect_timeout=CONNECT_SECONDS,
        websocket_max_message_size=MESSAGE_BYTES,
        websocket_max_frame_size=MESSAGE_BYTES,
        verbosity=0,
    ).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
