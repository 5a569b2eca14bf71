from django.db import models
from django.utils.translation import gettext_lazy as _

from chat import limits
from chat.validators import validate_name

THE_ONE = 1


class Community(models.Model):
    """The one community of this site. Its row exists once the site has an administrator and a room."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    name = models.CharField(_("name"), max_length=limits.ROOM_NAME_CHARACTERS, validators=[validate_name])
    first_room = models.ForeignKey("Room", models.PROTECT, related_name="+", verbose_name=_("first room"))
    founded_at = models.DateTimeField(_("founded"), auto_now_add=True)

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        constraints = [models.CheckConstraint(condition=models.Q(id=THE_ONE), name="one_community")]

    def __str__(self) -> str:
        return self.name
