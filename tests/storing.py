"""A storage of the test's own, and what lies in it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.storage import storages
from pytest_django import Settings

from chat.actions import uploads
from chat.files import store
from chat.models import Attachment, User


@dataclass
class Kept:
    """Where uploads arrive, and where they are kept."""

    incoming: Path
    media: Path

    @property
    def files(self) -> list[str]:
        """What is kept now, as paths."""
        return sorted(str(path.relative_to(self.media)) for path in self.media.rglob("*") if path.is_file())

    @property
    def is_empty(self) -> bool:
        """Whether neither a row nor a file nor a folder is left of anything."""
        return not (Attachment.objects.exists() or list(store.places()) or self.files or list(self.incoming.iterdir()))


@pytest.fixture
def kept(tmp_path: Path, settings: Settings) -> Kept:
    """Files are kept in a folder of this test's."""
    found = Kept(tmp_path / "incoming", tmp_path / "media")
    found.incoming.mkdir()
    options = settings.STORAGES["attachments"]["OPTIONS"] | {"location": found.media}
    settings.STORAGES = settings.STORAGES | {"attachments": settings.STORAGES["attachments"] | {"OPTIONS": options}}
    settings.INCOMING = found.incoming
    assert Path(storages["attachments"].path("x")).parent == found.media
    return found


def upload(owner: User, content: bytes = b"Two ropes, one winch", name: str = "list.txt") -> Attachment:
    """Return somebody's upload, which waits to be posted."""
    return uploads.upload(owner, name, [content], len(content))
