from django.db import models
from django.utils.translation import gettext_lazy as _

from chat.models.message import Message
from chat.models.room import Room
from chat.models.user import User


class Mention(models.Model):
    """A member whom a message names. Room and number stand here too: those not yet read are counted by them."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="mentions", db_index=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="mentions", db_index=False)
    room = models.ForeignKey(Room, models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="one_mention_a_message_and_person")]
        indexes = [models.Index(fields=["person", "room", "number"], name="mention_unread")]

    def __str__(self) -> str:
        return f"{self.person} in {self.message}"
