"""Django admin. What an administrator does here goes through the same actions as everything else."""

from chat.admin import attachments, community, connections, memberships, messages, people, rooms, tokens

__all__ = ["attachments", "community", "connections", "memberships", "messages", "people", "rooms", "tokens"]
