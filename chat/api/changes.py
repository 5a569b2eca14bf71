"""What a room has had: for programs that keep a copy and hold no socket."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from chat import queries
from chat.api import answers, snapshots
from chat.api.authentication import TO_READ, caller_of
from chat.api.schemas import Revision

router = Router(tags=["Changes"], auth=TO_READ)


@router.get(
    "/rooms/{slug}/changes", response=answers.Changes, exclude_unset=True, summary="What has changed since a revision"
)
def changes(request: HttpRequest, slug: str, after: Revision) -> Any:
    """What changed, as it is now, in the order of revisions; ask again with `to`. `reset`: fetch the room anew."""
    caller = caller_of(request)
    found = queries.changes_since(caller.membership(slug).room_id, after)
    # Who was removed before the changes were read gets none of them.
    caller.membership(slug)
    return snapshots.changes(found)
