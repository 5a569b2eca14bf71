"""What a test of search asks of a site from within, on whichever database it is."""

import uuid

from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat import throttle
from chat.actions import deletion, edits, messages, reactions, rooms
from chat.models import Attachment, Message, Room, User
from chat.models.attachment import new_key
from chat.search import Page, search
from tests.cast import Cast, make_cast
from tests.search.cases import HUNG, SAID

# Whatever a keyboard, a paste or an attack may send; the signs of both databases' languages come often.
SIGNS = (
    "\" * - : ( ) & | ! <-> ' \\ ^ { } NEAR AND NOT OR % _ from: in: has: on:2026-01-31 before: text a boat 東 é \\u"
)
TOGETHER = st.lists(st.sampled_from([*SIGNS.split(), "\x00", "\ud800"]), max_size=12).map(" ".join)
QUERIES = st.text(max_size=200) | TOGETHER

# Letters of many kinds, and signs that stand between and within words.
SPOKEN = st.text("aB1éЖßΣ日本語のไทย한글अ_-.()'’:/=>+#*\\%🎉 ", min_size=1, max_size=30).filter(str.strip)  # noqa: RUF001


def ask(person: User, query: str, before: int | None = None) -> Page:
    """Search as if it were the first time today."""
    throttle._own_limiter.cache_clear()
    return search(person, query, before)


def texts(page: Page) -> list[str]:
    """Return what was found, newest first."""
    return [one.message.text for one in page.found]


def say_all(cast: Cast) -> None:
    """Bob has said everything of SAID, and nothing else was said."""
    for name, text in SAID.items():
        throttle._own_limiter.cache_clear()
        hung = [hold(cast.bob, kind) for kind in HUNG.get(name, [])]
        messages.post(cast.bob, cast.room, uuid.uuid4(), text, attachments=hung)


def hold(owner: User, kind: str) -> str:
    """Return the key of something of this kind that its owner can send; there are no bytes of it."""
    fields = {"kind": kind, "name": f"winch.{kind}", "folder": new_key(), "state": Attachment.State.READY}
    return Attachment.objects.create(owner=owner, **fields).key


def names(page: Page) -> set[str]:
    """Return the names in SAID of what was found."""
    return {name for name, text in SAID.items() for found in texts(page) if found == text}


def answers(queries: list[str]) -> list[list[str]]:
    """Make the cast and say everything; return what Alice finds for each query."""
    cast = make_cast()
    say_all(cast)
    return [sorted(names(ask(cast.alice, query))) for query in queries]


def survive_anything(examples: int) -> int:
    """Let Alice ask anything at all; return how many questions were answered."""
    alice = User.objects.get(username="alice")
    answered = []

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(QUERIES)
    def anything(query: str) -> None:
        assert len(ask(alice, query).found) <= Message.objects.count()
        answered.append(query)

    anything()
    return len(answered)


def say(cast: Cast, name: str, *said: str) -> list[Message]:
    """Say each of these, however fast."""
    found = []
    for text in said:
        throttle._own_limiter.cache_clear()
        found.append(messages.post(getattr(cast, name), cast.room, uuid.uuid4(), text))
    return found


def find_what_was_said(examples: int) -> int:
    """Say anything, and look for each piece of it between two spaces: none may be missing. Return how many."""
    alice = User.objects.get(username="alice")
    room = Room.objects.get(slug="workshop")
    found = []

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(SPOKEN)
    def anything(text: str) -> None:
        with transaction.atomic():
            throttle._own_limiter.cache_clear()
            said = messages.post(alice, room, uuid.uuid4(), text)
            for piece in text.split():
                assert said.text in texts(ask(alice, f'"{piece}"')), piece
                found.append(piece)
            transaction.set_rollback(True)

    anything()
    return len(found)


def keep_in_step() -> dict[str, object]:
    """Return what Alice finds after each change of one message in a room of her own, and how often it was indexed."""
    alice = User.objects.get(username="alice")
    room = rooms.create(alice, Room.Kind.CLOSED, "Shed")
    said = messages.post(alice, room, uuid.uuid4(), "boat")
    found: dict[str, object] = {"said": here(alice)}
    edits.edit(alice, said, "ship")
    found["edited"] = here(alice)
    before = _row(said)
    reactions.add(alice, said, "👍")
    found["reacted"] = _row(said) == before
    deletion.delete(alice, said)
    found["deleted"] = here(alice)
    deletion.restore(alice, said)
    found["undone"] = here(alice)
    Message.objects.filter(pk=said.pk).delete()
    found["removed"] = here(alice)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE chat_message CASCADE")
        cursor.execute("SELECT count(*) FROM chat_search")
        found["emptied"] = cursor.fetchone()[0]
        transaction.set_rollback(True)
    return found


def here(person: User) -> list[str]:
    return texts(ask(person, "in:shed -nothing"))


def _row(said: Message) -> object:
    """Return which version of the message's row search has: another one is another place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text FROM chat_search WHERE message_id = %s", [said.pk])
        return cursor.fetchone()
