"""Addresses in a text: which may be followed, and where they begin and end."""

import re
from html import escape
from urllib.parse import urlsplit

import nh3
from linkify_it import LinkifyIt

from chat import limits

# Only full addresses: "e.g" and "file.py" are words, not links. It is asked for one match at a time, and keeps nothing.
linkify = LinkifyIt(options={"fuzzy_email": False, "fuzzy_ip": False, "fuzzy_link": False})
SCHEME = re.compile(r"(?<![A-Za-z0-9.+-])https?$", re.IGNORECASE)
SPACE = re.compile(r"[\s`<>]")
# Signs of Markdown and of sentences that may stand right behind an address.
CLOSING = "*_~.,;:!?"
# What looks like an address to a reader.
SHOWN = re.compile(r"\s*+(?:https?://|(?=www\.))([^\s/?#]*)", re.IGNORECASE)
# Signs in a name or before it make one address look like another; names in other scripts come here in their ASCII form.
HOST = re.compile(r"[A-Za-z0-9._-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?")
# A second opinion, that of a browser's parser.
_browser = nh3.Cleaner(tags={"a"}, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=None)


def is_followed(address: str) -> bool:
    """Tell whether an address is a page of the web by its full name: no other scheme, no relative path, no password."""
    if len(address) > limits.ADDRESS_CHARACTERS:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not HOST.fullmatch(parts.netloc):
        return False
    return "href" in _browser.clean(f'<a href="{escape(address)}"></a>')


def scheme_before(text: str, colon: int) -> str:
    """Return the scheme of the web that ends there as it was typed, or nothing."""
    scheme = SCHEME.search(text[max(0, colon - len("https") - 1) : colon])
    return scheme[0] if scheme else ""


def piece_from(text: str, start: int) -> str:
    """Return all that may belong to an address which begins there."""
    return SPACE.split(text[start : start + limits.ADDRESS_CHARACTERS + 1], maxsplit=1)[0].rstrip(CLOSING)


def address_in(piece: str) -> str:
    """Return the address that a piece of text begins with, or nothing."""
    match = linkify.match_at_start(piece)
    if not match or match.last_index > limits.ADDRESS_CHARACTERS:
        return ""
    return match.raw.rstrip(CLOSING)


def is_disguise(label: str, address: str) -> bool:
    """Tell whether a link's label looks like an address of another place than where it leads."""
    shown = SHOWN.match(label)
    return shown is not None and shown[1].lower().removeprefix("www.") != host(address).removeprefix("www.")


def host(address: str) -> str:
    """Return where an address leads: its name and port."""
    return urlsplit(address).netloc.lower()
