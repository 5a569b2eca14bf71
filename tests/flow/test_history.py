"""The history checker finds what it is there to find."""

from dataclasses import replace

import pytest

from tests.flow.history import History, Said, violations

STORED = [Said(1, 7, "a", "one"), Said(2, 8, "b", "two"), Said(3, 7, "c", "three")]


def make_history() -> History:
    history = History()
    for said in STORED:
        history.send(said.author, said.client_id, said.text)
        history.acknowledge(said.client_id, said.number)
    history.see("bob", *STORED)
    return history


def test_a_history_without_a_fault_has_no_violation() -> None:
    assert violations(make_history(), STORED) == []


def test_who_was_never_answered_may_be_lost() -> None:
    history = make_history()
    history.send(8, "d", "four")
    assert violations(history, STORED) == []


@pytest.mark.parametrize(
    ("stored", "finding"),
    [
        (STORED[:2], "lost"),
        ([*STORED, replace(STORED[2], number=4)], "doubled"),
        ([*STORED, Said(4, 8, "x", "four")], "invented"),
        ([*STORED[:2], replace(STORED[2], text="tree")], "invented"),
        ([*STORED[:2], replace(STORED[2], author=8)], "invented"),
        ([*STORED[:2], replace(STORED[2], number=4)], "hole"),
        ([replace(STORED[2], number=1), STORED[1], replace(STORED[0], number=3)], "out of order"),
    ],
)
def test_what_is_stored_wrongly_is_found(stored: list[Said], finding: str) -> None:
    assert any(line.startswith(finding) for line in violations(make_history(), stored))


@pytest.mark.parametrize(
    "seen", [STORED[:2], STORED[::-1], [STORED[0], *STORED], [*STORED[:2], replace(STORED[2], text="tree")], []]
)
def test_what_somebody_saw_wrongly_is_found(seen: list[Said]) -> None:
    history = make_history()
    history.seen["bob"] = seen
    (line,) = violations(history, STORED)
    assert line.startswith("bob saw")


def test_two_answers_for_one_message_are_found() -> None:
    with pytest.raises(AssertionError, match="was number 1, and is 2"):
        make_history().acknowledge("a", 2)
