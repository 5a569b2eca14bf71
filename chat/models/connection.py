import os
import secrets
import socket

from django.db import models
from django.utils.translation import gettext_lazy as _

from chat import limits
from chat.models.user import User

KEY_BYTES = 8
# What browsers and systems call themselves, those first that also name another: RFC 9110, section 10.1.5.
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iOS",
    "iPad": "iPadOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}
SHOWN_CHARACTERS = 40


class Process(models.Model):
    """A process that serves sockets, as long as it says so again and again."""

    key = models.CharField(max_length=2 * KEY_BYTES, primary_key=True, editable=False)
    # Of the machine, and its number there.
    name = models.CharField(_("process"), max_length=100, editable=False)
    seen_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("process")
        verbose_name_plural = _("processes")

    def __str__(self) -> str:
        return self.name


class Connection(models.Model):
    """A live socket of a person, while it lives. Written a moment after it opens, and gone a moment after it closes."""

    id = models.CharField(max_length=2 * KEY_BYTES, primary_key=True, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="connections", verbose_name=_("person"))
    process = models.ForeignKey(Process, models.CASCADE, related_name="connections", verbose_name=_("process"))
    # The digest of the log-in that it was opened with.
    log_in = models.CharField(max_length=64, editable=False)
    address = models.CharField(_("address"), max_length=limits.ADDRESS_CHARACTERS)
    agent = models.CharField(_("browser"), max_length=limits.AGENT_CHARACTERS)
    since = models.DateTimeField(_("since"))
    last_active = models.DateTimeField(_("last active"))
    # The ids of the rooms that the page showed when it last said so.
    rooms = models.JSONField(_("rooms"), default=list)
    # Whether more waits for it than it reads: it is given nothing until it has read that.
    is_lagging = models.BooleanField(_("reads too slowly"), default=False)

    class Meta:
        verbose_name = _("connection")
        verbose_name_plural = _("connections")

    def __str__(self) -> str:
        return f"{self.id} of {self.person}"

    @property
    def browser(self) -> str:
        """Return the browser's name and its system's, as people say them; what a program calls itself otherwise."""
        names = [
            next((name for sign, name in known.items() if sign in self.agent), "") for known in (BROWSERS, SYSTEMS)
        ]
        return ", ".join(filter(None, names)) or self.agent[:SHOWN_CHARACTERS]


def this_process() -> Process:
    """Return a new name for this process: one that is started again is another one."""
    return Process(key=secrets.token_hex(KEY_BYTES), name=f"{socket.gethostname()[:80]} {os.getpid()}")
