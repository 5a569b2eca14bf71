"""What the API answers, typed."""

from typing import Any, Literal

from ninja import Schema

from chat.api.schemas import Role


class Person(Schema):
    id: int
    username: str
    name: str
    initials: str
    hue: int
    avatar: str


class Card(Person):
    title: str
    timezone: str


class Token(Schema):
    """`rooms` are the slugs of those that it reaches, null for all."""

    name: str
    scope: str
    rooms: list[str] | None
    expires_at: str | None


class Me(Schema):
    """`token` is null for a session."""

    person: Card
    administrator: bool
    token: Token | None


class Room(Schema):
    """A room as one of its members sees it; the name of a direct room is its people's."""

    id: int
    url: str
    kind: Literal["open", "closed", "direct"]
    slug: str
    name: str
    topic: str
    archived: bool
    role: Role
    involvement: Literal["everything", "mentions", "nothing"]
    revision: int
    last_number: int
    last_message_at: str | None
    read_number: int
    turned_back: int
    unread: int
    mentions: list[int]
    people: list[Person]


class OpenRoom(Schema):
    """A room that everybody may join."""

    id: int
    url: str
    slug: str
    name: str
    topic: str
    members: int
    joined: bool


class Member(Schema):
    person: Person
    role: Role
    removed: bool


class Members(Schema):
    """One page, by username; `after` is for the next one, null at the end."""

    members: list[Member]
    after: str | None


class Reaction(Schema):
    """An emoji, and the ids of its people in the order in which they came."""

    emoji: str
    people: list[int]


class Message(Schema):
    """A message as it is now. `html` is what `text` was rendered to; a deleted one has lost both."""

    id: int
    room: int
    number: int
    revision: int
    client_id: str
    author: Person
    text: str
    html: str
    system: bool
    deleted: bool
    created_at: str
    edited_at: str | None
    pinned_at: str | None
    answers: int | None
    thread: int | None
    replies: int
    forwarded_from: Person | None
    mentions: list[int] | Literal["all"]
    reactions: list[Reaction]
    attachments: list[dict[str, Any]]


class Page(Schema):
    """Messages in order. `older` and `newer` are what `before` and `after` are for the next page, null at an end."""

    messages: list[Message]
    older: int | None
    newer: int | None


class Messages(Schema):
    messages: list[Message]


class State(Schema):
    kind: str
    slug: str
    name: str
    topic: str
    archived: bool


class Change(Schema):
    """What changed, as it is now: one of `message`, `member` and `state` (the room's own fields), by its kind."""

    kind: Literal["message", "member", "room"]
    revision: int
    message: Message | None = None
    member: Member | None = None
    state: State | None = None


class Changes(Schema):
    """What brings a room from revision `start` to `to`; with `reset` it is too much: fetch the room anew."""

    room: int
    start: int
    to: int
    reset: bool
    changes: list[Change]


class Read(Schema):
    """How far the person has read, and how many messages follow."""

    number: int
    turned_back: int
    unread: int


class Hit(Schema):
    """A message that was found; `room` is the slug of its room, and `excerpt` HTML in which what fits is marked."""

    room: str
    number: int
    author: Person
    created_at: str
    text: str
    excerpt: str


class Found(Schema):
    """The newest first. `older` is what `before` is for the next page. `notes` say what of the query was left out."""

    found: list[Hit]
    older: int | None
    notes: list[str]
