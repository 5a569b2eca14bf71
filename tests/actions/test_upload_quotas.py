"""How much may be uploaded: by one person, by all, at once and in a while."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from chat import limits
from chat.actions import uploads
from chat.errors import ChatError, QuotaFull, SlowDown
from chat.models import Attachment
from tests.cast import Cast, together
from tests.storing import Kept, upload


def test_bob_has_a_room_of_his_own_and_all_have_one_together(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PERSON_BYTES", 100)
    monkeypatch.setattr(limits, "SITE_BYTES", 150)
    upload(cast.bob, bytes(60))
    with pytest.raises(QuotaFull) as his:
        upload(cast.bob, bytes(41))
    upload(cast.bob, bytes(40))
    with pytest.raises(QuotaFull) as everybodys:
        upload(cast.alice, bytes(51))
    upload(cast.alice, bytes(50))
    assert (str(his.value), str(everybodys.value)) == (uploads.YOURS_FULL, uploads.ALL_FULL)


def test_what_was_announced_smaller_than_it_is_counts_as_it_is(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PERSON_BYTES", 100)
    with pytest.raises(QuotaFull):
        uploads.upload(cast.bob, "list.txt", [bytes(101)], announced=1)
    assert kept.is_empty


def test_what_names_no_size_counts_as_the_largest_until_it_is_there(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PERSON_BYTES", limits.UPLOAD_BYTES + 3)
    assert uploads.upload(cast.bob, "list.txt", [b"four"]).stored_bytes == 4
    with pytest.raises(QuotaFull):
        uploads.upload(cast.bob, "list.txt", [b"four"])


def test_only_so_many_wait_and_arrive(cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOADS_WAITING", 1)
    monkeypatch.setattr(limits, "UPLOADS_AT_ONCE", 1)
    refused: list[type] = []

    def another_one() -> Iterator[bytes]:
        try:
            upload(cast.bob)
        except ChatError as error:
            refused.append(type(error))
        yield b"x"

    uploads.upload(cast.bob, "list.txt", another_one())
    with pytest.raises(QuotaFull):
        upload(cast.bob)
    assert refused == [SlowDown]
    assert upload(cast.alice).owner == cast.alice


def test_only_so_many_in_a_while(cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads.throttle, "UPLOADS", uploads.throttle.Allowance("uploads", 3, 60))
    for _ in range(3):
        upload(cast.bob)
    with pytest.raises(SlowDown):
        upload(cast.bob)


@pytest.mark.django_db(transaction=True)
def test_parallel_uploads_cannot_overrun_a_quota(live_cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PERSON_BYTES", 250)
    results = together(*[lambda: upload(live_cast.bob, bytes(100))] * 5)
    assert sum(isinstance(one, Attachment) for one in results) == 2
    assert [type(one) for one in results if not isinstance(one, Attachment)] == [QuotaFull] * 3
    assert Attachment.objects.count() == len(kept.files) == 2


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_connection_of_an_upload_that_takes_long(
    live_cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[object] = []
    examine = uploads.examine

    def slow(*given: Any) -> Any:
        held.append(connection.connection)
        return examine(*given)

    monkeypatch.setattr(uploads, "examine", slow)
    upload(live_cast.bob)
    assert held == [None]
