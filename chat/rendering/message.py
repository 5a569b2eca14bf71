"""A message's text as HTML, and what it refers to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from chat.rendering import bounds, markdown, page, plain
from chat.rendering.cleaning import clean
from chat.rendering.draft import Draft
from chat.rendering.names import EVERYONE, HERE, Names


@dataclass(frozen=True, slots=True)
class Rendered:
    """Safe HTML, and whom and what it names: usernames and slugs are those of the names that `render` was given."""

    html: str
    mentioned: frozenset[str] = frozenset()
    mentions_here: bool = False
    mentions_everyone: bool = False
    room_slugs: frozenset[str] = frozenset()
    has_link: bool = False


def render(text: str, people: Mapping[str, str] | None = None, rooms: Collection[str] = ()) -> Rendered:
    """Return the text as HTML: Markdown, or plain lines when there is too much of it.

    `people` are the display names of those who can be mentioned, by username; `rooms` are the slugs that may be
    linked. What `candidates` finds beyond them stays text.
    """
    quick = plain.words(text)
    if quick is not None:
        return Rendered(quick)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    names = Names(people or {}, rooms)
    try:
        return _as_markdown(text, names)
    except bounds.TooMuch:
        return _as_lines(text, names)


def _as_markdown(text: str, names: Names) -> Rendered:
    draft = Draft(names)
    html = clean(page.html(markdown.parse(text, names), draft))
    bounds.check_html(html)
    return _rendered(html, draft)


def _as_lines(text: str, names: Names) -> Rendered:
    """The text with its names, and without them when even they are too much."""
    try:
        draft = Draft(names)
        html = clean(plain.lines(text, draft))
        bounds.check_html(html)
    except bounds.TooMuch:
        draft = Draft(Names({}, ()))
        html = clean(plain.lines(text, draft))
    return _rendered(html, draft)


def _rendered(html: str, draft: Draft) -> Rendered:
    return Rendered(
        html,
        frozenset(draft.people - {HERE, EVERYONE}),
        HERE in draft.people,
        EVERYONE in draft.people,
        frozenset(draft.rooms),
        draft.has_link,
    )
