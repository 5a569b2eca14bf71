import uuid

import pytest

from chat.actions import messages, rooms
from chat.errors import Conflict, Invalid, NotFound, RoomArchived
from chat.models import Message
from tests.cast import Cast, member


def test_bob_posts(cast: Cast) -> None:
    message = messages.post(cast.bob, cast.room, uuid.uuid4(), "  Hello,\r\nworld  ")
    assert message.text == "Hello,\nworld"
    assert message.html == "<p>Hello,<br>world</p>"
    assert message.number == 1
    assert message.revision == cast.room.revision


def test_the_same_client_id_is_the_same_message(cast: Cast) -> None:
    client_id = uuid.uuid4()
    first = messages.post(cast.bob, cast.room, client_id, "Hello")
    again = messages.post(cast.bob, cast.room, client_id, "Something else")
    assert (again.pk, again.number, again.revision, again.text) == (first.pk, 1, first.revision, "Hello")
    cast.room.refresh_from_db()
    assert (cast.room.last_number, cast.room.revision) == (1, first.revision)


def test_posting_costs_four_queries(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(5):  # and one savepoint more inside a test's transaction
        messages.post(cast.bob, cast.room, uuid.uuid4(), "Hello")
