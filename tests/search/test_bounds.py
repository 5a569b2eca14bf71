"""How much one may ask, how often, and how long it may take."""

import pytest

from chat import limits, throttle
from chat.errors import Invalid, SearchTooSlow, SlowDown
from chat.models import Message
from chat.search import search, sqlite
from tests.cast import Cast
from tests.search.inside import ask, say, texts


def test_a_long_question_is_refused(cast: Cast) -> None:
    assert search(cast.alice, "x" * limits.SEARCH_CHARACTERS).found == []
    with pytest.raises(Invalid) as refused:
        search(cast.alice, "x" * (limits.SEARCH_CHARACTERS + 1))
    assert refused.value.fields == {"q": "This is too long. 200 characters are the most."}


def test_who_asks_all_the_time_has_to_wait(cast: Cast) -> None:
    throttle._own_limiter.cache_clear()
    for _ in range(limits.SEARCHES_BURST):
        search(cast.alice, "boat")
    with pytest.raises(SlowDown) as refused:
        search(cast.alice, "boat")
    assert refused.value.retry_after > 0
    # An empty box costs nothing, and Bob has a count of his own.
    assert not search(cast.alice, "").asks
    assert search(cast.bob, "boat").asks


def test_a_search_that_takes_too_long_is_ended(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    say(cast, "bob", *("boat" for _ in range(3)))
    monkeypatch.setattr(limits, "SEARCH_SECONDS", -1)
    monkeypatch.setattr(sqlite, "STEPS", 1)
    with pytest.raises(SearchTooSlow) as refused:
        ask(cast.alice, "boat")
    assert "Add a word" in str(refused.value)
    monkeypatch.undo()
    # The connection is as it was: the next one has its own time.
    assert len(texts(ask(cast.alice, "boat"))) == 3


def test_a_sign_that_is_everywhere_is_looked_for_in_the_newest(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    say(cast, "bob", "a, first", "b! second", "c, third")
    monkeypatch.setattr(limits, "SEARCH_SPELLINGS", 0)
    assert texts(ask(cast.alice, ",")) == ["c, third", "a, first"]
    assert not ask(cast.alice, ",").is_bounded
    monkeypatch.setattr(limits, "SEARCH_RECENT_MESSAGES", 2)
    page = ask(cast.alice, ",")
    assert (texts(page), page.is_bounded) == (["c, third"], Message.objects.latest("pk").pk > 2)


def test_the_number_of_queries_does_not_grow(cast: Cast, django_assert_max_num_queries: pytest.FixtureRequest) -> None:
    say(cast, "bob", *(f"boat {number}" for number in range(30)))
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert len(ask(cast.alice, "boat from:bob").found) == limits.SEARCH_PAGE_MESSAGES
