"""What a file is called can lead nobody astray, whatever its owner called it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat import limits
from chat.files.names import display_name

ANYTHING = st.text(st.characters(), max_size=300)
TRICKY = st.text(st.sampled_from("ae\u0301./\\ \u202e\u2066\u0000\ud800\n\u3000é🎉-"), max_size=300)
ODD = {"Cc", "Cs", "Zl", "Zp"}
TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.one_of(ANYTHING, TRICKY))
def test_every_name_can_be_shown_and_saved_under(typed: str) -> None:
    name = display_name(typed)
    assert 0 < len(name) <= limits.FILE_NAME_CHARACTERS
    assert not set(name) & (TURNING | {"/", "\\"})
    assert not {unicodedata.category(sign) for sign in name} & ODD
    assert name.strip(". ") == name
    assert unicodedata.is_normalized("NFC", name)
    assert display_name(name) == name


@given(TRICKY, st.sampled_from(["jpg", "tar.gz", "webp"]))
def test_a_long_name_keeps_its_extension(stem: str, extension: str) -> None:
    name = display_name("x" * limits.FILE_NAME_CHARACTERS + stem.replace("/", "").replace("\\", "") + f"y.{extension}")
    assert name.endswith("." + extension.split(".")[-1])
    assert len(name) <= limits.FILE_NAME_CHARACTERS


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("cat.jpg", "cat.jpg"),
        ("C:\\Users\\bob\\Desktop\\cat.jpg", "cat.jpg"),
        ("../../etc/passwd", "passwd"),
        ("folder/", "folder"),
        (".htaccess", "htaccess"),
        (" .. ", "file"),
        ("", "file"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("two\r\nlines.txt", "twolines.txt"),
        ("Cafe\u0301 menu.pdf", "Café menu.pdf"),
        ("many   spaces\u3000here.txt", "many spaces here.txt"),
        ("ends in dots...", "ends in dots"),
        ("家族の写真.png", "家族の写真.png"),
        ("👨\u200d👩\u200d👧.png", "👨\u200d👩\u200d👧.png"),
    ],
)
def test_names(typed: str, shown: str) -> None:
    assert display_name(typed) == shown


def test_what_follows_a_dot_in_a_long_sentence_is_no_extension() -> None:
    typed = "a" * 100 + ". " + "b" * 100
    assert display_name(typed) == typed[: limits.FILE_NAME_CHARACTERS]
