"""For each kind of change: what came live, what was caught up with, and what is fetched anew are one and the same."""

import importlib
import inspect
import pkgutil
import sys
from types import FunctionType, ModuleType

import pytest
from django.db import transaction

from chat import actions, throttle
from chat.live import announce
from chat.live.database import in_database
from tests.cast import Cast
from tests.flow.happenings import HAPPENINGS, SILENT, make_talk
from tests.flow.tabs import Tab, check_any_order, settle


@pytest.mark.parametrize("name", HAPPENINGS)
@pytest.mark.usefixtures("announced_only", "hub")
async def test_live_and_late_and_anew_are_the_same(name: str, talk: Cast, tabs: list[Tab]) -> None:
    for tab in tabs:
        await tab.wake()
    await settle(tabs)
    before = [tab.browser.picture() for tab in tabs]
    present, absent = tabs[::2], tabs[1::2]
    for tab in absent:
        await tab.sleep()
    await in_database(HAPPENINGS[name], talk)
    await settle(present)
    assert [tab.browser.picture() for tab in present] != before[::2], "nobody saw anything"
    for tab in absent:
        await wake_and_settle(tab)
    for tab in tabs:
        check_any_order(tab)
        await tab.sleep()


async def wake_and_settle(tab: Tab) -> None:
    """A tab that slept needs one hello for all rooms that it shows, and nothing more."""
    known = set(tab.browser.rooms)
    tab.asked = 0
    await tab.wake()
    await settle([tab])
    assert tab.asked == 1 + len(tab.browser.rooms.keys() - known)


# Whoever adds a kind of change adds a row ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_every_action_and_every_announcement_has_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    # They say a lot in a moment.
    monkeypatch.setattr(throttle, "spend_send", lambda author, room: None)
    talk, reached = make_talk(), set()
    sys.setprofile(lambda frame, event, _: reached.add(frame.f_code))
    try:
        for happen in HAPPENINGS.values():
            with transaction.atomic():
                happen(talk)
                transaction.set_rollback(True)
    finally:
        sys.setprofile(None)
    missing = [function.__qualname__ for function in things_to_do() - SILENT if function.__code__ not in reached]
    assert missing == []


def things_to_do() -> set[FunctionType]:
    """Return every public function of actions/, but for the questions and the lock, and every announcement."""
    names = {found.name for found in pkgutil.iter_modules(actions.__path__)} - {"lines", "rules", "stream", "writing"}
    modules = [importlib.import_module(f"chat.actions.{name}") for name in names]
    return {function for module in [*modules, announce] for function in public_functions(module)}


def public_functions(module: ModuleType) -> set[FunctionType]:
    found = inspect.getmembers(module, lambda one: inspect.isfunction(one) and one.__module__ == module.__name__)
    return {function for name, function in found if not name.startswith("_")}
