"""The messages that the database makes by the million are such as the chat makes one by one."""

import pytest

from bench.bulk import insert_messages
from bench.past import measure
from bench.seed import make_people, make_room
from chat import queries
from chat.models import Message, Room, User
from chat.search import schema, search

pytestmark = pytest.mark.django_db(transaction=True)


def test_they_are_what_the_model_has_as_default() -> None:
    people = make_people(3)
    room = make_room("Harbour", people)
    insert_messages(room, people, 4)
    insert_messages(room, people, 3)
    expected = Message(room=room, author=people[0], number=7, revision=10)
    made = room.messages.get(number=7)
    given = {"id", "author", "client_id", "text", "html", "created_at"}
    for field in Message._meta.concrete_fields:
        if field.name not in given:
            assert getattr(made, field.attname) == getattr(expected, field.attname), field.name
    assert (made.text, made.html) == ("Message 7", "<p>Message 7</p>")
    assert len(set(room.messages.values_list("client_id", flat=True))) == 7
    assert set(room.messages.values_list("author", flat=True)) == {person.pk for person in people}


def test_they_can_be_read_as_pages_and_as_changes() -> None:
    people = make_people(2)
    room = make_room("Harbour", people)
    insert_messages(room, people, 60)
    room = Room.objects.get(pk=room.pk)
    assert (room.last_number, room.revision) == (60, 62)
    assert [message.number for message in queries.page_before(room, 61)][-1] == 60
    rows = queries.changes_since(room.pk, 52).rows
    assert rows is not None
    assert [row.revision for row in rows] == list(range(53, 63))


def test_one_database_grows_and_is_timed_at_each_size() -> None:
    sizes = measure([500, 1_500], calls=2)
    for count in (500, 1_500):
        times = next(sizes)
        assert set(times) == {"history page", "catch-up", "unread list"}
        assert Message.objects.count() == pytest.approx(count, abs=50)
        assert schema.is_kept()
    assert search(User.objects.earliest("pk"), "message").found
