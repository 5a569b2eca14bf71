"""What a person keeps for later: private, so it is no change in any room."""

from chat.errors import NotFound
from chat.models import Message, Saved, User


def keep(person: User, message: Message) -> None:
    """Keep a message for later. Twice is once."""
    if message.is_deleted:
        raise NotFound
    Saved.objects.get_or_create(person=person, message=message)


def let_go(person: User, message: Message) -> None:
    """Keep it no longer."""
    Saved.objects.filter(person=person, message=message).delete()
