"""What the templates need beyond Django's own tags: icons, flashes, capped numbers."""

import functools
from pathlib import Path

from django import template
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from chat import limits, markup
from chat.models import Membership, Room
from chat.sidebar import Entry

register = template.Library()
register.simple_tag(markup.attachments)
register.simple_tag(markup.face)
register.simple_tag(markup.message_markup)

ICONS = Path(__file__).resolve().parent.parent / "static" / "chat" / "vendor" / "lucide"
HIGHEST_SHOWN_NUMBER = 99


@register.simple_tag
@functools.cache
def icon(name: str) -> SafeString:
    """Return the vendored drawing as inline SVG, hidden from screen readers: the words are beside it."""
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    _comment, _start, shapes = drawing.partition("<svg")
    # A file of ours, never of a visitor: safe as it is.
    return mark_safe('<svg aria-hidden="true" ' + " ".join(shapes.split()))  # noqa: S308


@register.simple_tag
def limit(name: str) -> int:
    """Return a bound that a script has to know, too."""
    return int(getattr(limits, name))


@register.simple_tag(takes_context=True)
def flashes(context: template.Context) -> list[Message]:
    """Return what is to be told once. Not `messages`: in a room that word means what people said."""
    request = context.get("request")
    return list(get_messages(request)) if request else []


@register.filter
def capped(number: int) -> str:
    """Return the number as a badge shows it: 99 at most, then 99+."""
    return str(number) if number <= HIGHEST_SHOWN_NUMBER else f"{HIGHEST_SHOWN_NUMBER}+"


@register.filter
def counted(entry: Entry | None) -> dict[str, int]:
    """Return what of a room counts for the person: `unread` in bold, `called` as a pill; as js/counting.js does."""
    if entry is None or entry["involvement"] == Membership.Involvement.NOTHING:
        return {"unread": 0, "called": 0}
    mentions = len(entry["mentions"])
    if entry["involvement"] == Membership.Involvement.MENTIONS:
        return {"unread": 0, "called": mentions}
    unread = entry["unread"]
    # Whatever is said in a direct room is meant for one.
    return {"unread": unread, "called": unread if entry["kind"] == Room.Kind.DIRECT else mentions}


@register.filter
def widget(field: BoundField) -> SafeString:
    """Return the field's control without a placeholder that only repeats its label."""
    return field.as_widget(attrs={"placeholder": False})
