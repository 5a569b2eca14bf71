"""announce: tell browsers, after commit. The only way from an action to the sockets, and the only group_send."""

import logging
from collections.abc import Callable
from functools import partial

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from chat import queries
from chat.live import frames
from chat.live.announcements import (
    Announcement,
    Change,
    CloseConnection,
    PersonChanged,
    ReadOn,
    RoomsChanged,
    SignedOut,
    ToConnection,
    pack,
)
from chat.live.process import announcer
from chat.models import Membership, Message, Room, User

logger = logging.getLogger(__name__)


def announce_message(message: Message) -> None:
    """Show everyone in the room the message as it is now."""
    _after_commit(partial(frames.message_change, message))


def announce_member(membership: Membership) -> None:
    """Show everyone in the room who joined, left or changed."""
    _after_commit(partial(_member_change, membership))


def announce_room(room: Room) -> None:
    """Show everyone in the room its name, topic and state as they are now."""
    _after_commit(partial(frames.room_change, room))


def announce_read(reads: list[Membership], seen: list[tuple[int, int, int]]) -> None:
    """Tell all sockets of people how far they have read; those in `seen`, (person, room, number), everybody there."""
    places = [(one.person_id, one.room_id, *one.pointer) for one in reads]
    _after_commit(lambda: ReadOn(places, seen))


def announce_person(person: User) -> None:
    """Let the sockets of the person know their name and whether they hide."""
    _after_commit(lambda: PersonChanged(person.pk))


def announce_rooms(person: User) -> None:
    """Tell all sockets of the person that their list of rooms is another one."""
    _after_commit(lambda: RoomsChanged(person.pk))


def announce_signed_out(person: User, digest: str | None = None) -> None:
    """Close the sockets of one log-in of the person, or of all."""
    _after_commit(lambda: SignedOut(person.pk, digest))


def announce_closing(person_id: int, connection: str, *, by_owner: bool) -> None:
    """Close one socket of the person."""
    _after_commit(lambda: CloseConnection(person_id, connection, by_owner))


def announce_data(person_id: int, connection: str | None, kind: str, data: str) -> None:
    """Hand a text to one socket of the person, or to all."""
    _after_commit(lambda: ToConnection(person_id, connection, frames.frame("you", kind=kind, data=data)))


def _member_change(membership: Membership) -> Change:
    return frames.member_change(membership, queries.members_count(membership.room_id))


def _after_commit(make: Callable[[], Announcement]) -> None:
    # Robust: what is committed stays so and is answered ok, even if telling others fails. The heartbeat finds it.
    transaction.on_commit(lambda: _announce(make()), robust=True)


def _announce(announcement: Announcement) -> None:
    hub = announcer()
    if hub is not None:
        hub.announce_from_thread(announcement)
        return
    # Outside a serving process: a management command, a shell, a worker.
    layer = get_channel_layer()
    async_to_sync(layer.group_send)(announcement.group, pack(announcement))
