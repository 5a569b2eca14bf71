"""The index is what can be read, however it was written."""

import uuid
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat import checks
from chat.actions import deletion, edits, reactions
from chat.models import Message, Room
from chat.search import schema
from tests.cast import Cast
from tests.search.inside import ask, say, texts

WORDS = "SELECT rowid FROM chat_search_words WHERE chat_search_words MATCH %s"
PIECES = "SELECT rowid FROM chat_search_pieces WHERE chat_search_pieces MATCH %s"


def rows(statement: str, match: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [match])
        return {row[0] for row in cursor}


def indexed(room: Room) -> tuple[set[int], set[int]]:
    """Return the messages that the index of words knows by their room, and that of pieces by their "boat"."""
    return rows(WORDS, f"tags : r{room.pk}"), rows(PIECES, '"boa" AND "oat"')


def written(cast: Cast, text: str, number: int) -> Message:
    fields = {"number": number, "revision": number, "client_id": uuid.uuid4(), "html": f"<p>{text}</p>"}
    return Message(room=cast.room, author=cast.bob, text=text, **fields)


WAYS: dict[str, Callable[[Cast, Message], object]] = {
    "delete": lambda cast, said: deletion.delete(cast.bob, said),
    "edit": lambda cast, said: edits.edit(cast.bob, said, "ship"),
    "update": lambda cast, said: Message.objects.filter(pk=said.pk).update(text="ship"),
    "bulk update": lambda cast, said: Message.objects.bulk_update([_changed(said)], ["text"]),
    "row gone": lambda cast, said: Message.objects.filter(pk=said.pk).delete(),
    "room gone": lambda cast, said: Room.objects.filter(pk=cast.room.pk).delete(),
    "system": lambda cast, said: Message.objects.filter(pk=said.pk).update(kind="system"),
}


def _changed(said: Message) -> Message:
    said.text = "ship"
    return said


@pytest.mark.parametrize("way", WAYS)
def test_what_is_gone_is_gone_from_the_index(cast: Cast, way: str) -> None:
    (said,) = say(cast, "bob", "boat")
    assert said.pk in indexed(cast.room)[0] & indexed(cast.room)[1]
    WAYS[way](cast, said)
    assert said.pk not in indexed(cast.room)[1]
    assert rows(WORDS, "text : boat") == set()
    assert texts(ask(cast.alice, "boat")) == []


def test_what_is_written_in_bulk_is_found(cast: Cast) -> None:
    Message.objects.bulk_create([written(cast, f"boat {number}", number) for number in (1, 2)])
    assert texts(ask(cast.alice, "boat")) == ["boat 2", "boat 1"]


def test_a_change_that_is_rolled_back_was_never_there(cast: Cast) -> None:
    with transaction.atomic():
        Message.objects.bulk_create([written(cast, "boat", 1)])
        transaction.set_rollback(True)
    assert texts(ask(cast.alice, "boat")) == []
    assert indexed(cast.room) == (set(), set())


def test_a_reaction_leaves_the_index_alone(cast: Cast) -> None:
    (said,) = say(cast, "bob", "boat")
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM chat_search_words_data")
        before = cursor.fetchone()
        reactions.add(cast.alice, said, "👍")
        cursor.execute("SELECT max(id) FROM chat_search_words_data")
        assert cursor.fetchone() == before


SAID = st.text(min_size=1, max_size=30).filter(lambda text: text.strip() and "\x00" not in text)
DEEDS = st.lists(st.tuples(st.sampled_from(["say", "change", "empty", "remove"]), st.integers(0, 5), SAID), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=DEEDS)
def test_after_any_deeds_the_index_is_as_if_built_anew(cast: Cast, deeds: list[tuple[str, int, str]]) -> None:
    with transaction.atomic():
        for number, (deed, place, text) in enumerate(deeds, 1):
            those = Message.objects.filter(pk__in=Message.objects.order_by("pk").values("pk")[place : place + 1])
            if deed == "say":
                written(cast, text, number).save()
            elif deed == "change":
                those.update(text=text, html=f'<a href="http://{number}">')
            elif deed == "empty":
                those.update(text="", html="")
            else:
                those.delete()
        kept = contents()
        schema.build(connection)
        assert kept == contents()
        transaction.set_rollback(True)


def contents() -> list[tuple[object, ...]]:
    """Return everything that both indexes know: each piece and word, and where it is."""
    found: list[tuple[object, ...]] = []
    with connection.cursor() as cursor:
        for index in ("chat_search_words", "chat_search_pieces"):
            cursor.execute(f"CREATE VIRTUAL TABLE temp.looked USING fts5vocab(main, {index}, instance)")
            cursor.execute("SELECT * FROM temp.looked ORDER BY 1, 2, 3, 4")
            found += cursor.fetchall()
            cursor.execute("DROP TABLE temp.looked")
    return found


def test_the_command_builds_it_anew(cast: Cast) -> None:
    say(cast, "bob", "boat")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO chat_search_words (chat_search_words) VALUES ('delete-all')")
    assert texts(ask(cast.alice, "boat")) == []
    call_command("rebuild_search", verbosity=0)
    assert texts(ask(cast.alice, "boat")) == ["boat"]


def test_a_table_that_lost_its_triggers_is_noticed(cast: Cast) -> None:
    assert checks.check_search(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER chat_search_deleted")
    assert [found.id for found in checks.check_search(databases=["default"])] == ["chat.W001"]


def test_a_database_that_knows_no_search_yet_may_be_migrated(cast: Cast) -> None:
    schema.drop(connection)
    assert checks.check_search(databases=["default"]) == []


def test_nobody_looks_at_a_database_that_was_not_asked_for() -> None:
    # Without the fixture that allows it, a look would fail.
    assert checks.check_search(databases=None) == []
