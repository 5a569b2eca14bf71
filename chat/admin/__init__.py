"""Django admin. What an administrator does here goes through the same actions as everything else."""

from chat.admin import attachments, community, memberships, messages, people, rooms, tokens

__all__ = ["attachments", "community", "memberships", "messages", "people", "rooms", "tokens"]
