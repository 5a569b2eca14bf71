"""Who is here by the words of several processes, whatever order, loss and doubling these come in."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from chat import limits
from chat.live.announcements import Present
from chat.live.presence import AWAY, HERE, LEFT, NOWHERE, OFFLINE, Move, Presence, Whereabouts

ALICE, BOB = 3, 4
KITCHEN, SHED = 7, 8
EXPIRY, LINGER = limits.PRESENCE_EXPIRY_SECONDS, limits.PRESENCE_LINGER_SECONDS


def says(process: str, serial: int, state: str, rooms: Iterable[int] = (KITCHEN,), person: int = ALICE) -> Present:
    return Present(process, serial, [(person, state, list(rooms) if state in {HERE, AWAY} else [])])


def at(state: str, *rooms: int) -> Whereabouts:
    return Whereabouts(state, frozenset(rooms or (KITCHEN,)))


def seen(presence: Presence, now: float) -> dict[int, str]:
    """Return the states of all who are not offline."""
    presence.settle(now)
    return {person_id: where.state for person_id, where in presence.seen.items()}


def test_who_comes_is_told_once() -> None:
    presence = Presence()
    presence.take(says("one", 1, HERE), 0)
    assert presence.settle(0) == [Move(ALICE, NOWHERE, at(HERE))]
    presence.take(says("one", 2, HERE), 1)
    assert presence.settle(1) == []


def test_one_process_where_somebody_is_here_is_enough() -> None:
    presence = Presence()
    presence.take(says("one", 1, AWAY, [KITCHEN]), 0)
    presence.take(says("two", 1, HERE, [SHED]), 0)
    assert presence.settle(0) == [Move(ALICE, NOWHERE, at(HERE, KITCHEN, SHED))]
    presence.take(says("two", 2, AWAY, [SHED]), 1)
    assert seen(presence, 1) == {ALICE: AWAY}


def test_who_loads_the_page_anew_was_never_gone() -> None:
    presence = Presence()
    presence.take(says("one", 1, HERE), 0)
    presence.settle(0)
    presence.take(says("one", 2, LEFT), 1)
    assert presence.settle(1 + LINGER / 2) == []
    # Perhaps at another process.
    presence.take(says("two", 1, HERE), 1 + LINGER / 2)
    assert presence.settle(1 + 2 * LINGER) == []


def test_who_does_not_come_back_is_offline_after_a_moment() -> None:
    presence = Presence()
    presence.take(says("one", 1, AWAY), 0)
    presence.settle(0)
    for serial, moment in enumerate((1, 2, 3), 2):
        presence.take(says("one", serial, LEFT), moment)
    assert presence.settle(LINGER) == []
    assert presence.settle(1 + LINGER) == [Move(ALICE, at(AWAY), NOWHERE)]


def test_who_hides_is_offline_at_once_and_no_word_that_is_late_brings_them_back() -> None:
    presence = Presence()
    presence.take(says("one", 1, HERE), 0)
    presence.settle(0)
    presence.take(says("one", 3, OFFLINE), 1)
    assert presence.settle(1) == [Move(ALICE, at(HERE), NOWHERE)]
    presence.take(says("one", 2, HERE), 2)
    assert presence.settle(2) == []


def test_a_process_that_is_killed_is_found_out() -> None:
    presence = Presence()
    presence.take(says("killed", 1, HERE), 0)
    presence.take(says("living", 1, HERE, person=BOB), EXPIRY - 1)
    assert seen(presence, EXPIRY - 1) == {ALICE: HERE, BOB: HERE}
    assert seen(presence, EXPIRY) == {BOB: HERE}


def test_one_snapshot_that_got_lost_moves_nobody() -> None:
    presence = Presence()
    for serial, moment in enumerate((0, 2 * limits.PRESENCE_SNAPSHOT_SECONDS, 3 * limits.PRESENCE_SNAPSHOT_SECONDS), 1):
        assert seen(presence, moment) == ({ALICE: HERE} if moment else {})
        presence.take(says("one", serial, HERE), moment)


def test_a_process_is_new_when_it_was_never_heard_or_not_for_long() -> None:
    presence = Presence()
    assert presence.take(Present("one", 1, []), 0)
    assert not presence.take(Present("one", 2, []), EXPIRY - 1)
    assert presence.take(Present("one", 3, []), 2 * EXPIRY)


def test_who_is_visible_shares_a_room() -> None:
    presence = Presence()
    presence.take(says("one", 1, HERE, [KITCHEN]), 0)
    presence.take(says("one", 2, AWAY, [SHED], BOB), 0)
    presence.settle(0)
    assert presence.visible_in([KITCHEN]) == {ALICE: HERE}
    assert presence.visible_in([KITCHEN, SHED]) == {ALICE: HERE, BOB: AWAY}
    presence.take(says("one", 3, HERE, [SHED]), 1)
    assert presence.settle(1) == [Move(ALICE, at(HERE), at(HERE, SHED))]
    assert presence.visible_in([KITCHEN]) == {}


def test_of_a_crowd_those_in_small_rooms_are_told_first() -> None:
    presence = Presence()
    crowd = [(person_id, HERE, [KITCHEN]) for person_id in range(100, 100 + limits.PRESENCE_PEOPLE)]
    presence.take(Present("one", 1, [*crowd, (BOB, HERE, [KITCHEN, SHED])]), 0)
    presence.settle(0)
    told = presence.visible_in([KITCHEN, SHED])
    assert len(told) == limits.PRESENCE_PEOPLE
    assert BOB in told


def test_nothing_is_kept_of_who_has_gone() -> None:
    presence = Presence()
    presence.take(says("one", 1, HERE), 0)
    presence.take(says("one", 2, LEFT), 1)
    presence.settle(1 + EXPIRY)
    assert [presence.seen, presence._words, presence._heard, presence._in_room] == [{}] * 4


PROCESSES = ["one", "two"]
# What is so in one process after another word: whom it holds, and how.
WORDS = st.tuples(
    st.sampled_from(PROCESSES),
    st.sampled_from([ALICE, BOB]),
    st.sampled_from([HERE, AWAY, LEFT, OFFLINE]),
    st.sets(st.sampled_from([KITCHEN, SHED]), min_size=1),
)


def spoken(words: list[tuple[str, int, str, set[int]]]) -> list[Present]:
    numbered = enumerate(words, 1)
    return [says(process, serial, state, rooms, person) for serial, (process, person, state, rooms) in numbered]


def truth(news: list[Present]) -> dict[int, Whereabouts]:
    """Return who is here when the last word of each process about each person counts."""
    last = {(one.process, *one.people[0][:1]): one.people[0] for one in news}
    found: dict[int, Whereabouts] = {}
    for person_id, state, rooms in last.values():
        if state in {HERE, AWAY}:
            before = found.get(person_id, Whereabouts(AWAY, frozenset()))
            state = HERE if HERE in {state, before.state} else AWAY
            found[person_id] = Whereabouts(state, before.rooms | frozenset(rooms))
    return found


@given(st.lists(WORDS, max_size=12), st.randoms(use_true_random=False))
def test_in_any_order_and_doubled_the_last_words_count(words: list, chance) -> None:  # type: ignore[no-untyped-def,type-arg]
    presence, news = Presence(), spoken(words)
    arrivals = news + chance.sample(news, len(news) // 2)
    chance.shuffle(arrivals)
    for one in arrivals:
        presence.take(one, 0)
        presence.settle(0)
    presence.settle(LINGER)
    assert presence.seen == truth(news)


@given(st.lists(st.tuples(WORDS, st.booleans(), st.integers(0, 2 * EXPIRY)), max_size=12))
def test_what_gets_lost_is_healed_by_the_next_snapshot_or_forgotten(words: list) -> None:  # type: ignore[type-arg]
    presence, now = Presence(), 0
    news = spoken([word for word, _, _ in words])
    for one, (_, is_lost, pause) in zip(news, words, strict=True):
        now += pause
        if not is_lost:
            presence.take(one, now)
        presence.settle(now)
    holding = {(one.process, one.people[0][0]): one for one in news}
    for serial, one in enumerate(holding.values(), len(news) + 1):
        if one.people[0][1] in {HERE, AWAY}:
            presence.take(Present(one.process, serial, one.people), now)
    # Who left without a word that arrived is forgotten; the others are said again and again.
    presence.settle(now)
    here = truth(news)
    assert all(presence.seen[person_id].state != OFFLINE for person_id in here)
    for serial, one in enumerate(holding.values(), 2 * len(news) + 1):
        if one.people[0][1] in {HERE, AWAY}:
            presence.take(Present(one.process, serial, one.people), now + EXPIRY - 1)
    presence.settle(now + EXPIRY)
    assert presence.seen == here


@given(st.lists(st.tuples(WORDS, st.integers(0, EXPIRY)), max_size=12))
def test_what_is_told_adds_up_to_what_is_so(words: list) -> None:  # type: ignore[type-arg]
    presence, now = Presence(), 0
    told: dict[int, Whereabouts] = {}
    for one, (_, pause) in zip(spoken([word for word, _ in words]), words, strict=True):
        now += pause
        presence.take(one, now)
        for move in presence.settle(now):
            assert told.get(move.person_id, NOWHERE) == move.before
            told[move.person_id] = move.after
        assert {person_id: where for person_id, where in told.items() if where != NOWHERE} == presence.seen
        for room in (KITCHEN, SHED):
            expected = {person_id: where.state for person_id, where in presence.seen.items() if room in where.rooms}
            assert presence.visible_in([room]) == expected
    assert {move.after for move in presence.settle(now + EXPIRY)} <= {NOWHERE}
    assert presence.seen == {}
