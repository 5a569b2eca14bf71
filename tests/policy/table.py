"""The policy table: what each kind of person gets for each page and each live command, in each kind of room.

A row names every actor exactly once, under the outcome they get. Pages: "page" is shown, "done" (a redirect after a
deed, or to where it leads), "login" (sent to the log-in page), or the status of a refusal. Commands: "ok", "signed_out"
or the code of a refusal. Longer than most files: it is a list.
"""

from dataclasses import dataclass

GET, POST = "GET", "POST"

# In a direct room everybody inside is a plain member; "moderator" and "owner" are then just two of them.
IN_THE_ROOM = "member moderator owner inside-administrator"
MANAGERS = "moderator owner inside-administrator"
OWNERS = "owner inside-administrator"
# An administrator is a stranger to the rooms that they are not in.
STRANGERS = "outsider ex-member administrator"
# Whoever was deactivated is nobody, even with a log-in that was somehow kept and a room of their own.
NOBODY = "anonymous deactivated"
SIGNED_IN = f"{STRANGERS} {IN_THE_ROOM}"
ACTORS = f"{NOBODY} {SIGNED_IN}".split()

NAMED = ("closed", "open")
ALIVE = (*NAMED, "direct")
ROOMS = (*ALIVE, "archived")  # the archived one was open


@dataclass(frozen=True)
class Row:
    """What happens to whom at one page (`name` is its URL's) or command (`name` is its own), in these kinds of room."""

    name: str
    method: str
    kinds: tuple[str, ...]
    outcomes: dict[str, str]
    case: str = ""

    def expected(self) -> dict[str, str]:
        """Return each actor's outcome."""
        named = [(actor, outcome) for outcome, actors in self.outcomes.items() for actor in actors.split()]
        assert sorted(actor for actor, _ in named) == sorted(ACTORS), f"{self}: every actor once"
        return dict(named)


def for_members(name: str, method: str, kinds: tuple[str, ...], outcome: str) -> Row:
    return Row(name, method, kinds, {"login": NOBODY, "404": STRANGERS, outcome: IN_THE_ROOM})


def for_some(name: str, kinds: tuple[str, ...], outcome: str, allowed: str, method: str = POST) -> Row:
    """Return a row where only some of the members may."""
    others = " ".join(actor for actor in IN_THE_ROOM.split() if actor not in allowed.split())
    return Row(name, method, kinds, {"login": NOBODY, "404": STRANGERS, "403": others, outcome: allowed})


def post_only(name: str, kinds: tuple[str, ...] = ROOMS) -> Row:
    return Row(name, GET, kinds, {"login": NOBODY, "405": SIGNED_IN})


def for_signed_in(name: str, method: str, outcome: str) -> Row:
    """Return a row for a page that is about no room: everybody who is logged in gets the same."""
    return Row(name, method, ("closed",), {"login": NOBODY, outcome: SIGNED_IN})


def for_everybody(name: str, method: str, outcome: str) -> Row:
    return Row(name, method, ("closed",), {outcome: " ".join(ACTORS)})


