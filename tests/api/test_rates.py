"""How much a program may ask, and how it is told."""

import pytest

from chat import throttle
from chat.throttle import Allowance
from tests.api.program import Program, program
from tests.cast import Browser, Cast

THREE = Allowance("api", 3, 60)


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "API", THREE)


def test_every_answer_says_what_is_left(cast: Cast) -> None:
    asking = program(cast.alice, "read")
    told = [asking.ask(*asked).headers for asked in [("GET", "/me"), ("GET", "/rooms/absent"), ("POST", "/rooms", {})]]
    assert [one["X-RateLimit-Remaining"] for one in told] == ["2", "1", "0"]
    assert {one["X-RateLimit-Limit"] for one in told} == {"3"}
    assert all(0 < int(one["X-RateLimit-Reset"]) <= 60 for one in told)


def test_who_asks_too_much_is_told_when_to_come_back(cast: Cast) -> None:
    asking = program(cast.alice)
    for _ in range(3):
        asking.get("/me")
    answer = asking.ask("GET", "/me")
    assert (answer.status_code, answer.json()["code"]) == (429, "slow_down")
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["X-RateLimit-Remaining"] == "0"


def test_all_of_a_persons_programs_and_windows_share_one_allowance(cast: Cast, browser: Browser) -> None:
    program(cast.alice).get("/me")
    program(cast.alice).get("/me")
    assert browser(cast.alice).get("/api/v1/me").headers["X-RateLimit-Remaining"] == "0"
    assert program(cast.alice).refusal("GET", "/me") == (429, "slow_down")
    assert program(cast.bob).get("/me")


def test_who_is_nobody_is_told_nothing_of_it(cast: Cast) -> None:
    assert "X-RateLimit-Limit" not in Program().ask("GET", "/me").headers


def test_posting_is_bounded_as_over_a_socket(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "API", Allowance("api", 300, 60))
    monkeypatch.setattr(throttle, "SENDS", Allowance("sends", 2, 60))
    asking = program(cast.alice)
    cast.say("alice")
    asking.do("POST", "/rooms/workshop/messages", {"text": "Hello"})
    assert asking.refusal("POST", "/rooms/workshop/messages", {"text": "Hello"}) == (429, "slow_down")
