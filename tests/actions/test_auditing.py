"""The storage and the database, compared."""

import shutil
import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from chat.actions import messages
from chat.files import store
from chat.models import Attachment, Message
from tests.cast import Cast
from tests.storing import Kept, upload


def check(*arguments: str) -> str:
    """Return what `manage.py check_files` prints."""
    printed = StringIO()
    call_command("check_files", *arguments, stdout=printed)
    return printed.getvalue()


@pytest.fixture
def lost(cast: Cast, kept: Kept) -> tuple[Attachment, Attachment, Attachment]:
    """A file that was sent, one that waits, both missing, and one that is there; beside them one without a row."""
    sent, waits, there, unknown = (upload(cast.bob, name=f"{name}.txt") for name in ("sent", "waits", "there", "x"))
    messages.post(cast.bob, cast.room, uuid.uuid4(), "Look", attachments=[sent.key])
    for attachment in (sent, waits):
        store.remove(attachment.folder)
    Attachment.objects.filter(pk=unknown.pk).delete()
    return sent, waits, there


def test_when_all_is_well_it_says_so(cast: Cast, kept: Kept) -> None:
    upload(cast.bob)
    assert check() == "Every file has its row, and every row its files.\n"


def test_it_lists_and_changes_nothing(lost: tuple[Attachment, ...], kept: Kept) -> None:
    printed = check()
    assert printed.count(": no row") == 1
    assert [name for name in ("sent.txt", "waits.txt") if name not in printed] == []
    assert "there.txt" not in printed
    assert printed.endswith("Found: 1 without a row, 2 without files.\n")
    assert check() == printed


def test_it_removes_what_it_has_listed(lost: tuple[Attachment, ...], kept: Kept) -> None:
    check("--remove")
    assert check() == "Every file has its row, and every row its files.\n"
    assert list(Attachment.objects.filter(state=Attachment.State.READY)) == [lost[2]]
    assert (Message.objects.get().text, Message.objects.get().attachments.count()) == ("Look", 0)
    assert kept.files == [store.original_name(lost[2].folder)]


def test_a_storage_that_is_not_there_costs_nobody_their_files(cast: Cast, kept: Kept) -> None:
    upload(cast.bob)
    shutil.rmtree(kept.media)
    with pytest.raises(CommandError, match="the right one"):
        check("--remove")
    assert Attachment.objects.waiting(cast.bob).count() == 1
