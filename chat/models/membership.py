from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from chat.models.room import Room
from chat.models.user import User


class Pointer(NamedTuple):
    """How far somebody has read. Of two, the greater is the newer: set back more often, or else further on."""

    turned_back: int
    number: int


class MembershipQuerySet(models.QuerySet["Membership"]):
    def present(self) -> "MembershipQuerySet":
        return self.filter(removed_at=None)

    def owners(self) -> "MembershipQuerySet":
        return self.filter(role=Membership.Role.OWNER)

    def changed_since(self, revision: int) -> "MembershipQuerySet":
        return self.filter(revision__gt=revision).order_by("revision")


class Membership(models.Model):
    """A person's relation to a room. Leaving keeps the row as a tombstone, so that others can catch up with it."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        MODERATOR = "moderator", _("moderator")
        MEMBER = "member", _("member")

    class Involvement(models.TextChoices):
        EVERYTHING = "everything", _("everything")
        MENTIONS = "mentions", _("mentions")
        NOTHING = "nothing", _("nothing")

    room = models.ForeignKey(Room, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=9, choices=Role, default=Role.MEMBER)
    involvement = models.CharField(_("involvement"), max_length=10, choices=Involvement, default=Involvement.EVERYTHING)
    revision = models.PositiveBigIntegerField(editable=False)
    # Unread is the room's last number less this: no write per reader per message.
    read_number = models.PositiveBigIntegerField(default=0, editable=False)
    # How often the pointer was set back: what was read before that, and is told later, counts no more.
    turned_back = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["room", "person"], name="one_membership_a_person_and_room")]
        indexes = [models.Index(fields=["room", "revision"], name="membership_changes")]

    def __str__(self) -> str:
        return f"{self.person} in {self.room}"

    @property
    def is_present(self) -> bool:
        return self.removed_at is None

    @property
    def is_owner(self) -> bool:
        return self.role == self.Role.OWNER

    @property
    def moderates(self) -> bool:
        return self.role in {self.Role.OWNER, self.Role.MODERATOR}

    @property
    def pointer(self) -> Pointer:
        return Pointer(self.turned_back, self.read_number)

    @property
    def unread(self) -> int:
        return max(0, self.room.last_number - self.read_number)

    def as_dict(self) -> dict[str, Any]:
        """Return what every member of the room sees of this membership."""
        return {"person": self.person.as_dict(), "role": self.role, "removed": not self.is_present}
