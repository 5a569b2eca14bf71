"""The benchmark finds what is missing, repeated, out of order, or from nowhere."""

import pytest

from bench.load.ledger import FIRST_LIVE, Absentee, Ledger, Place, Room, faults

NOW = 0


@pytest.fixture
def ledger() -> Ledger:
    return Ledger([Room(2)])


def posted(ledger: Ledger, count: int) -> list[int]:
    return [ledger.post(ledger.rooms[0], NOW) for _ in range(count)]


def heard(ledger: Ledger, *hearings: list[int]) -> tuple[int, int]:
    """Return the faults when members have heard these numbers, in these orders."""
    places = [Place(ledger, ledger.rooms[0]) for _ in hearings]
    for place, numbers in zip(places, hearings, strict=True):
        for number in numbers:
            place.take(number, NOW)
    return faults(places)


def test_all_have_heard_all_in_one_order(ledger: Ledger) -> None:
    one, two, three = posted(ledger, 3)
    assert heard(ledger, [one, three, two], [one, three, two]) == (0, 0)
    assert ledger.is_complete


def test_what_one_of_them_never_heard_is_missing(ledger: Ledger) -> None:
    one, two, three = posted(ledger, 3)
    assert heard(ledger, [one, two, three], [one, three]) == (1, 0)
    assert not ledger.is_complete


def test_what_nobody_heard_is_missing_for_each(ledger: Ledger) -> None:
    one, _ = posted(ledger, 2)
    assert heard(ledger, [one], [one]) == (2, 0)


def test_twice_is_wrong_and_counts_as_no_delivery(ledger: Ledger) -> None:
    one, two = posted(ledger, 2)
    assert heard(ledger, [one, two, one], [one, two]) == (0, 1)
    assert ledger.delivered == 4


def test_another_order_than_the_others_is_wrong(ledger: Ledger) -> None:
    one, two = posted(ledger, 2)
    _, wrong = heard(ledger, [one, two], [two, one])
    assert wrong == 1


def test_what_nobody_said_is_wrong(ledger: Ledger) -> None:
    (one,) = posted(ledger, 1)
    assert heard(ledger, [one, one + 1]) == (0, 1)


def test_latency_counts_from_when_the_message_was_due(ledger: Ledger) -> None:
    number = ledger.post(ledger.rooms[0], 1_000)
    Place(ledger, ledger.rooms[0]).take(number, 1_700)
    assert list(ledger.latencies) == [700]


def test_who_was_away_has_caught_up_with_the_last_stored_message() -> None:
    caught_up = []
    ledger = Ledger([Room(1, stored=2)])
    place = Absentee(ledger, ledger.rooms[0], lambda: caught_up.append(place.seen))
    for number in (1, 2, FIRST_LIVE):
        place.take(number, NOW)
    assert caught_up == [2]