PAGES = [
    for_signed_in("home", GET, "done"),
    for_signed_in("home", POST, "done"),
    for_everybody("setup", GET, "done"),
    for_everybody("setup", POST, "done"),
    for_signed_in("profile", GET, "page"),
    for_signed_in("profile", POST, "done"),
    for_signed_in("avatar", GET, "405"),
    for_signed_in("avatar", POST, "done"),
    for_signed_in("avatar-delete", GET, "405"),
    for_signed_in("avatar-delete", POST, "done"),
    for_signed_in("avatar-picture", GET, "page"),
    for_signed_in("avatar-picture", POST, "405"),
    for_signed_in("connections", GET, "page"),
    for_signed_in("connections", POST, "405"),
    for_signed_in("connection-close", GET, "405"),
    # The owner's, here and below: nobody else's is there, for administrators neither; theirs is Django admin.
    Row(
        "connection-close",
        POST,
        ("closed",),
        {"login": NOBODY, "404": f"{STRANGERS} member moderator inside-administrator", "done": "owner"},
    ),
    for_signed_in("log-in-end", GET, "405"),
    Row(
        "log-in-end",
        POST,
        ("closed",),
        {"login": NOBODY, "404": f"{STRANGERS} member moderator inside-administrator", "done": "owner"},
    ),
    for_signed_in("log-ins-end", GET, "405"),
    for_signed_in("log-ins-end", POST, "done"),
    for_signed_in("tokens", GET, "page"),
    for_signed_in("tokens", POST, "page"),
    for_signed_in("token-revoke", GET, "405"),
    # The owner's: nobody else's is there, for administrators neither; theirs is Django admin.
    Row(
        "token-revoke",
        POST,
        ("closed",),
        {"login": NOBODY, "404": f"{STRANGERS} member moderator inside-administrator", "done": "owner"},
    ),
    for_signed_in("person", GET, "page"),
    for_signed_in("person", POST, "405"),
    for_signed_in("people", GET, "page"),
    for_signed_in("people", POST, "405"),
    for_signed_in("open-rooms", GET, "page"),
    for_signed_in("open-rooms", POST, "405"),
    for_signed_in("rooms", GET, "page"),
    for_signed_in("rooms", POST, "page"),
    for_signed_in("room-new", GET, "page"),
    for_signed_in("room-new", POST, "done"),
    for_signed_in("direct-new", GET, "page"),
    for_signed_in("direct-new", POST, "done"),
    for_everybody("invitation", GET, "page"),
    Row("invitation", POST, ("closed",), {"page": NOBODY, "done": SIGNED_IN}),
    # Reading and writing.
    for_members("room", GET, ("closed", "direct", "archived"), "page"),
    Row("room", GET, ("open",), {"login": NOBODY, "page": SIGNED_IN}),
    for_members("room", POST, ALIVE, "done"),
    for_members("room", POST, ("archived",), "409"),
    for_members("message", GET, ROOMS, "page"),
    for_members("message", POST, ROOMS, "page"),
    for_members("messages", GET, ROOMS, "page"),
    Row("messages", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    # About one message, the owner's.
    Row(
        "message-text",
        GET,
        ROOMS,
        {"login": NOBODY, "404": f"{STRANGERS} member moderator inside-administrator", "page": "owner"},
    ),
    Row("message-text", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    for_members("message-reactions", GET, ROOMS, "page"),
    Row("message-reactions", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    post_only("message-save"),
    for_members("message-save", POST, ROOMS, "204"),
    post_only("message-unsave"),
    for_members("message-unsave", POST, ROOMS, "204"),
    for_members("room-people", GET, ROOMS, "page"),
    Row("room-people", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    for_members("room-seen", GET, ROOMS, "page"),
    Row("room-seen", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    post_only("room-preview"),
    for_members("room-preview", POST, ROOMS, "page"),
    for_members("thread", GET, ROOMS, "page"),
    for_members("thread", POST, ALIVE, "done"),
    for_members("thread", POST, ("archived",), "409"),
    for_members("message-edits", GET, ROOMS, "page"),
    Row("message-edits", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    for_members("pins", GET, ROOMS, "page"),
    Row("pins", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    for_members("pictures", GET, ROOMS, "page"),
    Row("pictures", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    for_members("files", GET, ROOMS, "page"),
    Row("files", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    for_members("room-jump", GET, ROOMS, "done"),
    Row("room-jump", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    for_signed_in("saved", GET, "page"),
    for_signed_in("saved", POST, "405"),
    for_signed_in("mentions", GET, "page"),
    for_signed_in("mentions", POST, "405"),
    for_signed_in("search", GET, "page"),
    for_signed_in("search", POST, "405"),
    # What was posted with it.
    for_members("file", GET, ROOMS, "page"),
    Row("file", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    for_members("thumbnail", GET, ROOMS, "page"),
    Row("thumbnail", POST, ROOMS, {"login": NOBODY, "405": SIGNED_IN}),
    # What one uploads, and what hangs at the owner's message.
    for_signed_in("uploads", GET, "page"),
    for_signed_in("uploads", POST, "201"),
    post_only("upload"),
    for_some("upload", ALIVE, "done", "owner"),
    for_some("upload", ("archived",), "409", "owner"),
    post_only("upload-delete"),
    for_some("upload-delete", ROOMS, "done", "owner"),
    # How far one has read, and what of a room concerns one.
    for_signed_in("rooms-read", GET, "405"),
    for_signed_in("rooms-read", POST, "done"),
    post_only("room-involvement"),
    for_members("room-involvement", POST, ROOMS, "done"),
    # The room itself.
    for_members("room-settings", GET, ROOMS, "page"),
    for_some("room-settings", NAMED, "done", MANAGERS),
    for_members("room-settings", POST, ("direct",), "403"),
    for_some("room-settings", ("archived",), "409", MANAGERS),
    post_only("room-archive"),
    for_some("room-archive", (*NAMED, "archived"), "done", OWNERS),
    for_members("room-archive", POST, ("direct",), "403"),
    post_only("room-unarchive"),
    for_some("room-unarchive", (*NAMED, "archived"), "done", OWNERS),
    for_members("room-unarchive", POST, ("direct",), "403"),
    # Who is in it.
    post_only("room-join"),
    Row("room-join", POST, ("closed", "direct", "archived"), {"login": NOBODY, "404": SIGNED_IN}),
    Row("room-join", POST, ("open",), {"login": NOBODY, "done": SIGNED_IN}),
    post_only("room-leave"),
    Row(
        "room-leave",
        POST,
        (*NAMED, "archived"),
        {"login": NOBODY, "404": STRANGERS, "409": "owner", "done": "member moderator inside-administrator"},
    ),
    for_members("room-leave", POST, ("direct",), "403"),
    for_members("members", GET, ROOMS, "page"),
    for_some("members", ("closed",), "done", MANAGERS),
    for_members("members", POST, ("open",), "done"),
    for_members("members", POST, ("direct",), "403"),
    for_members("members", POST, ("archived",), "409"),
    post_only("member-role"),
    for_some("member-role", (*NAMED, "archived"), "done", OWNERS),
    for_members("member-role", POST, ("direct",), "403"),
    post_only("member-remove"),
    for_some("member-remove", (*NAMED, "archived"), "done", MANAGERS),
    for_members("member-remove", POST, ("direct",), "403"),
    # Links into it.
    for_some("invitations", NAMED, "page", MANAGERS, method=GET),
    for_some("invitations", NAMED, "page", MANAGERS),
    for_members("invitations", GET, ("direct",), "403"),
    for_members("invitations", POST, ("direct",), "403"),
    for_members("invitations", GET, ("archived",), "409"),
    for_members("invitations", POST, ("archived",), "409"),
    post_only("invitation-revoke", NAMED),
    Row("invitation-revoke", POST, NAMED, {"login": NOBODY, "404": f"{STRANGERS} member", "done": MANAGERS}),
]


def command(name: str, kinds: tuple[str, ...], case: str = "", **outcomes: str) -> Row:
    """Return a row where strangers find nothing."""
    return Row(name, "", kinds, {"signed_out": NOBODY, "not_found": STRANGERS} | outcomes, case)


MEMBERS_MESSAGE, OWNERS_MESSAGE = "the member's message", "the owner's message"
DELETED_MESSAGE = "what the member has just deleted"

COMMANDS = [
    Row("hello", "", ROOMS, {"signed_out": NOBODY, "nothing": STRANGERS, "ok": IN_THE_ROOM}),
    command("message.post", ALIVE, ok=IN_THE_ROOM),
    command("message.post", ("archived",), room_archived=IN_THE_ROOM),
    command("message.delete", (*NAMED, "archived"), MEMBERS_MESSAGE, ok=IN_THE_ROOM),
    command("message.delete", ("direct",), MEMBERS_MESSAGE, ok="member", not_allowed=MANAGERS),
    command("message.delete", (*NAMED, "archived"), OWNERS_MESSAGE, ok=MANAGERS, not_allowed="member"),
    command(
        "message.delete", ("direct",), OWNERS_MESSAGE, ok="owner", not_allowed="member moderator inside-administrator"
    ),
    command("message.edit", ALIVE, MEMBERS_MESSAGE, ok="member", not_allowed=MANAGERS),
    command("message.edit", ("archived",), MEMBERS_MESSAGE, room_archived="member", not_allowed=MANAGERS),
    command("message.restore", ROOMS, DELETED_MESSAGE, ok="member", not_found=f"{STRANGERS} {MANAGERS}"),
    command("message.forward", ALIVE, ok=IN_THE_ROOM),
    command("message.forward", ("archived",), room_archived=IN_THE_ROOM),
    command("message.pin", NAMED, ok=MANAGERS, not_allowed="member"),
    command("message.pin", ("direct",), ok=IN_THE_ROOM),
    command("message.pin", ("archived",), room_archived=MANAGERS, not_allowed="member"),
    command("message.unpin", NAMED, ok=MANAGERS, not_allowed="member"),
    command("message.unpin", ("direct",), ok=IN_THE_ROOM),
    command("message.unpin", ("archived",), room_archived=MANAGERS, not_allowed="member"),
    command("reaction.add", ALIVE, ok=IN_THE_ROOM),
    command("reaction.add", ("archived",), room_archived=IN_THE_ROOM),
    command("reaction.remove", ALIVE, ok=IN_THE_ROOM),
    command("reaction.remove", ("archived",), room_archived=IN_THE_ROOM),
    command("room.sync", ROOMS, ok=IN_THE_ROOM),
    command("room.read", ROOMS, ok=IN_THE_ROOM),
    command("room.unread", ROOMS, ok=IN_THE_ROOM),
    command("typing.start", ALIVE, ok=IN_THE_ROOM),
    command("typing.start", ("archived",), room_archived=IN_THE_ROOM),
    Row("presence.set", "", ("closed",), {"signed_out": NOBODY, "ok": SIGNED_IN}),
    Row("ping", "", ("closed",), {"signed_out": NOBODY, "ok": SIGNED_IN}),
]
