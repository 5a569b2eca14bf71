"""The cast of every test: Alice owns, Bob belongs, Charlie is outside; Dana moderates, Erin left, Ada administers."""

import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from chat import throttle
from chat.actions import memberships, messages, rooms
from chat.live import announce, frames
from chat.live.announcements import Announcement
from chat.live.kept_frames import KeptFrames
from chat.models import Community, Membership, Message, Room, User

PASSWORD = "correct horse battery staple"


def make_person(username: str, **fields: object) -> User:
    """Return a new person who can log in with PASSWORD."""
    return User.objects.create_user(username, f"{username}@example.com", PASSWORD, **fields)


def member(room: Room, person: User) -> Membership:
    """Return the person's membership of the room, present or not, read now."""
    return Membership.objects.select_related("room", "person").get(room=room, person=person)


@dataclass
class Cast:
    """People, and a closed room where each of them stands differently."""

    ada: User
    alice: User
    dana: User
    bob: User
    charlie: User
    erin: User
    room: Room

    def membership(self, name: str) -> Membership:
        return member(self.room, getattr(self, name))

    def say(self, name: str, text: str = "Hello") -> Message:
        """Return a new message of this person in the room."""
        return messages.post(getattr(self, name), self.room, uuid.uuid4(), text)


def make_cast(kind: str = Room.Kind.CLOSED) -> Cast:
    """Make the community (with its open first room "lobby", where only Ada is) and the cast with their room."""
    ada = User.objects.create_superuser("ada", "ada@example.com", PASSWORD)
    lobby = rooms.create(ada, Room.Kind.OPEN, "lobby")
    Community.objects.create(name="The Harbour", first_room=lobby)
    people = {name: make_person(name) for name in ("alice", "dana", "bob", "charlie", "erin")}
    room = rooms.create(people["alice"], kind, "workshop", "Winches and engines")
    for name in ("dana", "bob", "erin"):
        memberships.admit(people[name], room)
    memberships.set_role(people["alice"], member(room, people["dana"]), Membership.Role.MODERATOR)
    memberships.leave(member(room, people["erin"]))
    # She left before anybody spoke: the first message of a test is number 1.
    Message.objects.all().delete()
    Room.objects.update(last_number=0)
    Membership.objects.update(read_number=0)
    room.refresh_from_db()
    return Cast(ada=ada, room=room, **people)


@pytest.fixture
def cast(db: None) -> Cast:
    """A closed room: Alice owns, Dana moderates, Bob is a member, Erin left, Charlie was never in; Ada administers."""
    return make_cast()


@pytest.fixture
def open_cast(db: None) -> Cast:
    """The same in an open room."""
    return make_cast(Room.Kind.OPEN)


@pytest.fixture
def live_cast(transactional_db: None) -> Cast:
    """The same as `cast`, committed for real: for tests with sockets."""
    return make_cast()


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has sent, tried or been told anything yet: all this is kept by ids, and a new cast has the old one's."""
    cache.clear()
    monkeypatch.setattr(frames, "kept", KeptFrames())
    throttle._own_limiter.cache_clear()


Announced = Callable[[], AbstractContextManager[list[Announcement]]]


@pytest.fixture
def announced(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Announced:
    """Return a context: what is committed inside it is announced into its list when it ends, and to nobody else."""

    @contextmanager
    def listen() -> Iterator[list[Announcement]]:
        heard: list[Announcement] = []
        monkeypatch.setattr(announce, "_announce", heard.append)
        with django_capture_on_commit_callbacks(execute=True):
            yield heard

    return listen


Browser = Callable[[User | None], Client]


@pytest.fixture
def browser() -> Browser:
    """Return a function that opens a browser for a person who is logged in, or for a visitor."""

    def open_browser(person: User | None = None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return open_browser


def together(*deeds: Callable[[], object]) -> list[object]:
    """Do all of this in the same moment, each in its thread on its own connection; return results and exceptions."""
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        start.wait()
        try:
            return deed()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))
