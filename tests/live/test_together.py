"""What several ask in the same moment, the database is asked once."""

import asyncio
import threading

import pytest
from django.db import OperationalError

from chat import limits
from chat.errors import Busy
from chat.live.together import Together
from tests.live.conftest import eventually


class Oracle:
    """Answers with capitals, and keeps what it was asked. While it is not `awake`, it thinks."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.awake = threading.Event()
        self.awake.set()
        self.together = Together(self.ask)

    def ask(self, words: list[str]) -> dict[str, str]:
        self.asked.append(words)
        assert self.awake.wait(10)
        if "away" in words:
            raise OperationalError("away")
        if "bug" in words:
            raise ZeroDivisionError
        return {word: word.upper() for word in words if word != "unknown"}

    async def under_way(self, *words: str) -> list[asyncio.Task[str | None]]:
        """Ask for the first word, and for the others while it is thought about."""
        self.awake.clear()
        tasks = [asyncio.create_task(self.together.answer(words[0]))]
        await eventually(lambda: self.asked, "the first is asked for")
        tasks += [asyncio.create_task(self.together.answer(word)) for word in words[1:]]
        await asyncio.sleep(0)
        return tasks


@pytest.fixture
def oracle() -> Oracle:
    return Oracle()


async def test_who_comes_alone_is_asked_for_at_once(oracle: Oracle) -> None:
    assert [await oracle.together.answer("hello"), await oracle.together.answer("unknown")] == ["HELLO", None]
    assert oracle.asked == [["hello"], ["unknown"]]


async def test_those_who_come_meanwhile_are_asked_for_together(oracle: Oracle) -> None:
    tasks = await oracle.under_way("a", "b", "c", "b")
    oracle.awake.set()
    assert await asyncio.gather(*tasks) == ["A", "B", "C", "B"]
    assert oracle.asked == [["a"], ["b", "c"]]


async def test_nobody_gets_an_answer_that_was_read_before_they_asked(oracle: Oracle) -> None:
    tasks = await oracle.under_way("a", "a")
    oracle.awake.set()
    await asyncio.gather(*tasks)
    assert oracle.asked == [["a"], ["a"]]


async def test_a_crowd_comes_in_parties(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ASKED_TOGETHER", 2)
    tasks = await oracle.under_way(*"abcdef")
    oracle.awake.set()
    assert await asyncio.gather(*tasks) == list("ABCDEF")
    assert oracle.asked == [["a"], ["b", "c"], ["d", "e"], ["f"]]


@pytest.mark.parametrize(("word", "error"), [("away", Busy), ("bug", ZeroDivisionError)])
async def test_all_who_asked_together_hear_why_not_and_the_next_are_answered(
    oracle: Oracle, word: str, error: type[Exception]
) -> None:
    tasks = await oracle.under_way("a", word, "b")
    oracle.awake.set()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert [answers[0], type(answers[1]), type(answers[2])] == ["A", error, error]
    assert await oracle.together.answer("b") == "B"


async def test_who_goes_away_meanwhile_is_not_asked_for_and_stops_nobody(oracle: Oracle) -> None:
    tasks = await oracle.under_way("a", "b", "c")
    tasks[0].cancel()
    tasks[1].cancel()
    await asyncio.sleep(0)
    oracle.awake.set()
    assert await tasks[2] == "C"
    assert oracle.asked == [["a"], ["c"]]


def test_another_loop_begins_anew(oracle: Oracle) -> None:
    async def left() -> None:
        oracle.awake.clear()
        asking = asyncio.create_task(oracle.together.answer("a"))
        await asyncio.sleep(0)
        asking.cancel()
        oracle.awake.set()

    asyncio.run(left())
    assert asyncio.run(oracle.together.answer("b")) == "B"
