"""What was typed, taken apart."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone as clock
from hypothesis import given
from hypothesis import strategies as st

from chat.models import User
from chat.search.dates import beginning, day_named, zone_of
from chat.search.query import Filter, parse
from chat.search.terms import Term


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("boat", [Term("boat", goes_on=True)]),
        ("boat ", [Term("boat")]),
        ("red boat", [Term("red"), Term("boat", goes_on=True)]),
        ('"red  boat"', [Term("red boat")]),
        ('"red boa', [Term("red boa", goes_on=True)]),
        ("-boat", [Term("boat", is_unwanted=True)]),
        ('-"red boat" x', [Term("red boat", is_unwanted=True), Term("x", goes_on=True)]),
        ("--force ", [Term("--force")]),
        ("-> x", [Term("->"), Term("x", goes_on=True)]),
        ("*oa* ", [Term("oa", begins_inside=True, goes_on=True)]),
        ("** ", [Term("**")]),
        ('""', []),
        ("from:", []),
        ("on:click ", [Term("on:click")]),
        ("x\x00y ", [Term("x"), Term("y")]),
    ],
)
def test_terms(text: str, terms: list[Term]) -> None:
    assert parse(text).terms == terms


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("from:alice", [Filter("from", "alice")]),
        ('In:"Board room" x', [Filter("in", "Board room")]),
        ("before:2026-01-31 on:today", [Filter("before", "2026-01-31"), Filter("on", "today")]),
        ("https://x.example std::vector", []),
    ],
)
def test_filters(text: str, filters: list[Filter]) -> None:
    assert parse(text).filters == filters


@given(st.text())
def test_whatever_is_typed_nothing_of_it_is_lost_or_wrong(text: str) -> None:
    for term in parse(text).terms:
        assert term.text
        assert term.text == " ".join(term.text.split())
        assert isinstance(term.pattern, str)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-02-30", None),
        ("2026", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
    ],
)
def test_days(name: str, day: date | None) -> None:
    assert day_named(name, clock.get_current_timezone()) == day


def test_days_are_those_of_the_person() -> None:
    tokyo = zone_of(User(timezone="Asia/Tokyo"))
    assert beginning(date(2026, 1, 31), tokyo) == datetime(2026, 1, 30, 15, tzinfo=UTC)
    assert zone_of(User(timezone="Atlantis/Centre")) == zone_of(User(timezone="")) == UTC


def test_today_follows_yesterday() -> None:
    today, yesterday = day_named("Today", UTC), day_named("yesterday", UTC)
    assert today is not None
    assert yesterday == today - timedelta(days=1)
