"""What things are. Rules about them live in chat.actions."""

from chat.models.community import Community
from chat.models.invitation import Invitation
from chat.models.membership import Membership
from chat.models.message import Message
from chat.models.room import Room
from chat.models.session import Session
from chat.models.user import User

__all__ = ["Community", "Invitation", "Membership", "Message", "Room", "Session", "User"]
