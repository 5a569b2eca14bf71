"""How often something was used lately, in this process."""

import pytest

from chat import limits
from chat.windows import Windows
from tests.cast import together


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("chat.windows.time", clock)
    return clock


def test_the_window_moves(clock: Clock) -> None:
    windows, hits = Windows(), []
    for now in (0, 1, 2, 5, 5.5, 6, 6.5):
        clock.now = 1000.0 + now
        hits.append(windows.hit("a", 2, 5))
    #            the 2nd fills it;  at 5 the 1st is over, at 6 the 2nd
    assert hits == [True, True, False, True, False, True, False]


def test_the_wait_is_until_the_oldest_use_is_over(clock: Clock) -> None:
    windows = Windows()
    assert windows.wait("a") == 0
    windows.hit("a", 2, 5)
    clock.now += 2
    windows.hit("a", 2, 5)
    assert windows.wait("a") == 3
    clock.now += 4
    assert windows.wait("a") == 0


def test_a_refused_use_is_not_counted(clock: Clock) -> None:
    windows = Windows()
    windows.hit("a", 1, 5)
    clock.now += 4
    assert not windows.hit("a", 1, 5)
    clock.now += 1
    assert windows.hit("a", 1, 5)


def test_names_have_windows_of_their_own_and_none_is_open_for_nothing(clock: Clock) -> None:
    windows = Windows()
    assert [windows.hit("a", 1, 5), windows.hit("b", 1, 5), windows.hit("c", 0, 5)] == [True, True, False]


def test_what_is_long_over_is_forgotten(clock: Clock) -> None:
    windows = Windows()
    for number in range(100):
        windows.hit(f"person-{number}", 1, 5)
    clock.now += limits.WINDOWS_SWEEP_SECONDS - 1
    windows.hit("late", 1, 5)
    clock.now += 1
    windows.hit("now", 1, 5)
    assert windows._ends.keys() == {"late", "now"}


def test_threads_together_get_no_more_than_there_is() -> None:
    windows = Windows()

    def use() -> int:
        return sum(windows.hit("a", 500, 60) for _ in range(400))

    assert sum(together(use, use, use)) == 500  # type: ignore[arg-type]
