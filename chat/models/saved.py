from django.db import models

from chat.models.message import Message
from chat.models.user import User


class Saved(models.Model):
    """A message that a person keeps for later. Nobody else knows."""

    person = models.ForeignKey(User, models.CASCADE, related_name="saved", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="saved")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "message"], name="saved_once")]

    def __str__(self) -> str:
        return f"{self.message} for {self.person}"
