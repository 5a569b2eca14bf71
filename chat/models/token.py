import hashlib
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat import limits
from chat.models.room import Room
from chat.models.user import User
from chat.validators import validate_line

# Whoever finds one in a file or a log knows what it is, and so do programs that look for lost secrets.
PREFIX = "chs_"
# Between the part that is stored and shown, and the part that only its owner has.
SEPARATOR = "_"


def token_hash(secret: str) -> str:
    """Return what is stored of a token: it is 256 random bits, so a slow hash would protect nothing more."""
    return hashlib.sha256(secret.encode()).hexdigest()


class TokenQuerySet(models.QuerySet["Token"]):
    def valid(self) -> "TokenQuerySet":
        """Neither revoked nor expired, and of somebody who may still come in."""
        lasting = models.Q(expires_at=None) | models.Q(expires_at__gt=timezone.now())
        return self.filter(lasting, revoked_at=None, person__is_active=True)


class Token(models.Model):
    """What lets a program act as a person: within a scope, in all of their rooms or in some, for a time."""

    class Scope(models.TextChoices):
        """What it may; each may what stands before it."""

        READ = "read", _("read")
        POST = "post", _("read and post")
        MANAGE = "manage", _("read, post and manage rooms")

    person = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=limits.TOKEN_NAME_CHARACTERS, validators=[validate_line])
    # The part of the token by which it is found, and by which its person knows it again.
    key = models.CharField(_("begins with"), max_length=16, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, editable=False)
    scope = models.CharField(_("may"), max_length=6, choices=Scope, default=Scope.READ)
    # Said apart from the list: a list that becomes empty opens nothing.
    all_rooms = models.BooleanField(_("all rooms"), default=True)
    rooms = models.ManyToManyField(Room, related_name="+", blank=True, verbose_name=_("rooms"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")

    def __str__(self) -> str:
        return f"{self.name} of {self.person}"

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and not self.is_expired

    def may(self, scope: str) -> bool:
        """Tell whether its scope includes this one."""
        scopes = self.Scope.values
        return scopes.index(self.scope) >= scopes.index(scope)

    def was_used_lately(self, now: datetime) -> bool:
        """Tell whether its last use is written down well enough."""
        last = self.last_used_at
        return last is not None and (now - last).total_seconds() < limits.TOKEN_USED_SECONDS
