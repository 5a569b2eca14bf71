"""Connections: written down by the processes that hold them, closed and spoken to from anywhere."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from chat import limits, throttle
from chat.errors import Invalid, NotAllowed, SlowDown, TooLarge
from chat.live.announce import announce_closing, announce_data, announce_signed_out
from chat.models import Connection, Process, Session, User
from chat.models.session import sign_in_digest

NOTICE, DATA = "notice", "data"

# By processes, of their own sockets ---------------------------------------------------------------------------------


def note(came: list[Connection], changed: list[Connection], gone: Iterable[str]) -> None:
    """Write what is new of a process' connections, together."""
    with transaction.atomic():
        # Twice where nobody knows whether the last time was committed.
        Connection.objects.bulk_create(came, batch_size=limits.CONNECTIONS_PIECE, ignore_conflicts=True)
        Connection.objects.bulk_update(changed, ["rooms", "last_active", "is_lagging"], limits.CONNECTIONS_PIECE)
        Connection.objects.filter(pk__in=list(gone)).delete()


def keep_alive(process: Process) -> bool:
    """Say that a process lives, and forget those that were silent for too long; return whether it was known."""
    now = timezone.now()
    known = Process.objects.filter(pk=process.pk).update(seen_at=now)
    if not known:
        process.seen_at = now
        process.save(force_insert=True)
    for silent in Process.objects.filter(seen_at__lt=now - timedelta(seconds=limits.PROCESS_EXPIRY_SECONDS)):
        forget(silent)
    return bool(known)


def forget(process: Process) -> None:
    """A process has ended, and all of its connections with it."""
    with transaction.atomic():
        Connection.objects.filter(process=process.pk).delete()
        Process.objects.filter(pk=process.pk).delete()


# By people, of any socket -------------------------------------------------------------------------------------------


def close(person: User, connection: Connection) -> None:
    """Close a connection of one's own or, as an administrator, of anybody. The window does not come back by itself."""
    if connection.person_id != person.pk and not person.is_administrator:
        raise NotAllowed
    with transaction.atomic():
        Connection.objects.filter(pk=connection.pk).delete()
        announce_closing(connection.person_id, connection.pk, by_owner=connection.person_id == person.pk)


def send(administrator: User, connection: Connection, kind: str, text: str) -> None:
    """Hand a text to a window: a notice, which it shows, or data, for programs that hold a socket."""
    _check_sending(administrator, text)
    if connection.is_lagging:
        raise SlowDown(retry_after=limits.LAGGING_SECONDS)
    announce_data(connection.person_id, connection.pk, kind, text)


def send_to_all(administrator: User, person: User, kind: str, text: str) -> None:
    """Hand a text to all windows of a person."""
    _check_sending(administrator, text)
    announce_data(person.pk, None, kind, text)


def end_log_in(person: User, session: Session) -> None:
    """End one of one's own log-ins, and close its windows."""
    if session.person_id != person.pk:
        raise NotAllowed
    digest = sign_in_digest(session.session_key)
    session.delete()
    announce_signed_out(person, digest)


def end_other_log_ins(person: User, own_key: str) -> None:
    """End all of one's log-ins but this one."""
    for session in person.sessions.exclude(session_key=own_key):
        end_log_in(person, session)


def _check_sending(administrator: User, text: str) -> None:
    if not administrator.is_administrator:
        raise NotAllowed
    if not text:
        raise Invalid(fields={"text": "Say something."})
    if len(text.encode()) > limits.CONNECTION_DATA_BYTES:
        raise TooLarge("This text is too large.")
    throttle.spend(throttle.CONNECTION_DATA, f"person-{administrator.pk}")
