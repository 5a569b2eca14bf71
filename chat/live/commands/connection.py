"""What a browser asks of the connection itself."""

from typing import Annotated

from pydantic import Field

from chat import limits
from chat.errors import Busy
from chat.live import frames
from chat.live.closing import BUSY, RELOAD
from chat.live.commands.command import Command, Revision, RoomName
from chat.live.hub import Hub
from chat.live.socket import Socket


class Hello(Command):
    name = "hello"
    protocol: int
    rooms: Annotated[dict[RoomName, Revision], Field(max_length=limits.HELLO_ROOMS)] = {}

    async def obey(self, socket: Socket, hub: Hub) -> None:
        if self.protocol != frames.PROTOCOL:
            socket.close(RELOAD)
            return
        try:
            revisions = {int(room): revision for room, revision in self.rooms.items()}
            await hub.greet(socket, self.ref, revisions)
            socket.shown = frozenset(revisions)
        except Busy:
            # Hello is said once: who could not be served is let go, and comes back.
            socket.close(BUSY)


class Ping(Command):
    name = "ping"

    async def obey(self, socket: Socket, hub: Hub) -> None:
        socket.deliver(frames.reply(self.ref))
