"""Which part of a file a Range header asks for."""

import pytest

from chat.files.ranges import Unsatisfiable, asked_range

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=0-499", range(500)),
        ("bytes=500-", range(500, 1000)),
        ("bytes=999-5000", range(999, 1000)),
        ("bytes=-1", range(999, 1000)),
        ("bytes=-5000", range(1000)),
        ("Bytes= 10-19 ", range(10, 20)),
    ],
)
def test_one_range_is_followed(header: str, span: range) -> None:
    assert asked_range(header, SIZE) == span


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=99999999999999999-"])
def test_where_nothing_is_nothing_can_be_sent(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        asked_range(header, SIZE)


def test_of_an_empty_file_no_range_can_be_sent() -> None:
    for header in ("bytes=0-", "bytes=-5"):
        with pytest.raises(Unsatisfiable):
            asked_range(header, 0)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=0-1,5-6",
        "lines=0-5",
        "bytes=--5",
        "bytes=+1-2",
        "bytes=٣-٤",
        f"bytes=0-{'9' * 5000}",
    ],
)
def test_what_is_no_single_range_of_bytes_is_ignored(header: str) -> None:
    assert asked_range(header, SIZE) is None
