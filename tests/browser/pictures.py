"""Pictures and files that people have sent; runs in a process with the site's own settings."""

import io
import uuid
import wave
from typing import Any

from PIL import Image, ImageDraw

from chat.actions import memberships, messages, rooms, uploads
from chat.actions.attached import describe
from chat.models import Room, User

ALT = "Two boats at the quay"
PDF = b"%PDF-1.4\n%%EOF\n"
SHAPES = {
    "photo": (1600, 1067),
    "portrait": (900, 1200),
    "tower": (300, 3000),
    "panorama": (3000, 240),
    "dot": (24, 24),
}


def drawn(size: tuple[int, int], turn: int = 0) -> Image.Image:
    """Return a landscape of this size: sky, sea, and a sun that stands elsewhere each time."""
    width, height = size
    picture = Image.new("RGB", size, (120 + 30 * (turn % 4), 170, 210))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, height * 6 // 10, width, height), fill=(30, 70 + 25 * (turn % 5), 110))
    sun = min(size) // 5
    left, top = width // 5 + sun * (turn % 3), height // 5
    draw.ellipse((left, top, left + sun, top + sun), fill=(250, 210, 90))
    return picture


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def moving() -> bytes:
    """Return an animation that goes on for ever."""
    first, *others = [drawn((400, 300), turn) for turn in range(3)]
    return encoded(first, "GIF", save_all=True, append_images=others, duration=200, loop=0)


def tone() -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes([128, 200] * 4000))
    return written.getvalue()


FILES = {
    **{name: (f"{name}.jpg", lambda size=size: encoded(drawn(size), "JPEG")) for name, size in SHAPES.items()},
    **{
        str(turn): (f"day-{turn}.jpg", lambda turn=turn: encoded(drawn((800, 600 + 60 * turn), turn), "JPEG"))
        for turn in range(10)
    },
    "moving": ("waves.gif", moving),
    "minutes": ("Minutes of the harbour meeting, with all of its appendices and signatures.pdf", lambda: PDF),
    "tone": ("horn.wav", tone),
}


def picture_room(name: str, sent: list[list[str]]) -> dict[str, Any]:
    """Alice and Bob have a new room, where Bob has sent these messages: each is the names of FILES, and "=words".

    Return its slug, and the keys of what was sent, by message.
    """
    alice, bob = (User.objects.get(username=username) for username in ("alice", "bob"))
    room = rooms.create(bob, Room.Kind.CLOSED, name)
    memberships.add(bob, room, [alice])
    return {"slug": room.slug, "number": room.last_number, "keys": [_send(bob, room, parts) for parts in sent]}


def _send(person: User, room: Room, parts: list[str]) -> list[str]:
    keys = [_upload(person, part) for part in parts if not part.startswith("=")]
    text = "".join(part[1:] for part in parts if part.startswith("="))
    room.refresh_from_db()
    messages.post(person, room, uuid.uuid4(), text, attachments=keys)
    return keys


def _upload(person: User, part: str) -> str:
    name, _, alt = part.partition("|")
    called, make = FILES[name]
    upload = uploads.upload(person, called, [make()], None)
    return (describe(person, upload, alt) if alt else upload).key
