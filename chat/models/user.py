from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chat import limits
from chat.validators import username_validators, validate_line, validate_name

HUE_DEGREES = 30
# Neighbours in age get colours far apart on the wheel of 12.
HUE_STEP = 5


class User(AbstractUser):
    """A person."""

    first_name = None  # type: ignore[assignment]  # one display name serves every culture
    last_name = None  # type: ignore[assignment]
    username = models.CharField(
        _("username"),
        max_length=limits.USERNAME_CHARACTERS,
        unique=True,
        validators=username_validators,
        help_text=_("3 to 32 small letters, digits and _ . -"),
        error_messages={"unique": _("This username is taken. Choose another one.")},
    )
    email = models.EmailField(_("e-mail"), blank=True)
    display_name = models.CharField(
        _("display name"), max_length=limits.DISPLAY_NAME_CHARACTERS, blank=True, validators=[validate_name]
    )
    title = models.CharField(
        _("title"),
        max_length=limits.TITLE_CHARACTERS,
        blank=True,
        db_default="",
        validators=[validate_line],
        help_text=_("What you do, your pronouns: one line on your card."),
    )
    # An IANA name. Browsers know it; it is shown as the local time of others.
    timezone = models.CharField(_("time zone"), max_length=limits.TIMEZONE_CHARACTERS, blank=True, db_default="")
    # The name of their picture in the storage; without one, a face of initials.
    avatar = models.CharField(max_length=22, blank=True, db_default="", editable=False)
    hides_presence = models.BooleanField(_("hide whether I am here"), default=False, db_default=False)
    plays_sound = models.BooleanField(_("play a quiet sound with notifications"), default=False, db_default=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return super().normalize_username(username).lower()

    def get_absolute_url(self) -> str:
        return reverse("chat:person", args=[self.username])

    @property
    def name(self) -> str:
        return self.display_name or self.username

    @property
    def initials(self) -> str:
        words = self.name.replace(".", " ").replace("_", " ").replace("-", " ").split()
        letters = [word[0] for word in words] or [self.username[0]]
        return "".join(letters[:1] + letters[1:][-1:]).upper()

    @property
    def hue(self) -> int:
        """The colour of this person's face, in degrees: 0, 30 ... 330."""
        return (self.pk or 0) * HUE_STEP * HUE_DEGREES % 360

    @property
    def is_administrator(self) -> bool:
        return self.is_active and self.is_superuser

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def as_dict(self) -> dict[str, Any]:
        """Return what every member of a shared room may know of this person."""
        return {
            "id": self.pk,
            "username": self.username,
            "name": self.name,
            "initials": self.initials,
            "hue": self.hue,
            "avatar": self.avatar,
        }
