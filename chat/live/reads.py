"""What sockets need of the database, as finished frames. Everything here runs in a database thread.

A room's changes are read first, and after them whether the person is still a member: who was removed before the
changes were read gets none of them.
"""

from dataclasses import dataclass

from chat import access, limits, queries
from chat.live import frames
from chat.live.announcements import Change
from chat.models import User


@dataclass(frozen=True)
class Sync:
    """Frames that bring a room from `start` to revision `to`; the `changes` are known when they were read for it."""

    room_id: int
    start: int
    to: int
    texts: list[str]
    changes: list[Change] | None = None


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
    return Sync(room_id, revision, found.to, list(frames.sync(found)))


def nothing_since(room_id: int, revision: int) -> Sync:
    """Return the word that a room has had nothing."""
    return Sync(room_id, revision, revision, list(frames.sync_frames(room_id, revision, revision, [])))


def missed(person: User, revisions: dict[int, int]) -> list[Sync]:
    """Return what rooms have had since, within what one hello may cost; nothing of a room that is not the person's."""
    syncs = _missed(revisions)
    mine = set(queries.rooms_among(person, revisions))
    return [sync for sync in syncs if sync.room_id in mine]


def _missed(revisions: dict[int, int]) -> list[Sync]:
    changes, size = limits.SYNC_CHANGES_IN_ALL, limits.SYNC_BYTES
    syncs = []
    for room_id, revision in sorted(revisions.items()):
        found = queries.changes_since(room_id, revision, min(changes, limits.SYNC_CHANGES))
        texts = list(frames.sync(found, size))
        changes -= len(found.rows or [])
        size -= sum(map(len, texts))
        known = None if found.rows is None else frames.changes(found)
        syncs.append(Sync(room_id, revision, found.to, texts, known))
    return syncs
