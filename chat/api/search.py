"""Search over the person's rooms."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from chat import limits
from chat import search as searching
from chat.api import answers
from chat.api.authentication import TO_READ, caller_of
from chat.api.schemas import Number
from chat.api.snapshots import moment
from chat.search.finding import Found

router = Router(tags=["Search"], auth=TO_READ)


@router.get("/search", response=answers.Found, summary="Messages that fit")
def search(
    request: HttpRequest, q: Annotated[str, Query(max_length=limits.SEARCH_CHARACTERS)], before: Number | None = None
) -> Any:
    """The query is written as on the search page: words, "exact words", from:, in:, has:, and days."""
    caller = caller_of(request)
    page = searching.search(caller.person, q, before, among=caller.room_ids)
    return {
        "found": [_hit(one) for one in page.found],
        "older": page.older,
        "notes": [str(note) for note in page.notes],
    }


def _hit(found: Found) -> dict[str, Any]:
    message = found.message
    return {
        "room": message.room.slug,
        "number": message.number,
        "author": message.author.as_dict(),
        "created_at": moment(message.created_at),
        "text": message.text,
        "excerpt": str(found.excerpt),
    }
