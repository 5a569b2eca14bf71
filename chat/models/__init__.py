"""What things are. Rules about them live in chat.actions."""

from chat.models.attachment import Attachment
from chat.models.community import Community
from chat.models.connection import Connection, Process
from chat.models.edit import Edit
from chat.models.invitation import Invitation
from chat.models.membership import Membership, Pointer
from chat.models.mention import Mention
from chat.models.message import Message
from chat.models.reaction import Reaction
from chat.models.room import Room
from chat.models.saved import Saved
from chat.models.session import Session
from chat.models.token import Token
from chat.models.user import User
from chat.models.withdrawn import Withdrawn

__all__ = [
    "Attachment",
    "Community",
    "Connection",
    "Edit",
    "Invitation",
    "Membership",
    "Mention",
    "Message",
    "Pointer",
    "Process",
    "Reaction",
    "Room",
    "Saved",
    "Session",
    "Token",
    "User",
    "Withdrawn",
]
