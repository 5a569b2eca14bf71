"""Quiet lines of the timeline: what somebody did to the room itself. Written inside the transaction that does it."""

import uuid
from functools import partial

from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _

from chat.actions.stream import next_number
from chat.live.announce import announce_message
from chat.models import Membership, Message, Room, User


def joined(person: User, room: Room, by: User) -> None:
    """Say who came, or who brought whom."""
    if by == person:
        _write(person, room, _("joined"))
    else:
        _write(by, room, _("added {name}").format(name=person.name))


def left(person: User, room: Room, by: User) -> None:
    """Say who went, or who sent whom away."""
    if by == person:
        _write(person, room, _("left"))
    else:
        _write(by, room, _("removed {name}").format(name=person.name))


def changed(person: User, room: Room, before: Room) -> None:
    """Say what is another name or topic now."""
    if room.name != before.name:
        _write(person, room, _("renamed the room to “{name}”").format(name=room.name))
    if room.topic != before.topic:
        sentence = _("changed the topic to “{topic}”") if room.topic else _("removed the topic")
        _write(person, room, sentence.format(topic=room.topic))


def archived(person: User, room: Room) -> None:
    """Say that the room is closed for writing, or open again."""
    _write(person, room, _("archived the room") if room.is_archived else _("opened the room again"))


def _write(person: User, room: Room, sentence: str) -> None:
    next_number(room)
    message = Message.objects.create(
        room=room,
        author=person,
        kind=Message.Kind.SYSTEM,
        number=room.last_number,
        revision=room.revision,
        client_id=uuid.uuid4(),
        text=sentence,
        html=escape(sentence),
    )
    _pass(message)
    # Once more: who reads on in this moment may not have seen the line, nor have been seen by it.
    transaction.on_commit(partial(_pass, message))
    message.begin()
    announce_message(message)


def _pass(message: Message) -> None:
    """Nobody said it: for those who had read everything before it, nothing is unread."""
    up_to_date = Membership.objects.present().filter(room=message.room_id, read_number=message.number - 1)
    up_to_date.update(read_number=message.number)
