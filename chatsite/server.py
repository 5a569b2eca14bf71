"""Daphne, with the settings that this site needs."""

import logging
import socket

from daphne.server import Server
from django.conf import settings

# The kernel's queue of connections not yet accepted: Twisted's own 50 overflows when everybody comes back at once.
LISTEN_BACKLOG = 4_096
# A dead line is noticed after 25 + 20 s. The pause must be the longer one: a second ping would reset the first's clock.
PING_SECONDS = 25
PONG_SECONDS = 20
# Signing in waits for the database; under a storm a connection waits its turn instead of being refused.
CONNECT_SECONDS = 20
NEVER = -1
# The version of the protocol that the standard has: its section 4.1.
RFC_6455_VERSION = 13


def check_port() -> None:
    """Raise OSError when HOST:PORT cannot be listened on: Daphne would only log it, and go on without a door."""
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.create_server((settings.HOST, settings.PORT), family=family):
        pass


def serve(unix: str | None = None) -> None:
    """Serve until a signal ends it, on HOST:PORT or on a unix socket."""
    # Only now: the application looks at the collected static files when it is made.
    from chatsite.asgi import application

    logging.getLogger("daphne").setLevel(logging.WARNING)
    server: Server = Server(
        application=application,
        endpoints=[_endpoint(unix)],
        signal_handlers=True,
        ping_interval=PING_SECONDS,
        ping_timeout=PONG_SECONDS,
        websocket_timeout=NEVER,
        websocket_connect_timeout=CONNECT_SECONDS,
        proxy_forwarded_address_header="X-Real-IP" if settings.BEHIND_PROXY else None,
        proxy_forwarded_port_header=None,
        proxy_forwarded_proto_header="X-Forwarded-Proto" if settings.BEHIND_PROXY else None,
        server_name="chatsite",
        verbosity=0,
        # Autobahn would take drafts from before the standard, too.
        ready_callable=lambda: server.ws_factory.setProtocolOptions(versions=[RFC_6455_VERSION]),
    )
    server.run()


def _endpoint(unix: str | None) -> str:
    if unix:
        return f"unix:{_escaped(unix)}:mode=660:backlog={LISTEN_BACKLOG}"
    return f"tcp:port={settings.PORT}:interface={_escaped(settings.HOST)}:backlog={LISTEN_BACKLOG}"


def _escaped(value: str) -> str:
    """Return the value as Twisted's endpoint strings want it: their separator is a colon."""
    return value.replace("\\", "\\\\").replace(":", "\\:")
