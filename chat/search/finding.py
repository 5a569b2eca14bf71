"""Search: what somebody typed, among the messages of the rooms that they are in now."""

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chat import limits, queries, throttle
from chat.errors import Invalid, NotFound
from chat.models import Message, User
from chat.search import postgresql, sqlite
from chat.search.conditions import Hits
from chat.search.excerpts import marked
from chat.search.plan import Plan, make_plan
from chat.search.query import parse
from chat.showing import attached_in_words


@dataclass(frozen=True)
class Found:
    """One message that fits. `room` is its room as this person's sidebar shows it (an entry of chat.queries)."""

    message: Message
    room: dict[str, Any]
    excerpt: SafeString


@dataclass(frozen=True)
class Page:
    """What was found, newest first. `older` is what `before` has to be for the next page, None when there is none.

    `notes` say what of the query was left out. `is_bounded`: an index knows nothing of what was looked for, and only
    the newest messages of the site were read.
    """

    found: list[Found] = field(default_factory=list)
    older: int | None = None
    notes: list[str | Promise] = field(default_factory=list)
    asks: bool = True
    is_bounded: bool = False


def search(person: User, text: str, before: int | None = None, among: Container[int] | None = None) -> Page:
    """Return a page of what fits in the person's rooms, below the message id `before`. About 6 queries.

    `among` are the ids of the rooms to look in, None for all of the person's.
    Raises Invalid for more than limits.SEARCH_CHARACTERS, SlowDown, SearchTooSlow, and NotFound to the deactivated.
    """
    if not person.is_active:
        raise NotFound
    if len(text) > limits.SEARCH_CHARACTERS:
        sentence = _("This is too long. %(count)s characters are the most.") % {"count": limits.SEARCH_CHARACTERS}
        raise Invalid(fields={"q": sentence})
    query = parse(text)
    if not query.asks:
        return Page(asks=False)
    throttle.spend(throttle.SEARCHES, f"person-{person.pk}")
    entries = [entry for entry in queries.entries(person) if among is None or entry["id"] in among]
    plan = make_plan(person, query, entries)
    hits = _find(plan, before)
    shown = hits.ids[: limits.SEARCH_PAGE_MESSAGES]
    return Page(
        found=_found(plan, shown, {entry["id"]: entry for entry in entries}),
        older=shown[-1] if len(hits.ids) > len(shown) else None,
        notes=plan.notes,
        is_bounded=hits.is_bounded and _site_has_more(),
    )


def _find(plan: Plan, before: int | None) -> Hits:
    if plan.finds_nothing:
        return Hits([])
    backend = sqlite if connection.vendor == "sqlite" else postgresql
    return backend.find(plan, before, limits.SEARCH_PAGE_MESSAGES + 1)


def _site_has_more() -> bool:
    newest = Message.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest is not None and newest > limits.SEARCH_RECENT_MESSAGES


def _found(plan: Plan, ids: list[int], rooms: dict[int, dict[str, Any]]) -> list[Found]:
    """Return what of it may be seen at this very moment: since the search it may have been taken away."""
    mine = {"room__memberships__person": plan.person, "room__memberships__removed_at": None}
    readable = Message.objects.filter(**mine, kind=Message.Kind.SAID, deleted_at=None)
    messages = readable.select_related("author", "room").prefetch_related("attachments").in_bulk(ids)
    return [
        Found(messages[pk], rooms[messages[pk].room_id], _piece(messages[pk], plan)) for pk in ids if pk in messages
    ]


def _piece(message: Message, plan: Plan) -> SafeString:
    """Return what is shown of a message: of its words, or of what hangs at one without."""
    return marked(message, plan.wanted) or conditional_escape(attached_in_words(message))
