"""People's faces."""

import logging
from collections.abc import Iterable, Iterator

from django.db import transaction

from chat import limits, throttle
from chat.actions.people import show_anew
from chat.errors import NotAllowed, StorageAway, TooLarge
from chat.files import square, store
from chat.files.incoming import incoming
from chat.live.announce import announce_person
from chat.models import User
from chat.models.attachment import new_key

logger = logging.getLogger(__name__)

MEBIBYTE = 1024 * 1024
TOO_LARGE = f"This picture is too large. {limits.AVATAR_BYTES // MEBIBYTE} MB are the most."


def choose(person: User, body: Iterable[bytes]) -> None:
    """Everybody sees this picture as the person's face, its middle where it is no square.

    Raises Invalid for what is no picture, TooLarge, NoSpace, StorageAway, SlowDown.
    """
    throttle.spend(throttle.UPLOADS, f"person-{person.pk}")
    key = new_key()
    with incoming(_bounded(body)) as path:
        store.keep_pictures(store.avatar_place(key), square(path, path.parent))
    _change(person, key)


def remove(by: User, person: User) -> None:
    """The person has a face of initials again. Raises NotAllowed to all but the person and administrators."""
    if by.pk != person.pk and not by.is_administrator:
        raise NotAllowed
    _change(person, "")


def _bounded(body: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in body:
        size += len(piece)
        if size > limits.AVATAR_BYTES:
            raise TooLarge(TOO_LARGE)
        yield piece


def _change(person: User, key: str) -> None:
    with transaction.atomic():
        # Of two pictures that come at once, the files of whichever is not shown are removed.
        before = User.objects.select_for_update(no_key=True).values_list("avatar", flat=True).get(pk=person.pk)
        person.avatar = key
        if before == key:
            return
        person.save(update_fields=["avatar"])
        announce_person(person)
    show_anew(person)
    if before:
        _remove_files(before)


def _remove_files(key: str) -> None:
    try:
        store.remove_place(store.avatar_place(key))
    except StorageAway:
        # Two small files stay, which nobody asks for any more.
        logger.warning("The pictures of a former face could not be removed: %s", store.avatar_place(key))
