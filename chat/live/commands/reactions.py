from typing import Annotated

from pydantic import Field

from chat import limits
from chat.actions import reactions
from chat.live.commands.command import MessageCommand
from chat.models import Message, User

Emoji = Annotated[str, Field(min_length=1, max_length=limits.EMOJI_CHARACTERS)]


class AddReaction(MessageCommand):
    name = "reaction.add"
    emoji: Emoji

    def change(self, person: User, message: Message) -> Message:
        return reactions.add(person, message, self.emoji)


class RemoveReaction(MessageCommand):
    name = "reaction.remove"
    emoji: Emoji

    def change(self, person: User, message: Message) -> Message:
        return reactions.remove(person, message, self.emoji)
