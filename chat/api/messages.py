"""Messages, by their number in their room."""

from typing import Annotated, Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.http import HttpRequest, HttpResponse
from ninja import Header, Query, Router, Schema, Status

from chat import limits, lists, queries
from chat.actions import deletion, edits
from chat.actions import messages as message_actions
from chat.api import answers, snapshots
from chat.api.authentication import MANAGE, TO_POST, TO_READ, caller_of
from chat.api.schemas import Number, Post, Revision, TextChange
from chat.errors import Invalid
from chat.models import Message, Room, User

router = Router(tags=["Messages"], auth=TO_READ)

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=limits.IDEMPOTENCY_KEY_CHARACTERS)]


class Where(Schema):
    """Which page: at most one of these; without any, the last."""

    before: Number | None = None
    after: Revision | None = None
    around: Number | None = None


@router.get("/rooms/{slug}/messages", response=answers.Page, summary="A page of messages")
def page(request: HttpRequest, response: HttpResponse, slug: str, where: Query[Where]) -> Any:
    """In order. Follow `older` or `newer`, or the `Link` header, to the end."""
    room = caller_of(request).membership(slug).room
    answer = snapshots.page(_page(room, where), room)
    links = [
        f'<{request.path}?{name}={answer[end]}>; rel="{relation}"'
        for end, name, relation in (("older", "before", "prev"), ("newer", "after", "next"))
        if answer[end] is not None
    ]
    if links:
        response.headers["Link"] = ", ".join(links)
    return answer


@router.post("/rooms/{slug}/messages", response={201: answers.Message}, auth=TO_POST, summary="Say something")
def post(request: HttpRequest, slug: str, said: Post, idempotency_key: IdempotencyKey = None) -> Any:
    """With the same `client_id`, or `Idempotency-Key` header, the same message: repeat it until it is answered."""
    caller = caller_of(request)
    mine, answered = caller.membership(slug), None
    if said.answers is not None:
        mine, answered = caller.message(slug, said.answers)
    message = message_actions.post(
        mine.person,
        mine.room,
        _client_id(mine.person, said.client_id, idempotency_key),
        said.text,
        answers=answered,
        confirmed=said.confirmed,
        attachments=said.attachments,
    )
    return Status(201, snapshots.message(message))


@router.get("/rooms/{slug}/messages/{number}", response=answers.Message, summary="One message")
def message(request: HttpRequest, slug: str, number: Number) -> Any:
    _, found = caller_of(request).message(slug, number)
    return snapshots.message(found)


@router.patch("/rooms/{slug}/messages/{number}", response=answers.Message, auth=TO_POST, summary="Change one's message")
def edit(request: HttpRequest, slug: str, number: Number, wanted: TextChange) -> Any:
    """The earlier version is kept for the room's members."""
    mine, found = caller_of(request).message(slug, number)
    return snapshots.message(edits.edit(mine.person, found, wanted.text, confirmed=wanted.confirmed))


@router.delete("/rooms/{slug}/messages/{number}", response=answers.Message, auth=TO_POST, summary="Delete a message")
def delete(request: HttpRequest, slug: str, number: Number) -> Any:
    """Its place stays, nothing of what it said does. A token needs `manage` for what others have said."""
    caller = caller_of(request)
    mine, found = caller.message(slug, number)
    if found.author_id != mine.person_id:
        caller.check_scope(MANAGE)
    return snapshots.message(deletion.delete(mine.person, found))


@router.post(
    "/rooms/{slug}/messages/{number}/restore", response=answers.Message, auth=TO_POST, summary="Undo a deletion"
)
def restore(request: HttpRequest, slug: str, number: Number) -> Any:
    """By who deleted it, within ten seconds."""
    mine, found = caller_of(request).message(slug, number)
    return snapshots.message(deletion.restore(mine.person, found))


@router.get(
    "/rooms/{slug}/messages/{number}/thread", response=answers.Messages, summary="A message with all its replies"
)
def thread(request: HttpRequest, slug: str, number: Number) -> Any:
    mine, found = caller_of(request).message(slug, number)
    root = found.root or found
    root.room = mine.room
    return {"messages": [snapshots.message(one) for one in lists.thread(root)]}


def _page(room: Room, where: Where) -> list[Message]:
    if len(where.model_dump(exclude_none=True)) > 1:
        raise Invalid(fields={"before": "Give one of before, after and around."})
    if where.around is not None:
        return queries.page_around(room, where.around)
    if where.after is not None:
        return queries.page_after(room, where.after)
    return queries.page_before(room, where.before or room.last_number + 1)


def _client_id(person: User, client_id: UUID | None, key: str | None) -> UUID:
    """Return what names this post for ever: an Idempotency-Key is a person's own, so another's same one is another."""
    if client_id is not None and key is not None:
        raise Invalid(fields={"client_id": "Give this or an Idempotency-Key, not both."})
    if key is not None:
        return uuid5(NAMESPACE_URL, f"chatsite:{person.pk}:{key}")
    return client_id or uuid4()
