"""Why we close a socket: the codes of docs/protocol.md, each with a sentence and, where trying again helps, a delay."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Closing:
    code: int
    reason: str | Promise
    retry_after: float | None = None


SIGNED_OUT = Closing(4401, _("You are signed out. Log in to go on."))
TOO_SLOW = Closing(4408, _("This connection is too slow. It is made anew."), retry_after=1)
TOO_MANY_SOCKETS = Closing(4409, _("The chat is open in too many windows. Close some, then reload this one."))
CLOSED = Closing(4410, _("An administrator has closed this connection. Reload the page to come back."))
CLOSED_BY_OWNER = Closing(4410, _("You have closed this connection yourself. Reload the page to come back."))
RELOAD = Closing(4426, _("The chat was updated. Reload the page."))
SLOW_DOWN = Closing(4429, _("That was too much at once. The connection is made anew in a moment."), retry_after=10)
BUSY = Closing(4503, _("The chat is busy. The connection is made anew in a moment."), retry_after=2)
# Codes that RFC 6455 and its registry give to servers.
FAULT = Closing(1011, _("Something went wrong on our side. The connection is made anew."), retry_after=1)
RESTARTING = Closing(1012, _("The chat restarts. The connection is made anew."), retry_after=1)
