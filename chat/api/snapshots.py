"""How rows look to programs. Costs no query for messages that were read with `shown()`."""

from datetime import datetime
from typing import Any

from chat.models import Connection, Membership, Message, Room, User
from chat.queries import Changes, Row


def moment(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None


def card(person: User) -> dict[str, Any]:
    return person.as_dict() | {"title": person.title, "timezone": person.timezone}


def message(one: Message) -> dict[str, Any]:
    """Return a message as the sockets identify it, and all that its markup shows."""
    source = None if one.is_deleted else one.forwarded_from
    return one.as_dict() | {
        "revision": one.revision,
        "author": one.author.as_dict(),
        "text": one.text,
        "html": one.html,
        "edited_at": moment(one.edited_at),
        "pinned_at": moment(one.pinned_at),
        "answers": one.answers and one.answers.number,
        "thread": one.root and one.root.number,
        "replies": one.replies_count,
        "forwarded_from": source and source.author.as_dict(),
        "reactions": [{"emoji": emoji, "people": people} for emoji, people in one.reaction_groups],
    }


def page(messages: list[Message], room: Room) -> dict[str, Any]:
    """Return a page of messages; numbers have no holes, so the ends are known."""
    older = messages[0].number if messages and messages[0].number > 1 else None
    newer = messages[-1].number if messages and messages[-1].number < room.last_number else None
    return {"messages": [message(one) for one in messages], "older": older, "newer": newer}


def connection(one: Connection) -> dict[str, Any]:
    """Return a connection that was read with its person and process."""
    return {
        "id": one.pk,
        "person": one.person.as_dict(),
        "process": {"id": one.process.pk, "name": one.process.name},
        "address": one.address,
        "agent": one.agent,
        "since": moment(one.since),
        "last_active": moment(one.last_active),
        "rooms": one.rooms,
        "lagging": one.is_lagging,
    }


def changes(found: Changes) -> dict[str, Any]:
    """Return what a room has had, as `sync` tells sockets."""
    return {
        "room": found.room_id,
        "start": found.start,
        "to": found.to,
        "reset": found.rows is None,
        "changes": [_change(row) for row in found.rows or []],
    }


def _change(row: Row) -> dict[str, Any]:
    if isinstance(row, Message):
        return {"kind": "message", "revision": row.revision, "message": message(row)}
    if isinstance(row, Membership):
        return {"kind": "member", "revision": row.revision, "member": row.as_dict()}
    return {"kind": "room", "revision": row.own_revision, "state": row.as_dict()}
