"""The policy table of the HTTP API: what each kind of person's program gets for each operation, in each kind of room.

As in table.py, with the status of the answer as outcome. `scope` is the narrowest that a token needs.
"""

from dataclasses import dataclass

from tests.policy.table import ALIVE, IN_THE_ROOM, MANAGERS, NAMED, NOBODY, OWNERS, ROOMS, SIGNED_IN, STRANGERS, Row

READ, POST, MANAGE = "read", "post", "manage"
ONCE = ("closed",)
ADMINISTRATORS = "administrator inside-administrator"
FORMER = (*NAMED, "archived")


@dataclass(frozen=True)
class Operation:
    """One method of one address, and its rows."""

    name: str
    scope: str
    rows: tuple[Row, ...]


def operation(name: str, scope: str, *rows: Row) -> Operation:
    return Operation(name, scope, rows)


def row(kinds: tuple[str, ...], **outcomes: str) -> Row:
    """Return a row: `_404="member"` says who gets a 404; whoever is nobody is told to sign in."""
    return Row("", "", kinds, {"401": NOBODY} | {name.removeprefix("_"): actors for name, actors in outcomes.items()})


def members(kinds: tuple[str, ...], outcome: str) -> Row:
    return row(kinds, _404=STRANGERS, **{f"_{outcome}": IN_THE_ROOM})


def some(kinds: tuple[str, ...], outcome: str, allowed: str, refusal: str = "403") -> Row:
    """Return a row where only some of the members may."""
    others = " ".join(actor for actor in IN_THE_ROOM.split() if actor not in allowed.split())
    return row(kinds, _404=STRANGERS, **{f"_{refusal}": others, f"_{outcome}": allowed})


def everybody(outcome: str) -> Row:
    return row(ONCE, **{f"_{outcome}": SIGNED_IN})


def administrators(outcome: str) -> Row:
    others = " ".join(actor for actor in SIGNED_IN.split() if actor not in ADMINISTRATORS.split())
    return row(ONCE, _403=others, **{f"_{outcome}": ADMINISTRATORS})


ROOM = "/rooms/{slug}"
MEMBER = f"{ROOM}/members/{{username}}"
MESSAGES = f"{ROOM}/messages"
MESSAGE = f"{MESSAGES}/{{number}}"
REACTION = f"{MESSAGE}/reactions/{{emoji}}"
CONNECTION = "/connections/{name}"

OPERATIONS = [
    operation("GET /me", READ, everybody("200")),
    operation("GET /people", READ, everybody("200")),
    operation("GET /people/{username}", READ, everybody("200")),
    operation("GET /rooms", READ, everybody("200")),
    operation("GET /open-rooms", READ, everybody("200")),
    operation("GET /search", READ, everybody("200")),
    operation("POST /rooms", MANAGE, everybody("201")),
    operation("POST /rooms/direct", MANAGE, everybody("200")),
    operation("POST /uploads", POST, everybody("201")),
    # The room itself.
    operation(f"GET {ROOM}", READ, members(ROOMS, "200")),
    operation(
        f"PATCH {ROOM}",
        MANAGE,
        some(NAMED, "200", MANAGERS),
        members(("direct",), "403"),
        some(("archived",), "409", MANAGERS),
    ),
    operation(f"POST {ROOM}/archive", MANAGE, some(FORMER, "200", OWNERS), members(("direct",), "403")),
    operation(f"POST {ROOM}/unarchive", MANAGE, some(FORMER, "200", OWNERS), members(("direct",), "403")),
    # Who is in it.
    operation(
        f"POST {ROOM}/join",
        MANAGE,
        row(("closed", "direct", "archived"), _404=SIGNED_IN),
        row(("open",), _200=SIGNED_IN),
    ),
    operation(
        f"POST {ROOM}/leave",
        MANAGE,
        row(FORMER, _404=STRANGERS, _409="owner", _204="member moderator inside-administrator"),
        members(("direct",), "403"),
    ),
    operation(f"GET {ROOM}/members", READ, members(ROOMS, "200")),
    operation(
        f"POST {ROOM}/members",
        MANAGE,
        some(("closed",), "204", MANAGERS),
        members(("open",), "204"),
        members(("direct",), "403"),
        members(("archived",), "409"),
    ),
    operation(f"PUT {MEMBER}", MANAGE, some(FORMER, "200", OWNERS), members(("direct",), "403")),
    operation(f"DELETE {MEMBER}", MANAGE, some(FORMER, "204", MANAGERS), members(("direct",), "403")),
    # Messages. One is changed that the member wrote, one deleted and marked that the owner wrote.
    operation(f"GET {MESSAGES}", READ, members(ROOMS, "200")),
    operation(f"POST {MESSAGES}", POST, members(ALIVE, "201"), members(("archived",), "409")),
    operation(f"GET {MESSAGE}", READ, members(ROOMS, "200")),
    operation(
        f"PATCH {MESSAGE}",
        POST,
        some(ALIVE, "200", "member"),
        some(("archived",), "409", "member"),
    ),
    operation(
        f"DELETE {MESSAGE}",
        POST,
        some(FORMER, "200", MANAGERS),
        some(("direct",), "200", "owner"),
    ),
    operation(f"POST {MESSAGE}/restore", POST, row(ROOMS, _404=f"{STRANGERS} {MANAGERS}", _200="member")),
    operation(f"GET {MESSAGE}/thread", READ, members(ROOMS, "200")),
    operation(f"PUT {REACTION}", POST, members(ALIVE, "200"), members(("archived",), "409")),
    operation(f"DELETE {REACTION}", POST, members(ALIVE, "200"), members(("archived",), "409")),
    operation(f"GET {ROOM}/pins", READ, members(ROOMS, "200")),
    *(
        operation(
            f"{method} {MESSAGE}/pin",
            MANAGE,
            some(NAMED, "200", MANAGERS),
            members(("direct",), "200"),
            some(("archived",), "409", MANAGERS),
        )
        for method in ("PUT", "DELETE")
    ),
    # What the person alone sees, and what programs follow.
    operation(f"GET {ROOM}/read", READ, members(ROOMS, "200")),
    operation(f"PUT {ROOM}/read", POST, members(ROOMS, "200")),
    operation(f"PUT {ROOM}/unread", POST, members(ROOMS, "200")),
    operation(f"GET {ROOM}/changes", READ, members(ROOMS, "200")),
    # Open windows; Gina has one.
    operation("GET /connections", MANAGE, administrators("200")),
    operation(f"GET {CONNECTION}", MANAGE, administrators("200")),
    operation(f"POST {CONNECTION}", MANAGE, administrators("200")),
    operation(f"DELETE {CONNECTION}", MANAGE, administrators("204")),
    operation("POST /people/{username}/connections", MANAGE, administrators("200")),
]
