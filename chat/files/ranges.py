"""Which part of a file is asked for: RFC 9110, section 14."""

import re

# More digits are no file's, and take long to become a number.
BYTES = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.IGNORECASE | re.ASCII)


class Unsatisfiable(Exception):
    """None of the bytes that were asked for are there."""


def asked_range(header: str, size: int) -> range | None:
    """Return the bytes that a Range header asks for; None where it says nothing that we follow: then all are sent.

    Several ranges at once are such a thing; a server may. Raises Unsatisfiable.
    """
    asked = BYTES.fullmatch(header.strip())
    if asked is None or asked[0].strip().endswith("=-"):
        return None
    first, last = asked.groups()
    if not first:
        return _satisfiable(range(max(0, size - int(last)), size))
    if last and int(last) < int(first):
        return None
    return _satisfiable(range(int(first), min(int(last) + 1, size) if last else size))


def _satisfiable(span: range) -> range:
    if not span:
        raise Unsatisfiable
    return span
