from dataclasses import dataclass

from django.db import IntegrityError, transaction

from chat.actions import rooms
from chat.errors import Conflict
from chat.models import Community, Room, User


@dataclass(frozen=True)
class Founder:
    """Who makes the site, as typed on its first page."""

    username: str
    email: str
    password: str
    display_name: str = ""


def is_founded() -> bool:
    """Tell whether the site has its administrator and its first room."""
    return Community.objects.exists()


def found(name: str, first_room: str, founder: Founder) -> User:
    """Make the community, its administrator and its first room, all or none; of two racing calls one gets Conflict."""
    try:
        with transaction.atomic():
            person = User.objects.create_superuser(
                founder.username, founder.email, founder.password, display_name=founder.display_name
            )
            room = rooms.create(person, Room.Kind.OPEN, first_room)
            # The community's row is the lock: there can be only one.
            Community.objects.create(name=name, first_room=room)
    except IntegrityError as error:
        raise Conflict from error
    return person
