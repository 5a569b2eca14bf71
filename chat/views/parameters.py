"""Numbers and days that come in addresses."""

from datetime import date

from django.http import HttpRequest

from chat.errors import Invalid

BIGGEST_NUMBER = 2**63 - 1
DIGITS = len(str(BIGGEST_NUMBER))


def message_number(typed: str) -> int:
    """Return a message's number, or raise Invalid."""
    # Few digits first: Python refuses to read thousands of them.
    if not (typed.isascii() and typed.isdigit() and len(typed) <= DIGITS and int(typed) <= BIGGEST_NUMBER):
        raise Invalid(fields={"number": "Give a message's number."})
    return int(typed)


def before(request: HttpRequest) -> int | None:
    """Return what the next page of a list lies below; None for its first page."""
    return message_number(request.GET["before"]) if "before" in request.GET else None


def day(typed: str) -> date:
    """Return a day like 2026-01-31, or raise Invalid."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Invalid(fields={"on": "Give a day as 2026-01-31."}) from None
