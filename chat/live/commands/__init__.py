"""What a browser may ask: name -> checked fields -> action. docs/protocol.md lists the same, and a test compares."""

from typing import Any

from pydantic import ValidationError

from chat.errors import Invalid, UnknownCommand
from chat.live.commands.command import Command
from chat.live.commands.connection import Hello, Ping
from chat.live.commands.messages import (
    DeleteMessage,
    EditMessage,
    ForwardMessage,
    PinMessage,
    PostMessage,
    RestoreMessage,
    UnpinMessage,
)
from chat.live.commands.presence import SetPresence
from chat.live.commands.reactions import AddReaction, RemoveReaction
from chat.live.commands.rooms import ReadRoom, SyncRoom, UnreadRoom
from chat.live.commands.typing import StartTyping

__all__ = ["COMMANDS", "Command", "Hello", "parse"]

COMMANDS: dict[str, type[Command]] = {
    command.name: command
    for command in (
        Hello,
        PostMessage,
        EditMessage,
        DeleteMessage,
        RestoreMessage,
        ForwardMessage,
        PinMessage,
        UnpinMessage,
        AddReaction,
        RemoveReaction,
        SyncRoom,
        ReadRoom,
        UnreadRoom,
        StartTyping,
        SetPresence,
        Ping,
    )
}


def parse(body: dict[str, Any]) -> Command:
    """Return the command in a frame's body, its fields checked; raise UnknownCommand or Invalid."""
    name = body.get("command")
    if not isinstance(name, str) or name not in COMMANDS:
        raise UnknownCommand
    fields = {field: value for field, value in body.items() if field != "command"}
    try:
        return COMMANDS[name](**fields)
    except ValidationError as error:
        raise Invalid(fields=_sentences(COMMANDS[name], error)) from None


def _sentences(command: type[Command], error: ValidationError) -> dict[str, str]:
    """Return a sentence for each wrong field. What the browser sent is not repeated."""
    known = command.model_fields
    wrong = [(str(fault["loc"][0]) if fault["loc"] else "", fault["msg"]) for fault in error.errors()]
    return {(field if field in known else "unknown field"): message for field, message in wrong}
