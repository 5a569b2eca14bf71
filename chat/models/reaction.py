from django.db import models

from chat import limits
from chat.models.message import Message
from chat.models.user import User


class Reaction(models.Model):
    """One person's emoji under a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="reactions", db_index=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="reactions")
    emoji = models.CharField(max_length=limits.EMOJI_CHARACTERS)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        # Its index serves the message's own too.
        constraints = [models.UniqueConstraint(fields=["message", "person", "emoji"], name="one_reaction_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.emoji} under {self.message}"
