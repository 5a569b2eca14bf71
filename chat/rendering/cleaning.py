"""The last word about what may be in a message's HTML: an exact list, applied by a real parser."""

import re

import nh3

from chat.rendering.addresses import is_followed
from chat.rendering.blocks import LANGUAGE
from chat.rendering.inlines import REL
from chat.rendering.languages import CLASSES

TAGS = {
    *("p", "br", "hr", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "code", "em", "strong", "s"),
    *("a", "span", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
CLASSES_OF_TAGS = {
    "p": {"prose__jumbo"},
    "a": {"mention", "room-link"},
    "span": {"mention", "prose__box", "prose__box--done", *CLASSES.values()},
    "li": {"prose__task"},
    "div": {"prose__table"},
    "th": {"prose__cell--center", "prose__cell--right"},
    "td": {"prose__cell--center", "prose__cell--right"},
}
ATTRIBUTES = {
    "a": {"href", "data-mention", "data-room-link"},
    "span": {"data-mention"},
    "ol": {"start"},
    "li": {"value"},
    "pre": {"data-language"},
}
VALUES = {"a": {"rel": {REL}, "target": {"_blank"}}, "div": {"tabindex": {"0"}}}
# Our own pages that a message may lead to.
OWN = re.compile(r"/people/[a-z0-9_.-]+/|/rooms/[a-z0-9_.~%-]+/", re.IGNORECASE)


def _checked(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href" and not (is_followed(value) or OWN.fullmatch(value)):
        return None
    if attribute in {"start", "value"} and not value.isdecimal():
        return None
    if attribute == "data-language" and not LANGUAGE.fullmatch(value):
        return None
    return value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=set(),
    attributes=ATTRIBUTES,
    attribute_filter=_checked,
    link_rel=None,
    tag_attribute_values=VALUES,
    url_schemes={"http", "https"},
    allowed_classes=CLASSES_OF_TAGS,
)


def clean(html: str) -> str:
    """Return the HTML with nothing in it but what is listed here."""
    return _cleaner.clean(html)
