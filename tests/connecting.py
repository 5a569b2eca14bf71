"""Rows of connections, as a process writes them."""

import secrets

from django.utils import timezone

from chat.models import Connection, Process, User

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def connect(person: User, log_in: str = "") -> Connection:
    """Return the row of a window that the person has just opened."""
    now = timezone.now()
    process, _ = Process.objects.get_or_create(pk="0" * 16, defaults={"name": "harbour 1", "seen_at": now})
    fixed = {"address": "192.0.2.7", "agent": FIREFOX, "since": now, "last_active": now}
    return Connection.objects.create(id=secrets.token_hex(8), person=person, process=process, log_in=log_in, **fixed)
