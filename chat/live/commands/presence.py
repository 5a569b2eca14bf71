from typing import Literal

from chat.live import frames
from chat.live.commands.command import Command
from chat.live.hub import Hub
from chat.live.socket import Socket


class SetPresence(Command):
    name = "presence.set"
    state: Literal["here", "away"]

    async def obey(self, socket: Socket, hub: Hub) -> None:
        hub.presence.note(socket, self.state)
        socket.deliver(frames.reply(self.ref))
