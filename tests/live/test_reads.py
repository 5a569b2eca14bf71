"""What is read for a socket is what its person may see at that moment."""

from collections.abc import Callable

import pytest

from chat.actions import memberships
from chat.errors import NotFound
from chat.live import reads
from chat.models import User
from tests.cast import Cast, member


@pytest.fixture
def removed_meanwhile(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bob is removed in the moment before a room's changes are read."""
    read: Callable[..., object] = reads.queries.changes_since

    def late(*arguments: int) -> object:
        memberships.remove(cast.alice, member(cast.room, cast.bob))
        return read(*arguments)

    monkeypatch.setattr(reads.queries, "changes_since", late)


def test_bob_reads_his_rooms_and_what_they_have_had(cast: Cast) -> None:
    entries, syncs = reads.hello(cast.bob, {cast.room.pk: 0, 999_999: 0})
    assert [entry["id"] for entry in entries] == [sync.room_id for sync in syncs] == [cast.room.pk]
    assert reads.sync(cast.bob, cast.room.pk, 0).to == syncs[0].to == entries[0]["revision"]


@pytest.mark.usefixtures("removed_meanwhile")
def test_who_is_removed_while_hello_is_read_gets_nothing_of_the_room(cast: Cast) -> None:
    assert reads.hello(cast.bob, {cast.room.pk: 0}) == ([], [])


@pytest.mark.usefixtures("removed_meanwhile")
def test_who_is_removed_while_a_sync_is_read_gets_nothing_of_the_room(cast: Cast) -> None:
    with pytest.raises(NotFound):
        reads.sync(cast.bob, cast.room.pk, 0)


def test_the_rooms_of_somebody_who_is_gone_are_none(cast: Cast) -> None:
    assert reads.entries(User.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1) == []
