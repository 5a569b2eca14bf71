"""manage.py check_unread finds each kind of wrong number, and nothing where all is right."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from chat.actions import deletion, memberships, reading, rooms
from chat.models import Membership, Mention, Message, Room
from tests.cast import Cast


@pytest.fixture
def talk(cast: Cast) -> Cast:
    """All that moves numbers has happened."""
    for text in ("@bob, look", "@everyone", "Nothing", "@dana"):
        cast.say("alice", text)
    memberships.read(cast.membership("bob"), 2)
    reading.mark_unread(cast.membership("bob"), 2)
    rooms.change(cast.alice, cast.room, name="Docks", topic="Ropes")
    memberships.read(cast.membership("dana"), 4)
    memberships.leave(cast.membership("dana"))
    deletion.delete(cast.alice, Message.objects.select_related("room").get(room=cast.room, number=2))
    return cast


def check() -> tuple[int, list[str]]:
    """Return how the command ends, and what it says."""
    said = StringIO()
    try:
        call_command("check_unread", stdout=said)
    except SystemExit as end:
        return int(str(end.code)), said.getvalue().splitlines()
    return 0, said.getvalue().splitlines()


@pytest.mark.usefixtures("talk")
def test_nothing_is_wrong_after_all_that_can_happen() -> None:
    assert check() == (0, ["Every pointer is right."])


BREAKAGES: dict[str, tuple[Callable[[Cast], object], str]] = {
    "a message is gone": (
        lambda cast: Message.objects.filter(room=cast.room, number=3).delete(),
        "the highest is 7, and its last number is 7.",
    ),
    "a counter is ahead": (
        lambda cast: Room.objects.filter(pk=cast.room.pk).update(last_number=8),
        "the highest is 7, and its last number is 8.",
    ),
    "a pointer is ahead": (
        lambda cast: Membership.objects.filter(pk=cast.membership("bob").pk).update(read_number=9),
        "bob in Docks: read up to 9, and the last number is 7.",
    ),
    "a pointer stands before a line": (
        lambda cast: Membership.objects.filter(pk=cast.membership("bob").pk).update(read_number=4),
        "bob in Docks: read up to 4, and what follows is a line that nobody said.",
    ),
    "a mention stands elsewhere": (
        lambda cast: Mention.objects.filter(number=1).update(number=F("number") + 1),
        "bob in Docks 1: noted at Docks 2.",
    ),
    "a stranger is mentioned": (
        lambda cast: Mention.objects.filter(number=1).update(person=cast.charlie),
        "charlie in Docks 1: charlie was never in the room.",
    ),
    "what mentions somebody is deleted": (
        lambda cast: Message.objects.filter(room=cast.room, number=1).update(deleted_at=timezone.now()),
        "bob in Docks 1: the message is deleted.",
    ),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_each_kind_of_wrong_number_is_found(talk: Cast, name: str) -> None:
    breakage, sentence = BREAKAGES[name]
    breakage(talk)
    code, lines = check()
    assert code == 1
    assert len(lines) == 1, lines
    assert lines[0].endswith(sentence)
