from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chat.models.room import Room
from chat.models.user import User

if TYPE_CHECKING:
    from chat.models.attachment import Attachment


class MessageQuerySet(models.QuerySet["Message"]):
    def before(self, number: int) -> "MessageQuerySet":
        return self.filter(number__lt=number)

    def after(self, number: int) -> "MessageQuerySet":
        return self.filter(number__gt=number)

    def changed_since(self, revision: int) -> "MessageQuerySet":
        return self.filter(revision__gt=revision).order_by("revision")

    def pinned(self) -> "MessageQuerySet":
        return self.exclude(pinned_at=None).order_by("-pinned_at")

    def in_thread(self, root: "Message") -> "MessageQuerySet":
        """The first message of a thread and all its replies, in order."""
        return self.filter(models.Q(pk=root.pk) | models.Q(root=root)).order_by("number")

    def shown(self) -> "MessageQuerySet":
        """With all that the markup shows of others. 4 queries, however many messages, and 1 to 3 for each rare thing.

        Prefetched, not joined: most messages have none of it, and then nothing is asked.
        """
        rare = ("deleted_by", "answers__author", "root", "forwarded_from__author", "forwarded_from__room")
        return self.select_related("author").prefetch_related("reactions", "mentions", "attachments", *rare)


class Message(models.Model):
    """Something said, or a quiet line of the system. `html` is rendered once, when written, and knows no viewer."""

    class Kind(models.TextChoices):
        SAID = "said", _("said")
        # Who joined, who was invited: its author is who did it.
        SYSTEM = "system", _("system")

    room = models.ForeignKey(Room, models.CASCADE, related_name="messages", verbose_name=_("room"))
    author = models.ForeignKey(User, models.PROTECT, related_name="messages", verbose_name=_("author"))
    # The place in the room: 1, 2, 3 ... without holes, never reused.
    number = models.PositiveBigIntegerField(_("number"), editable=False)
    revision = models.PositiveBigIntegerField(editable=False)
    # Made by the sender; the same one is the same message for ever.
    client_id = models.UUIDField(editable=False)
    kind = models.CharField(
        _("kind"), max_length=6, choices=Kind, default=Kind.SAID, db_default=Kind.SAID, editable=False
    )
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True, editable=False)
    # What it replies to, and the first message of the thread that it so belongs to. Few messages do: partial indexes.
    answers = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="replies", editable=False, db_index=False
    )
    root = models.ForeignKey("self", models.SET_NULL, null=True, related_name="thread", editable=False, db_index=False)
    # How many messages stand in the thread that this one began.
    replies_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    forwarded_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", editable=False, db_index=False
    )
    # Everybody who was in the room is mentioned; their rows exist besides.
    mentions_all = models.BooleanField(default=False, db_default=False, editable=False)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)
    deleted_at = models.DateTimeField(_("deleted"), null=True, editable=False)
    deleted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    pinned_at = models.DateTimeField(_("pinned"), null=True, editable=False)
    pinned_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False, db_index=False, verbose_name=_("pinned by")
    )

    # Whom it names without their being in the room: known to who has just written it, and kept nowhere.
    outsiders: tuple[str, ...] = ()

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="one_message_a_number"),
            models.UniqueConstraint(fields=["author", "client_id"], name="one_message_a_client_id"),
        ]
        indexes = [
            models.Index(fields=["room", "revision"], name="message_changes"),
            models.Index(fields=["answers"], name="message_answers", condition=models.Q(answers__isnull=False)),
            models.Index(fields=["root", "number"], name="message_thread", condition=models.Q(root__isnull=False)),
            models.Index(fields=["room"], name="message_pins", condition=models.Q(pinned_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("chat:message", args=[self.room.slug, self.number])

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def is_system(self) -> bool:
        return self.kind == self.Kind.SYSTEM

    @property
    def says_something(self) -> bool:
        """Whether somebody said it and it still stands: then one may answer, react, pin, pass it on."""
        return not (self.is_deleted or self.is_system)

    @property
    def is_edited(self) -> bool:
        return self.edited_at is not None and not self.is_deleted

    @property
    def is_pinned(self) -> bool:
        return self.pinned_at is not None

    @property
    def mentioned(self) -> list[int] | Literal["all"]:
        """Whom it mentions: the ids of people, or "all"."""
        return "all" if self.mentions_all else sorted(mention.person_id for mention in self.mentions.all())

    @property
    def reaction_groups(self) -> list[tuple[str, list[int]]]:
        """The emoji under it, each with the ids of its people, in the order of their first use."""
        groups: dict[str, list[int]] = {}
        for reaction in self.reactions.all():
            groups.setdefault(reaction.emoji, []).append(reaction.person_id)
        return list(groups.items())

    def begin(self, mentioned: Iterable[int] = (), attachments: Iterable["Attachment"] = ()) -> None:
        """Note of a message just written what it has: only these. Saves asking the database."""
        mentions = [self.mentions.model(message=self, person_id=person_id) for person_id in mentioned]
        self._prefetched_objects_cache = {"reactions": [], "mentions": mentions, "attachments": list(attachments)}

    def as_dict(self) -> dict[str, Any]:
        """Return what identifies this message to a browser; its look is messages/_message.jinja."""
        return {
            "id": self.pk,
            "room": self.room_id,
            "number": self.number,
            "author": self.author_id,
            "client_id": str(self.client_id),
            "created_at": self.created_at.isoformat().replace("+00:00", "Z"),
            "deleted": self.is_deleted,
            "system": self.is_system,
            "mentions": self.mentioned,
            "attachments": [attachment.as_dict() for attachment in self.attachments.all()],
        }
