"""What a test asks a site to do from within: these functions run in a process with the site's own settings."""

from typing import Any

from django.conf import settings
from django.test import Client

from chat.actions import memberships, rooms
from chat.actions.founding import Founder, found
from chat.models import User
from tests.servers.site import PASSWORD

ADMINISTRATOR = "admin"


def make_site() -> None:
    """The site has its administrator, who is called admin, and its first room, General."""
    found("Test community", "General", Founder(ADMINISTRATOR, "admin@example.org", PASSWORD))


def sign_in(usernames: list[str]) -> list[dict[str, Any]]:
    """Everybody named exists, has PASSWORD, and is signed in once more; returns who they are, with their session's key.

    Nobody becomes a member of a room by this.
    """
    hashed = User(username="nobody")
    hashed.set_password(PASSWORD)
    return [signed_in(username, hashed.password) for username in usernames]


def signed_in(username: str, hashed_password: str) -> dict[str, Any]:
    defaults = {"password": hashed_password, "email": f"{username}@example.org"}
    person, _ = User.objects.get_or_create(username=username, defaults=defaults)
    client = Client()
    client.force_login(person)
    return {"id": person.pk, "username": username, "session": client.cookies[settings.SESSION_COOKIE_NAME].value}


def make_room(name: str, kind: str, people: list[int]) -> dict[str, Any]:
    """The first of the people owns a new room, and all others are members."""
    owner, *others = (User.objects.get(pk=person) for person in people)
    room = rooms.create(owner, kind, name)
    memberships.add(owner, room, others)
    return {"id": room.pk, "slug": room.slug}
