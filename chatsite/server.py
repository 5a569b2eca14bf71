"""Daphne, tuned: ready frames, a bounded door, and an end that says bye. `manage.py serve` starts it."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
from typing import Any

from daphne.server import Server
from django.conf import settings
from twisted.internet import defer, reactor

from chatsite.pages import BODY
from chatsite.request import TunedRequest, make_requests_tuned
from chatsite.websocket import TunedWebSocket

logger = logging.getLogger(__name__)

# The kernel's queue of connections not yet accepted: Twisted's own 50 overflows when everybody comes back at once.
LISTEN_BACKLOG = 4_096
# A dead line is noticed after 25 + 20 s. The pause must be the longer one: a second ping would reset the first's clock.
PING_SECONDS = 25
PONG_SECONDS = 20
# The kernel would take up to 4 MiB for somebody who does not read, and let us believe that it has left.
UNSENT_BYTES = 64 * 1024
# Signing in waits for the database; under a storm a connection waits its turn instead of being refused.
CONNECT_SECONDS = 20
NEVER = -1
# The version of the protocol that the standard has: its section 4.1.
RFC_6455_VERSION = 13
# The largest websocket message that is read at all; beyond it the connection ends with 1009.
MESSAGE_BYTES = 64 * 1024
# An end takes 15 s at most: up to 5 for the sockets' bye, 5 for the pages that are being answered, and the rest for the
# database threads. What hangs by then is cut.
PAGES_SECONDS = 5
END_SECONDS = 14
# Where Daphne keeps a connection's running application.
INSTANCE = "application_instance"


class TunedServer(Server):
    """Daphne's server with tuned websockets, which ends politely: nobody is cut, and nothing begun is lost."""

    # Daphne's: what it knows of each connection.
    connections: dict[Any, dict[str, Any]]

    def run(self) -> None:
        self.ready_callable = self._tune
        self._ports: list[Any] = []
        super().run()

    def listen_success(self, port: Any) -> None:
        self._ports.append(port)
        if port.socket.family in (socket.AF_INET, socket.AF_INET6):
            # Connections inherit it from the port that accepts them.
            port.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
        super().listen_success(port)

    def _tune(self) -> None:
        """Called by Daphne when everything stands, before the reactor runs."""
        # Autobahn would take drafts from before the standard, too, and drop who breaks it without a word.
        self.ws_factory.setProtocolOptions(versions=[RFC_6455_VERSION], failByDrop=False)
        self.ws_factory.protocol = TunedWebSocket.with_options_of(self.ws_factory)
        make_requests_tuned(self.http_factory)
        loop = asyncio.get_event_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._end)

    def _end(self) -> None:
        """Begin to end; a second signal ends at once, and the alarm what hangs."""
        signal.alarm(END_SECONDS)
        loop = asyncio.get_event_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
            signal.signal(number, lambda *_: os._exit(1))
        reactor.stop()  # type: ignore[misc]  # the module is the reactor

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        if isinstance(protocol, TunedWebSocket):
            scope["extensions"] = {"chatsite.transport": protocol}
        elif isinstance(protocol, TunedRequest) and protocol.body is not None:
            scope["extensions"] = {BODY: protocol.body}
        return super().create_application(protocol, scope)

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        """Called by the application to send. An answer goes on when what there is of it has left."""
        await super().handle_reply(protocol, message)
        if isinstance(protocol, TunedRequest):
            await protocol.has_left()

    def kill_all_applications(self) -> defer.Deferred[None]:
        """Called by Twisted before it stops: drain first, then do what Daphne does."""
        drained = defer.Deferred.fromFuture(asyncio.ensure_future(self._drain()))
        drained.addErrback(lambda failure: logger.error("The end went wrong:\n%s", failure.getTraceback()))
        return drained.addCallback(lambda _: self._kill_the_rest())

    async def _drain(self) -> None:
        from chat import limits
        from chat.live.hub import serving_hub

        for port in self._ports:
            await defer.maybeDeferred(port.stopListening).asFuture(asyncio.get_running_loop())
        hub = serving_hub()
        if hub is not None:
            await hub.drain(limits.DRAIN_SECONDS)
        await self._finish_applications()
        if hub is not None:
            await hub.finish()

    def _kill_the_rest(self) -> defer.Deferred[None]:
        # Daphne stumbles over a connection that has outlived its application.
        self.connections = {one: details for one, details in self.connections.items() if INSTANCE in details}
        return super().kill_all_applications()

    async def _finish_applications(self) -> None:
        """Wait until every page is answered and every socket is gone, or for as long as that may take."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PAGES_SECONDS):
                # A kept connection may have brought another request meanwhile.
                while running := self._running():
                    await asyncio.wait(running)

    def _running(self) -> list[asyncio.Task[None]]:
        applications = [details[INSTANCE] for details in self.connections.values() if INSTANCE in details]
        return [application for application in applications if not application.done()]


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
    TunedServer(
        application=application,
        endpoints=[_endpoint(unix)],
        signal_handlers=False,
        ping_interval=PING_SECONDS,
        ping_timeout=PONG_SECONDS,
        websocket_timeout=NEVER,
        websocket_connect_timeout=CONNECT_SECONDS,
        websocket_max_message_size=MESSAGE_BYTES,
        websocket_max_frame_size=MESSAGE_BYTES,
        proxy_forwarded_address_header="X-Real-IP" if settings.BEHIND_PROXY else None,
        proxy_forwarded_port_header=None,
        proxy_forwarded_proto_header="X-Forwarded-Proto" if settings.BEHIND_PROXY else None,
        server_name="chatsite",
        verbosity=0,
    ).run()


def _endpoint(unix: str | None) -> str:
    if unix:
        return f"unix:{_escaped(unix)}:mode=660:backlog={LISTEN_BACKLOG}"
    return f"tcp:port={settings.PORT}:interface={_escaped(settings.HOST)}:backlog={LISTEN_BACKLOG}"


def _escaped(value: str) -> str:
    """Return the value as Twisted's endpoint strings want it: their separator is a colon."""
    return value.replace("\\", "\\\\").replace(":", "\\:")
