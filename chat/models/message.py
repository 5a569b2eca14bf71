from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chat.models.room import Room
from chat.models.user import User


class MessageQuerySet(models.QuerySet["Message"]):
    def before(self, number: int) -> "MessageQuerySet":
        return self.filter(number__lt=number)

    def after(self, number: int) -> "MessageQuerySet":
        return self.filter(number__gt=number)

    def changed_since(self, revision: int) -> "MessageQuerySet":
        return self.filter(revision__gt=revision).order_by("revision")


class Message(models.Model):
    """Something said. `html` is rendered once, when written, and knows no viewer."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="messages", verbose_name=_("room"))
    author = models.ForeignKey(User, models.PROTECT, related_name="messages", verbose_name=_("author"))
    # The place in the room: 1, 2, 3 ... without holes, never reused.
    number = models.PositiveBigIntegerField(_("number"), editable=False)
    revision = models.PositiveBigIntegerField(editable=False)
    # Made by the sender; the same one is the same message for ever.
    client_id = models.UUIDField(editable=False)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)
    deleted_at = models.DateTimeField(_("deleted"), null=True, editable=False)
    deleted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="one_message_a_number"),
            models.UniqueConstraint(fields=["author", "client_id"], name="one_message_a_client_id"),
        ]
        indexes = [models.Index(fields=["room", "revision"], name="message_changes")]

    def __str__(self) -> str:
        return f"{self.room} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("chat:message", args=[self.room.slug, self.number])

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    def as_dict(self) -> dict[str, Any]:
        """Return what identifies this message to a browser; its look is messages/_message.html."""
        return {
            "id": self.pk,
            "room": self.room_id,
            "number": self.number,
            "author": self.author_id,
            "client_id": str(self.client_id),
            "created_at": self.created_at.isoformat().replace("+00:00", "Z"),
            "deleted": self.is_deleted,
        }
