from django.db import models

from chat.models.message import Message


class Withdrawn(models.Model):
    """What a deleted message held, for the few seconds in which its deletion can be undone. Then it is swept."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="withdrawn", primary_key=True)
    content = models.JSONField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "withdrawn"

    def __str__(self) -> str:
        return f"{self.message} until {self.until:%H:%M:%S}"
