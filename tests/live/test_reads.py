"""What is read for a socket is what its person may see at that moment."""

from collections.abc import Callable

import pytest

from chat.actions import memberships
from chat.errors import NotFound
from chat.live import reads
from chat.models import Room
from tests.cast import Cast, member


@pytest.fixture
def removed_meanwhile(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bob is removed in the moment before a room's changes are read."""
    read: Callable[..., object] = reads.queries.changes_since

    def late(*arguments: int) -> object:
        memberships.remove(cast.alice, member(cast.room, cast.bob))
        return read(*arguments)

    monkeypatch.setattr(reads.queries, "changes_since", late)


def test_bob_reads_what_his_rooms_have_had(cast: Cast) -> None:
    (sync,) = reads.missed(cast.bob, {cast.room.pk: 0})
    assert sync.room_id == cast.room.pk
    assert reads.sync(cast.bob, cast.room.pk, 0).to == sync.to == Room.objects.get(pk=cast.room.pk).revision


def test_charlie_reads_nothing_of_a_room_that_is_not_his(cast: Cast) -> None:
    assert reads.missed(cast.charlie, {cast.room.pk: 0}) == []


@pytest.mark.usefixtures("removed_meanwhile")
def test_who_is_removed_while_hello_is_read_gets_nothing_of_the_room(cast: Cast) -> None:
    assert reads.missed(cast.bob, {cast.room.pk: 0}) == []


@pytest.mark.usefixtures("removed_meanwhile")
def test_who_is_removed_while_a_sync_is_read_gets_nothing_of_the_room(cast: Cast) -> None:
    with pytest.raises(NotFound):
        reads.sync(cast.bob, cast.room.pk, 0)
