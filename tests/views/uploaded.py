"""Files as an upload leaves them: rows, and bytes in the storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import override_settings

from chat.files import store
from chat.models import Attachment, Message, User
from chat.models.attachment import new_key

BYTES = bytes(range(256)) * 1000
SMALL_BYTES = b"a smaller picture"


@contextmanager
def storage_in(folder: Path) -> Iterator[None]:
    """What is stored meanwhile lies in this folder."""
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    with override_settings(STORAGES=settings.STORAGES | {"attachments": backend}):
        yield


def uploaded(owner: User, message: Message | None = None, content: bytes = BYTES, **fields: Any) -> Attachment:
    """Return somebody's upload, which waits or is part of a message; a picture with two thumbnails by default."""
    fields = {"kind": "picture", "name": "cat.jpg", "content_type": "image/jpeg", "widths": [360, 720]} | fields
    where = {"message": message, "room": message.room if message else None}
    found = Attachment.objects.create(
        owner=owner, folder=new_key(), state=Attachment.State.READY, size=len(content), **where, **fields
    )
    storage = storages["attachments"]
    storage.save(store.original_name(found.folder), ContentFile(content))
    for width in found.widths:
        storage.save(store.thumbnail_name(store.place_of(found.folder), width), ContentFile(SMALL_BYTES))
    return found
