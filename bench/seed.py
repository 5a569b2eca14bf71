"""People, rooms, memberships, log-ins and messages in bulk. It runs inside of a site, with that site's settings."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from bench.load.ledger import marked
from chat.models import Community, Membership, Message, Room, Session, User
from chat.sessions import SessionStore

SESSION_DAYS = 1
CHARACTERS = 80


@transaction.atomic
def seed(rooms: list[int], missed: int) -> list[dict[str, Any]]:
    """Make rooms of these sizes, everybody in one of them and logged in; return the fields of bench's Member.

    Each room's last `missed` messages came when everybody was away.
    """
    people = make_people(sum(rooms))
    answers = []
    for number, size in enumerate(rooms):
        members, people = people[:size], people[size:]
        room = make_room(f"Room {number}", members)
        if number == 0:
            # Before that every page leads to the one that founds the site.
            Community.objects.create(name="Bench", first_room=room)
        say(room, members[0], missed)
        names = {"room": number, "room_id": room.pk, "revision": size}
        answers += [names | {"session": key} for key in log_in(members)]
    return answers


def make_people(count: int) -> list[User]:
    """Return new people, none of whom has a password that fits."""
    unusable = make_password(None)
    return User.objects.bulk_create(User(username=f"person{number}", password=unusable) for number in range(count))


def make_room(name: str, members: list[User]) -> Room:
    """Return an open room whose revision is the number of its members, who came in this order."""
    room = Room.objects.create(
        kind=Room.Kind.OPEN, name=name, slug=name.lower().replace(" ", "-"), revision=len(members)
    )
    Membership.objects.bulk_create(
        Membership(room=room, person=person, revision=revision) for revision, person in enumerate(members, 1)
    )
    return room


def say(room: Room, author: User, count: int) -> None:
    """The author has said this much more in the room."""
    first, revision = room.last_number + 1, room.revision - room.last_number
    texts = {number: marked(number, CHARACTERS) for number in range(first, first + count)}
    Message.objects.bulk_create(
        Message(
            room=room,
            author=author,
            number=number,
            revision=revision + number,
            client_id=uuid.uuid4(),
            text=text,
            html=f"<p>{text}</p>",
        )
        for number, text in texts.items()
    )
    room.last_number += count
    room.revision += count
    room.last_message_at = timezone.now()
    room.save()


def log_in(people: list[User]) -> list[str]:
    """Return the key of a new session for each of these people."""
    store = SessionStore()
    until = timezone.now() + timedelta(days=SESSION_DAYS)
    sessions = [
        Session(
            session_key=uuid.uuid4().hex, session_data=store.encode(_claims(person)), expire_date=until, person=person
        )
        for person in people
    ]
    Session.objects.bulk_create(sessions)
    return [session.session_key for session in sessions]


def _claims(person: User) -> dict[str, Any]:
    return {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
