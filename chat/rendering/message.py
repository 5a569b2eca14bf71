"""A message's text as HTML, and what it refers to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from chat.rendering import plain


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
    """Return the text as HTML.

    `people` are the display names of those who can be mentioned, by username; `rooms` are the slugs that may be
    linked. What `candidates` finds beyond them stays text.
    """
    html = plain.render(text)
    return Rendered(html, has_link="<a " in html)
