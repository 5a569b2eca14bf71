"""What tests of uploads have a site do from within, on whichever database it is, in threads of their own."""

import os
import shutil
import signal
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.management import call_command

from chat import limits, throttle
from chat.actions import attached, messages, sweeping, uploads
from chat.errors import ChatError
from chat.files import store
from chat.files.incoming import sweep_incoming
from chat.models import Attachment, Message, Room, User
from tests.cast import make_cast, together
from tests.storing import upload

LONG_AGO = "2026-01-01T00:00:00Z"


def outcomes(*deeds: Callable[[], object]) -> list[str]:
    """Do all of this at once; return what came of it, sorted: "done", or the code of a refusal."""
    return sorted(one.code if isinstance(one, ChatError) else _done(one) for one in together(*deeds))


def _done(result: object) -> str:
    if isinstance(result, Exception):
        raise result
    return "done"


def begin() -> None:
    """The cast is there and nothing else, and nobody is too quick."""
    call_command("flush", "--no-input", verbosity=0)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    make_cast()
    throttle.UPLOADS = throttle.Allowance("uploads", 1_000, 1)


def bob() -> User:
    return User.objects.get(username="bob")


def workshop() -> Room:
    return Room.objects.get(slug="workshop")


def post(keys: list[str], text: str = "Look") -> Message:
    return messages.post(bob(), workshop(), uuid.uuid4(), text, attachments=keys)


def parallel_uploads() -> dict[str, Any]:
    """Five of 100 bytes where 250 may be."""
    limits.PERSON_BYTES = 250
    came = outcomes(*[lambda: upload(bob(), bytes(100))] * 5)
    return {"came": came, **left()}


def parallel_waiting() -> dict[str, Any]:
    """Five where two may wait: what arrives and what waits count together."""
    limits.UPLOADS_WAITING = limits.UPLOADS_AT_ONCE = 2
    came = outcomes(*[lambda: upload(bob())] * 5)
    return {"came": Counter(came), **left()}


def parallel_posts() -> dict[str, Any]:
    """Two messages want the same two files, in different orders."""
    keys = [upload(bob()).key, upload(bob()).key]
    came = outcomes(lambda: post(keys), lambda: post(keys[::-1]))
    return {"came": came, "messages": Message.objects.count(), **left()}


def post_and_take_away() -> dict[str, Any]:
    """Sent, or taken away."""
    attachment = upload(bob())
    came = outcomes(lambda: post([attachment.key]), lambda: attached.take_away(bob(), attachment))
    return {"came": Counter(came), "messages": Message.objects.count(), **left()}


def take_the_last_two_away() -> dict[str, Any]:
    """Of a message without words."""
    said = post([upload(bob()).key, upload(bob()).key], text="")
    hung = list(Attachment.objects.of(said).select_related("room", "owner"))
    came = outcomes(*[lambda one=one: attached.take_away(bob(), one) for one in hung])
    return {"came": came, "deleted": Message.objects.get(pk=said.pk).is_deleted}


def parallel_sweeps() -> dict[str, Any]:
    """Two processes, two rows that share their files, and one alone."""
    first = upload(bob())
    Attachment.objects.create(owner=bob(), folder=first.folder, name="copy")
    upload(bob())
    Attachment.objects.update(state=Attachment.State.DISCARDED, discarded_at=LONG_AGO)
    came = outcomes(sweep, sweep)
    sweep()
    return {"came": came, **left()}


def sweep() -> None:
    due = sweeping.due()
    sweeping.forget(due, sweeping.remove_files(due))


def left() -> dict[str, int]:
    """Return how many rows and how many places with files there are."""
    return {"rows": Attachment.objects.count(), "places": len(list(store.places()))}


def be_killed() -> None:
    """This process ends in the middle of an upload."""

    def body() -> Iterator[bytes]:
        yield b"Two ro"
        os.kill(os.getpid(), signal.SIGKILL)

    uploads.upload(bob(), "list.txt", body())


def be_killed_while_storing() -> None:
    """This process ends when the files are kept, and the row does not say so yet."""
    uploads._finish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    upload(bob())


def sweep_what_was_left() -> dict[str, Any]:
    """Return what a kill has left, what can be sent of it, and what is there when its time is over."""
    before = left() | {"incoming": len(list(settings.INCOMING.iterdir())), "waiting": _waiting()}
    Attachment.objects.update(created_at=LONG_AGO)
    for one in settings.INCOMING.iterdir():
        os.utime(one, (0, 0))
    sweep()
    Attachment.objects.update(discarded_at=LONG_AGO)
    sweep()
    sweep_incoming()
    return {"before": before, "after": left() | {"incoming": len(list(settings.INCOMING.iterdir()))}}


def _waiting() -> int:
    return Attachment.objects.waiting(bob()).count()
