"""What sockets need of the database, as finished frames. Everything here runs in a database thread.

A room's changes are read first, and after them whether the person is still a member: who was removed before the
changes were read gets none of them.
"""

from dataclasses import dataclass

from chat import access, limits, queries
from chat.live import frames
from chat.live.announcements import Change
from chat.models import User
from chat.sidebar import Entry, entries_of


@dataclass(frozen=True)
class Sync:
    """Frames that bring a room to the revision `to`."""

    room_id: int
    to: int
    texts: list[str]


@dataclass(frozen=True)
class Gap:
    """What a room has had up to `to`; without `changes`, when there are too many, who is in it now."""

    to: int
    changes: list[Change] | None
    people: set[int]


def gap(room_id: int, revision: int) -> Gap:
    """Return the changes of a room after `revision`, for everybody in it."""
    found = queries.changes_since(room_id, revision, limits.SYNC_CHANGES)
    if found.rows is None:
        return Gap(found.to, None, queries.people_in(room_id))
    return Gap(found.to, frames.changes(found), set())


def sync(person: User, room_id: int, revision: int) -> Sync:
    """Return the changes of a room after `revision`, for a member; NotFound for everybody else."""
    access.membership(person, room_id=room_id)
    found = queries.changes_since(room_id, revision, limits.SYNC_CHANGES)
    access.membership(person, room_id=room_id)
    return Sync(room_id, found.to, list(frames.sync(found)))


def entries(person_id: int) -> list[Entry]:
    """Return the person's rooms; none when the person is gone."""
    return entries_of([person_id])[person_id]


def hello(person: User, revisions: dict[int, int]) -> tuple[list[Entry], list[Sync]]:
    """Return the person's rooms, and what those among `revisions` have had since, within what one hello may cost.

    1 query where nothing was missed.
    """
    entries = queries.entries(person)
    now = {entry["id"]: entry["revision"] for entry in entries}
    named = {room_id: revision for room_id, revision in revisions.items() if room_id in now}
    behind = {room_id: revision for room_id, revision in named.items() if revision != now[room_id]}
    syncs = [_nothing_since(room_id, revision) for room_id, revision in named.items() if room_id not in behind]
    if not behind:
        return entries, syncs
    syncs += _missed(behind)
    mine = set(queries.rooms_among(person, now))
    return [entry for entry in entries if entry["id"] in mine], [sync for sync in syncs if sync.room_id in mine]


def _nothing_since(room_id: int, revision: int) -> Sync:
    return Sync(room_id, revision, [frames.sync_frame(room_id, revision, revision, [])])


def _missed(revisions: dict[int, int]) -> list[Sync]:
    changes, size = limits.SYNC_CHANGES_IN_ALL, limits.SYNC_BYTES
    syncs = []
    for room_id, revision in sorted(revisions.items()):
        found = queries.changes_since(room_id, revision, min(changes, limits.SYNC_CHANGES))
        texts = list(frames.sync(found, size))
        changes -= len(found.rows or [])
        size -= sum(map(len, texts))
        syncs.append(Sync(room_id, found.to, texts))
    return syncs
