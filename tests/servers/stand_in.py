"""A web process that is none: it tells what nginx sent it, for tests of nginx alone."""

import contextlib
import json
import socket
import socketserver
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any


class Answer(BaseHTTPRequestHandler):
    """Answers with the request's headers as JSON; `Answer-*` headers of the request say what else is wanted."""

    protocol_version = "HTTP/1.1"
    status = 200

    def do_GET(self) -> None:
        assert isinstance(self.server, StandIn)
        self.server.requests.append(f"{self.command} {self.path}")
        self.server.hosts.append(self.headers["Host"])
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(int(self.headers.get("Answer-Status", self.status)))
        if "Answer-Redirect" in self.headers:
            self.send_header("X-Accel-Redirect", self.headers["Answer-Redirect"])
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - http.server wants this name

    def address_string(self) -> str:
        return "nginx"

    def log_message(self, *words: object) -> None:
        """Say nothing: tests read `requests`."""


class StandIn(socketserver.ThreadingUnixStreamServer):
    """Listens at `path` from the start; `requests` and the `hosts` they name are those that arrived."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), Answer)
        self.path = path
        self.requests: list[str] = []
        self.hosts: list[str] = []
        self.connections: list[socket.socket] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def finish_request(self, request: Any, client_address: Any) -> None:
        self.connections.append(request)
        with contextlib.suppress(OSError):
            super().finish_request(request, client_address)

    def stop(self) -> None:
        """Nobody answers any more, as after a SIGKILL: connections are cut, and the socket's file stays."""
        self.shutdown()
        self.server_close()
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
