from chat.live import frames
from chat.live.commands.command import Command, Id
from chat.live.hub import Hub
from chat.live.socket import Socket


class StartTyping(Command):
    name = "typing.start"
    room: Id

    async def obey(self, socket: Socket, hub: Hub) -> None:
        hub.typing.start(socket, self.room)
        socket.deliver(frames.reply(self.ref))
