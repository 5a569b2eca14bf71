"""Whose reading the others may see, and what finding it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat import limits, seen
from chat.models import User
from tests.cast import Cast, make_person


def test_small_rooms_show_and_big_ones_do_not(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    # Alice, Dana and Bob; Erin has left.
    monkeypatch.setattr(limits, "SEEN_BY_PEOPLE", 3)
    assert seen.rooms_that_show([cast.room.pk, 10**6]) == {cast.room.pk}
    monkeypatch.setattr(limits, "SEEN_BY_PEOPLE", 2)
    assert seen.rooms_that_show([cast.room.pk]) == set()
    assert seen.readers(cast.room) == []


def test_members_are_shown_who_do_not_hide_and_are_active(cast: Cast) -> None:
    assert [one.person.username for one in seen.readers(cast.room)] == ["alice", "dana", "bob"]
    User.objects.filter(pk=cast.alice.pk).update(hides_presence=True)
    User.objects.filter(pk=cast.dana.pk).update(is_active=False)
    assert [one.person.username for one in seen.readers(cast.room)] == ["bob"]
    reads = [(person.pk, cast.room.pk, 1) for person in (cast.alice, cast.bob, cast.dana, cast.charlie, cast.erin)]
    assert seen.shown(reads) == [(cast.bob.pk, cast.room.pk, 1)]


def test_what_is_asked_costs_the_same_for_many(cast: Cast) -> None:
    reads = [(cast.bob.pk, cast.room.pk, 1)]
    many = reads + [(make_person(f"person-{number}").pk, cast.room.pk, 1) for number in range(20)]
    for asked in (reads, many):
        with CaptureQueriesContext(connection) as queries:
            seen.shown(asked)
        assert len(queries) == 2
