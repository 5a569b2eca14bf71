#!/usr/bin/env python3
"""ready.py SOCKET [SECONDS]: wait until the web process at this unix socket is ready; fail when it is not in time."""

import os
import socket
import sys
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

POLL_SECONDS = 0.2


class UnixConnection(HTTPConnection):
    """HTTP over a unix socket."""

    def __init__(self, path: str) -> None:
        # The site answers to its own name only.
        super().__init__(urlsplit(os.environ.get("SITE_URL", "")).hostname or "127.0.0.1", timeout=5)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def reason_to_wait(path: str) -> str:
    """Return why the process is not ready; empty when it is."""
    connection = UnixConnection(path)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
    except (OSError, HTTPException) as error:
        return f"{path}: {error}"
    finally:
        connection.close()
    return "" if answer.status == 200 else f"{path}: {answer.status} {text}"


def main(path: str, seconds: str = "30") -> str:
    deadline = time.monotonic() + float(seconds)
    while (reason := reason_to_wait(path)) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    return reason


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) or 0)
