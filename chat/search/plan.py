"""What is asked, in the terms of the database: names are ids, and days are moments."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chat.models import User
from chat.search.dates import beginning, day_named, zone_of
from chat.search.kinds import ATTACHED, CONDITIONS
from chat.search.query import DATE_KEYS, Filter, Query
from chat.search.terms import Term

ME = "me"
NO_DATE = _("“%(filter)s” is no day yet. Write it like before:2026-01-31.")
NO_KIND = _("“%(filter)s” is not known. There are has:link, has:picture and has:file.")
NOBODY = _("Nobody here is called “%(name)s”.")
NO_ROOM = _("No room of yours is called “%(name)s”.")


@dataclass
class Plan:
    """`rooms` are those of present memberships; `authors` is None when anybody may have said it.

    Links are among `kinds`, what hangs at messages is `attached`. It was said from `since` on and before `until`.
    `notes` tell what was left out, for nobody understood it.
    """

    person: User
    rooms: list[int]
    terms: list[Term]
    authors: list[int] | None = None
    kinds: set[str] = field(default_factory=set)
    attached: set[str] = field(default_factory=set)
    since: datetime | None = None
    until: datetime | None = None
    notes: list[str | Promise] = field(default_factory=list)

    @property
    def wanted(self) -> list[Term]:
        return [term for term in self.terms if not term.is_unwanted]

    @property
    def finds_nothing(self) -> bool:
        return not self.rooms or self.authors == []

    @property
    def lists_attached(self) -> bool:
        """Whether no word is looked for, only what hangs at messages: those without any text are meant, too."""
        return bool(self.attached) and not self.wanted

    def note(self, sentence: Promise, **names: str) -> None:
        self.notes.append(str(sentence) % names)


def make_plan(person: User, query: Query, entries: list[dict[str, Any]]) -> Plan:
    """Return the plan of a query among a person's rooms (`entries` of chat.queries). 1 query when it names people."""
    plan = Plan(person, [entry["id"] for entry in entries], query.terms)
    values: dict[str, list[str]] = {}
    for one in query.filters:
        if one.value:
            values.setdefault(one.key, []).append(one.value)
            if one.key in DATE_KEYS:
                _narrow(plan, one)
    if "in" in values:
        plan.rooms = [pk for name in values["in"] for pk in _rooms_called(name, entries, plan)]
    if "from" in values:
        plan.authors = [pk for name in values["from"] for pk in _people_called(name, plan)]
    for kind in values.get("has", []):
        _want_kind(plan, kind)
    return plan


def _rooms_called(name: str, entries: list[dict[str, Any]], plan: Plan) -> list[int]:
    """Return the rooms of this address or name, and the direct rooms with the person of this name."""
    wanted = name.lstrip("#@").casefold()
    found = [entry["id"] for entry in entries if wanted in _names(entry)]
    if not found:
        plan.note(NO_ROOM, name=name)
    return found


def _names(entry: dict[str, Any]) -> set[str]:
    others = [person[field] for person in entry["people"] for field in ("username", "name")]
    return {name.casefold() for name in (entry["slug"], entry["name"], *others)}


def _people_called(name: str, plan: Plan) -> Iterable[int]:
    wanted = name.lstrip("@")
    if wanted.casefold() == ME:
        return [plan.person.pk]
    called = Q(username__iexact=wanted) | Q(display_name__iexact=wanted)
    found = list(User.objects.filter(called).values_list("pk", flat=True))
    if not found:
        plan.note(NOBODY, name=name)
    return found


def _want_kind(plan: Plan, kind: str) -> None:
    # The plural is what people type.
    wanted = kind.lower().rstrip("s")
    if wanted in CONDITIONS:
        plan.kinds.add(wanted)
    elif wanted in ATTACHED:
        plan.attached.add(wanted)
    else:
        plan.note(NO_KIND, filter=f"has:{kind}")


def _narrow(plan: Plan, asked: Filter) -> None:
    """Move the bounds of time together. Before and after a day mean without it."""
    zone = zone_of(plan.person)
    day = day_named(asked.value, zone)
    if day is None:
        return plan.note(NO_DATE, filter=f"{asked.key}:{asked.value}")
    begins, ends = beginning(day, zone), beginning(day + timedelta(days=1), zone)
    if asked.key != "before":
        since = ends if asked.key == "after" else begins
        plan.since = max(plan.since or since, since)
    if asked.key != "after":
        until = begins if asked.key == "before" else ends
        plan.until = min(plan.until or until, until)
    return None
