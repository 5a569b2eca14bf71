"""Live sockets, for programs of administrators: to list, to hand something to, and to close."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from chat import access, limits, queries
from chat.actions import connections
from chat.api import connection_answers as answers
from chat.api import snapshots
from chat.api.authentication import TO_MANAGE, Caller, caller_of
from chat.errors import BadBody
from chat.models import Connection

router = Router(tags=["Connections"], auth=TO_MANAGE)

FORM = "multipart/form-data"
TEXT = {"requestBody": {"required": True, "content": {"text/plain": {"schema": {"type": "string"}}}}}


class Which(Schema):
    """A person's username, a process' id, an address: only those that fit all that are given."""

    person: Annotated[str, Query(max_length=limits.USERNAME_CHARACTERS)] = ""
    process: Annotated[str, Query(max_length=limits.CONNECTION_NAME_CHARACTERS)] = ""
    address: Annotated[str, Query(max_length=limits.ADDRESS_CHARACTERS)] = ""
    after: Annotated[str, Query(max_length=limits.CONNECTION_NAME_CHARACTERS)] = ""


@router.get("/connections", response=answers.Connections, summary="Everybody's open connections")
def page(request: HttpRequest, which: Query[Which]) -> Any:
    """For administrators, as it was a second ago. By id, a page at a time."""
    everybodys = access.connections(_caller(request).person)
    filters = {"person__username": which.person, "process": which.process, "address": which.address}
    found = queries.connections(everybodys, which.after, **filters)
    last = found[-1].pk if len(found) == limits.PAGE_CONNECTIONS else None
    return {"connections": [snapshots.connection(one) for one in found], "after": last}


@router.get("/connections/{name}", response=answers.Connection, summary="One connection")
def connection(request: HttpRequest, name: str) -> Any:
    """For administrators."""
    return snapshots.connection(_found(_caller(request), name))


@router.post("/connections/{name}", response=answers.Connection, summary="Hand data to one", openapi_extra=TEXT)
def send(request: HttpRequest, name: str) -> Any:
    """For administrators. The body, in UTF-8, arrives as a `you` frame of the kind `data`."""
    caller = _caller(request)
    found = _found(caller, name)
    connections.send(caller.person, found, connections.DATA, _text(request))
    return snapshots.connection(found)


@router.delete("/connections/{name}", response={204: None}, summary="Close a connection")
def close(request: HttpRequest, name: str) -> Any:
    """For administrators. The window does not come back until its page is loaded again."""
    caller = _caller(request)
    connections.close(caller.person, _found(caller, name))
    return Status(204, None)


@router.post(
    "/people/{username}/connections",
    response=answers.Handed,
    summary="Hand data to all of a person's connections",
    openapi_extra=TEXT,
)
def send_to_all(request: HttpRequest, username: str) -> Any:
    """For administrators. One that reads too slowly is passed over."""
    caller = _caller(request)
    everybodys = access.connections(caller.person)
    (person,) = access.people(caller.person, [username])
    connections.send_to_all(caller.person, person, connections.DATA, _text(request))
    return {"connections": everybodys.filter(person=person, is_lagging=False).count()}


def _caller(request: HttpRequest) -> Caller:
    """Return who asks; a token for some rooms has no say in what is in no room."""
    caller = caller_of(request)
    caller.check_all_rooms()
    return caller


def _found(caller: Caller, name: str) -> Connection:
    return access.connection(caller.person, name)


def _text(request: HttpRequest) -> str:
    if request.content_type == FORM:
        raise BadBody
    try:
        return request.body.decode()
    except UnicodeDecodeError:
        raise BadBody from None
