"""How each system is spoken to: the way in, the first words, a post, and what needs an answer."""

import json
import uuid
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Member:
    """Somebody who will open a socket in one room: `room` counts from 0; the rest is for who checks log-ins."""

    room: int
    room_id: int = 0
    session: str = ""
    revision: int = 0


class Dialect:
    """A bare websocket: in with the upgrade, and a text is a message."""

    # A text frame that begins like this says that we are in; without one, the upgrade does.
    admits: bytes | None = None

    def path(self, member: Member) -> str:
        return f"/?room={member.room}"

    def headers(self, member: Member) -> dict[str, str]:
        return {}

    def greeting(self, member: Member) -> str | None:
        """Return what to say first."""
        return None

    def post(self, member: Member, text: str) -> str:
        return text

    def answer(self, frame: bytes) -> str | None:
        """Return what the server wants to hear after this frame, which held no message."""
        return None

    def refusal(self, frame: bytes) -> bool:
        """Tell whether the frame says that something asked for was not done."""
        return False


class Tutorial(Dialect):
    """The chat of the Channels tutorial."""

    def __init__(self, origin: str) -> None:
        self.origin = origin

    def path(self, member: Member) -> str:
        return f"/ws/chat/room{member.room}/"

    def headers(self, member: Member) -> dict[str, str]:
        return {"Origin": self.origin}

    def post(self, member: Member, text: str) -> str:
        return _json({"message": text})


class SocketIO(Dialect):
    """Socket.IO 4: packets in the text frames of Engine.IO 4."""

    admits = b"40"

    def path(self, member: Member) -> str:
        return f"/socket.io/?EIO=4&transport=websocket&room={member.room}"

    def greeting(self, member: Member) -> str | None:
        return "40"

    def post(self, member: Member, text: str) -> str:
        return f"42{_json(['message', text])}"

    def answer(self, frame: bytes) -> str | None:
        return "3" if frame == b"2" else None

    def refusal(self, frame: bytes) -> bool:
        return frame.startswith(b"44")


class Chatsite(Dialect):
    """Ours: a session's cookie, hello with the room and its revision, then commands."""

    admits = b'{"type":"ready"'

    def __init__(self, origin: str) -> None:
        self.origin = origin

    def path(self, member: Member) -> str:
        return "/ws/"

    def headers(self, member: Member) -> dict[str, str]:
        return {"Origin": self.origin, "Cookie": f"sessionid={member.session}"}

    def greeting(self, member: Member) -> str | None:
        return _json({"command": "hello", "ref": "1", "protocol": 1, "rooms": {str(member.room_id): member.revision}})

    def post(self, member: Member, text: str) -> str:
        names = {"room": member.room_id, "client_id": str(uuid.uuid4()), "text": text}
        return _json({"command": "message.post", "ref": "2", **names})

    def refusal(self, frame: bytes) -> bool:
        return b'"ok":false' in frame or frame.startswith(b'{"type":"bye"')


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
