"""People who send files beside the talk, in a process of their own: one thread each, from one file to the next.

`python -m bench.load.senders` reads what Senders writes, sends until its input ends, and prints the answers' statuses.
"""

import json
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

from bench.address import Address
from bench.load.dialects import Member

# Django takes any secret of this form, as long as cookie and header agree.
TOKEN = "a" * 32
PAUSE_SECONDS = 0.5
STOP_SECONDS = 60


class Senders:
    """They send while the block runs; afterwards `statuses` counts the answers."""

    def __init__(self, address: Address, members: list[Member], files: list[Path]) -> None:
        where = {"path": str(address.path) if address.path else None, "port": address.port}
        people = [
            {"session": member.session, "file": str(files[number % len(files)])}
            for number, member in enumerate(members)
        ]
        self.task = json.dumps({"where": where, "people": people})
        self.statuses: Counter[int] = Counter()

    def __enter__(self) -> "Senders":
        command = [sys.executable, "-m", "bench.load.senders"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdin
        self.process.stdin.write(self.task + "\n")
        self.process.stdin.flush()
        return self

    def __exit__(self, *_: object) -> None:
        printed, _ = self.process.communicate(timeout=STOP_SECONDS)
        self.statuses = Counter({int(status): count for status, count in json.loads(printed).items()})


def main() -> None:
    task = json.loads(sys.stdin.readline())
    path = task["where"]["path"]
    address = Address(task["where"]["port"], Path(path) if path else None)
    over, statuses = threading.Event(), Counter[int]()

    def send_on(person: dict[str, Any]) -> None:
        while not over.is_set():
            status = send(address, person["session"], Path(person["file"]))
            statuses[status] += 1
            if status != 201:
                time.sleep(PAUSE_SECONDS)

    threads = [threading.Thread(target=send_on, args=[person]) for person in task["people"]]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    over.set()
    for thread in threads:
        thread.join()
    print(json.dumps(statuses))


def send(address: Address, session: str, file: Path) -> int:
    """Send the file as a browser does, as fast as the server takes it; return the answer's status."""
    lines = [
        f"POST /uploads/?name={file.name} HTTP/1.1",
        f"Host: {address.host}",
        f"Cookie: sessionid={session}; csrftoken={TOKEN}",
        f"X-CSRFToken: {TOKEN}",
        "Content-Type: application/octet-stream",
        f"Content-Length: {file.stat().st_size}",
        "Connection: close",
    ]
    with address.socket() as connection, file.open("rb") as body:
        connection.connect(address.place)
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        connection.sendfile(body)
        answer = HTTPResponse(connection)
        answer.begin()
        answer.read()
        return answer.status


if __name__ == "__main__":
    # The answers are read with http.client, which asks for nothing but a socket.
    socket.setdefaulttimeout(STOP_SECONDS)
    main()
