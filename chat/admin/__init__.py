"""Django admin. What an administrator does here goes through the same actions as everything else."""

from chat.admin import community, memberships, messages, people, rooms

__all__ = ["community", "memberships", "messages", "people", "rooms"]
