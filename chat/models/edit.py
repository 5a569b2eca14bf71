from django.db import models

from chat.models.message import Message


class Edit(models.Model):
    """An earlier version of a message, as it was until it was changed. A deleted message has none."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="edits")
    text = models.TextField()
    html = models.TextField()
    # When this version was written, not when it was replaced.
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.message} as of {self.written_at:%Y-%m-%d %H:%M}"
