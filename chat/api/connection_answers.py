"""What the API answers about connections, typed."""

from ninja import Schema

from chat.api.answers import Person


class Process(Schema):
    """A web process, by its machine's name and its number there."""

    id: str
    name: str


class Connection(Schema):
    """An open socket: `rooms` are the ids of those that its page shows, `lagging` that it reads too slowly."""

    id: str
    person: Person
    process: Process
    address: str
    agent: str
    since: str
    last_active: str
    rooms: list[int]
    lagging: bool


class Connections(Schema):
    """One page, by id; `after` is for the next one, null at the end."""

    connections: list[Connection]
    after: str | None


class Handed(Schema):
    """To how many connections, as far as they are written down."""

    connections: int
