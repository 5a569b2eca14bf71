import secrets
from datetime import datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chat import limits
from chat.models.message import Message
from chat.models.room import Room
from chat.models.user import User

KEY_BYTES = 16


def new_key() -> str:
    """Return a name that nobody guesses: 128 random bits in 22 characters."""
    return secrets.token_urlsafe(KEY_BYTES)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def waiting(self, owner: User) -> "AttachmentQuerySet":
        """Uploaded by this person, whole, and not yet part of a message."""
        return self.filter(owner=owner, message=None, state=Attachment.State.READY)

    def of(self, message: Message) -> "AttachmentQuerySet":
        return self.filter(message=message)

    def orphans(self, before: datetime) -> "AttachmentQuerySet":
        """What nobody has posted, since long ago."""
        return self.filter(message=None, created_at__lt=before, state=Attachment.State.READY)

    def left_arriving(self, before: datetime) -> "AttachmentQuerySet":
        """What a process has begun to take in, and was killed over."""
        return self.filter(state=Attachment.State.ARRIVING, created_at__lt=before)

    def discarded(self, before: datetime) -> "AttachmentQuerySet":
        return self.filter(state=Attachment.State.DISCARDED, discarded_at__lt=before)


class Attachment(models.Model):
    """A file that somebody has uploaded: first its owner's alone, then part of one message.

    The row is there before the first byte and after the last one: while it exists, and only then, there may be files
    in its folder. A forwarded copy is a row of its own with the folder of the first one.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("picture")
        AUDIO = "audio", _("audio")
        VIDEO = "video", _("video")
        FILE = "file", _("file")

    class State(models.TextChoices):
        ARRIVING = "arriving", _("arriving")
        READY = "ready", _("ready")
        # Nobody sees it any more; its files are removed soon, and then the row.
        DISCARDED = "discarded", _("discarded")

    # What its address says.
    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    # Where its files lie in the storage.
    folder = models.CharField(max_length=22, db_index=True, editable=False)
    owner = models.ForeignKey(User, models.PROTECT, related_name="attachments", verbose_name=_("owner"))
    message = models.ForeignKey(
        Message, models.SET_NULL, null=True, related_name="attachments", verbose_name=_("message"), db_index=False
    )
    # The room of the message: what a room's pages list, and its bytes.
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, related_name="attachments", verbose_name=_("room"), db_index=False
    )
    # The place in its message, from 0.
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ARRIVING, editable=False)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.FILE, editable=False)
    name = models.CharField(_("name"), max_length=limits.FILE_NAME_CHARACTERS)
    # What its first bytes say, never what a name or a header says.
    content_type = models.CharField(_("type"), max_length=100, default="application/octet-stream", editable=False)
    # The bytes that a download brings.
    size = models.PositiveBigIntegerField(_("bytes"), default=0, editable=False)
    # What it counts for its owner: its files with their thumbnails; 0 where another row counts the same folder.
    stored_bytes = models.PositiveBigIntegerField(_("stored bytes"), default=0, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    animated = models.BooleanField(default=False, editable=False)
    # "#rrggbb": what stands in a picture's place while it loads.
    colour = models.CharField(max_length=7, blank=True, editable=False)
    # The widths of its thumbnails, ascending; none is wider than the picture.
    widths = models.JSONField(default=list, editable=False)
    alt = models.CharField(_("alternative text"), max_length=limits.ALT_CHARACTERS, blank=True)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    discarded_at = models.DateTimeField(null=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("position",)
        indexes = [
            models.Index(fields=["message", "position"], name="attachment_of_message"),
            models.Index(fields=["room", "kind", "message"], name="attachment_in_room"),
            models.Index(fields=["state", "discarded_at"], name="attachment_discarded"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("chat:file", args=[self.key])

    @property
    def is_picture(self) -> bool:
        return self.kind == self.Kind.PICTURE

    @property
    def thumbnails(self) -> list[tuple[int, str]]:
        """The widths of its thumbnails with their addresses, ascending."""
        return [(width, reverse("chat:thumbnail", args=[self.key, width])) for width in self.widths]

    def as_dict(self) -> dict[str, Any]:
        """Return what everybody who sees its message may know."""
        return {
            "key": self.key,
            "kind": self.kind,
            "name": self.name,
            "type": self.content_type,
            "size": self.size,
            "url": self.get_absolute_url(),
            "alt": self.alt,
            "width": self.width,
            "height": self.height,
            "animated": self.animated,
            "colour": self.colour,
            "thumbnails": [{"width": width, "url": url} for width, url in self.thumbnails],
        }
