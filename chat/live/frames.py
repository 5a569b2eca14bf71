"""What the server says, as finished JSON text: docs/protocol.md lists every frame."""

import json
from collections.abc import Iterator
from typing import Any

from chat import limits, queries
from chat.errors import ChatError
from chat.live.announcements import Change
from chat.live.kept_frames import KeptFrames
from chat.markup import message_markup
from chat.models import Membership, Message, Room, User

PROTOCOL = 1

kept = KeptFrames()


def frame(type_: str, **fields: Any) -> str:
    """Return one frame."""
    return json.dumps({"type": type_, **fields}, ensure_ascii=False, separators=(",", ":"))


def reply(ref: str, **fields: Any) -> str:
    """Return the one answer to a command that worked."""
    return frame("reply", ref=ref, ok=True, **fields)


def refusal(ref: str | None, error: ChatError) -> str:
    """Return the one answer to a command, or to a frame without a readable ref, that did not work."""
    body: dict[str, Any] = {"code": error.code, "message": str(error.sentence)}
    if error.retry_after is not None:
        body["retry_after"] = error.retry_after
    if error.fields:
        body["fields"] = {name: str(sentence) for name, sentence in error.fields.items()}
    return frame("reply", ref=ref, ok=False, error=body)


def ready(ref: str, connection: str, person: User, entries: list[dict[str, Any]]) -> str:
    """Return the answer to hello: who one is, and one's rooms."""
    return frame(
        "ready",
        ref=ref,
        protocol=PROTOCOL,
        connection=connection,
        person=person.as_dict(),
        rooms=entries,
        heartbeat_seconds=limits.HEARTBEAT_SECONDS,
    )


def bye(code: int, reason: str, retry_after: float | None) -> str:
    """Return the frame that goes before a deliberate close."""
    return frame("bye", code=code, reason=reason, retry_after=retry_after)


def message_change(message: Message) -> Change:
    """Return a message as it is now, with the one message markup."""
    text = kept.get((message.pk, message.revision), lambda: _message_text(message))
    return Change(
        message.room_id,
        message.revision,
        text,
        person_id=message.author_id,
        number=message.number,
        quiet=message.is_system,
    )


def _message_text(message: Message) -> str:
    body = {**message.as_dict(), "html": message_markup(message)}
    return _change(message.room_id, message.revision, "message", message=body)


def member_change(membership: Membership, members_count: int) -> Change:
    """Return a membership as it is now; a removed one ends its person's view of the room."""
    text = _change(
        membership.room_id, membership.revision, "member", member=membership.as_dict(), members=members_count
    )
    return Change(
        membership.room_id,
        membership.revision,
        text,
        person_id=membership.person_id,
        removed=not membership.is_present,
    )


def room_change(room: Room) -> Change:
    """Return the room's own fields as they are now."""
    text = _change(room.pk, room.own_revision, "room", state=room.as_dict())
    return Change(room.pk, room.own_revision, text, archived=room.is_archived)


def _change(room_id: int, revision: int, kind: str, **fields: Any) -> str:
    return frame("change", room=room_id, revision=revision, kind=kind, **fields)


def changes(found: queries.Changes) -> list[Change]:
    """Return the changed rows as the announcements that people present at the time had."""
    return [_as_change(row, found) for row in found.rows or []]


def _as_change(row: queries.Row, found: queries.Changes) -> Change:
    if isinstance(row, Message):
        return message_change(row)
    if isinstance(row, Membership):
        return member_change(row, found.members_count)
    return room_change(row)


def sync(found: queries.Changes, most_bytes: int = limits.SYNC_BYTES) -> Iterator[str]:
    """Yield one or more frames that together carry a room from `found.start` to `found.to`, or tell to fetch anew."""
    made = changes(found)
    if found.rows is None or sum(len(change.text) for change in made) > most_bytes:
        yield reset(found.room_id, found.to)
        return
    yield from sync_frames(found.room_id, found.start, found.to, made)


def sync_frames(room_id: int, start: int, to: int, made: list[Change]) -> Iterator[str]:
    """Yield one or more frames that together carry a room from `start` to `to` by these changes."""
    size = 0
    packed: list[Change] = []
    for change in made:
        size += len(change.text.encode())
        if packed and size > limits.SYNC_FRAME_BYTES:
            reached = packed[-1].revision
            yield _sync_frame(room_id, start, reached, packed)
            start, packed, size = reached, [], len(change.text.encode())
        packed.append(change)
    yield _sync_frame(room_id, start, to, packed)


def reset(room_id: int, to: int) -> str:
    """Return the frame that tells to fetch the room anew; what changes after `to` follows."""
    return frame("sync", room=room_id, to=to, reset=True)


def _sync_frame(room_id: int, start: int, to: int, packed: list[Change]) -> str:
    # The changes are finished JSON: they are joined, not parsed again.
    inside = ",".join(change.text for change in packed)
    return f'{{"type":"sync","room":{room_id},"from":{start},"to":{to},"changes":[{inside}]}}'
