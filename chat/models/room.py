from collections.abc import Iterable
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chat import limits
from chat.models.user import User
from chat.validators import validate_name


class RoomQuerySet(models.QuerySet["Room"]):
    def open(self) -> "RoomQuerySet":
        return self.filter(kind=Room.Kind.OPEN)

    def with_members_count(self) -> "RoomQuerySet":
        present = models.Q(memberships__removed_at=None)
        return self.annotate(members_count=models.Count("memberships", filter=present))


class Room(models.Model):
    """A place with messages and members.

    `revision` counts every change to what the room shows; each change takes the next one under this row's lock and
    stamps it on the row that changed. `own_revision` is the stamp of the last change to the room's own fields.
    """

    class Kind(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        DIRECT = "direct", _("direct")

    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    slug = models.SlugField(_("address"), max_length=limits.ROOM_SLUG_CHARACTERS, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=limits.ROOM_NAME_CHARACTERS, blank=True, validators=[validate_name])
    topic = models.CharField(_("topic"), max_length=limits.ROOM_TOPIC_CHARACTERS, blank=True)
    # The sorted ids of a direct room's people: the same people meet in the same room.
    direct_key = models.CharField(max_length=200, unique=True, null=True, editable=False)  # noqa: DJ001  # unique
    revision = models.PositiveBigIntegerField(default=0, editable=False)
    own_revision = models.PositiveBigIntegerField(default=0, editable=False)
    last_number = models.PositiveBigIntegerField(default=0, editable=False)
    last_message_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="direct", direct_key__isnull=False)
                | (~models.Q(kind="direct") & models.Q(direct_key=None) & ~models.Q(name="")),
                name="direct_rooms_have_a_key_and_others_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name or f"direct {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("chat:room", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.kind == self.Kind.OPEN

    @property
    def is_direct(self) -> bool:
        return self.kind == self.Kind.DIRECT

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    def as_dict(self) -> dict[str, Any]:
        """Return what every member sees of the room itself: the `state` of a change of kind room."""
        return {
            "kind": self.kind,
            "slug": self.slug,
            "name": self.name,
            "topic": self.topic,
            "archived": self.is_archived,
        }


def direct_key(people: Iterable[User]) -> str:
    """Return the one key of the direct room of these people."""
    return "-".join(str(pk) for pk in sorted(person.pk for person in people))
