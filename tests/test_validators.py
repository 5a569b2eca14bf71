"""What names, texts and passwords may look like."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from chat import limits
from chat.validators import (
    BIDI_CONTROLS,
    PasswordBytesValidator,
    username_validators,
    validate_name,
    validate_text,
)


def validate_username(username: str) -> None:
    for validator in username_validators:
        validator(username)


@pytest.mark.parametrize("username", ["bob", "b.o-b_1", "000", "...", "x" * 32])
def test_a_username_is_small_letters_digits_and_three_signs(username: str) -> None:
    validate_username(username)


@pytest.mark.parametrize(
    "username",
    [
        "",
        "bo",
        "x" * 33,
        "Bob",
        "bob ",
        "bo b",
        "bob\n",
        "\nbob",
        "bób",
        "bob@home",
        "bo/b",
        "\uff42ob",
        "bo\u200bb",
        "b٣b",
    ],
)
def test_anything_else_is_no_username(username: str) -> None:
    with pytest.raises(ValidationError):
        validate_username(username)


@given(st.text(max_size=40))
def test_whatever_passes_as_a_username_is_plain(username: str) -> None:
    try:
        validate_username(username)
    except ValidationError:
        return
    assert username.isascii()
    assert username == username.lower()
    assert limits.USERNAME_CHARACTERS_MIN <= len(username) <= limits.USERNAME_CHARACTERS
    assert not set(username) & set("/@?#%&<> \n")


@pytest.mark.parametrize(
    "name", ["Bob", "Bob Okafor", "دينا حداد", "会議室", "🚢", "C++", "—", "O'Brien", "e\u0301", "👨\u200d👩\u200d👧"]
)
def test_a_name_is_of_any_language(name: str) -> None:
    validate_name(name)


@pytest.mark.parametrize("sign", [*sorted(BIDI_CONTROLS), *"\x00\x07\n\t\x1b\x7f\x9f\u2028\u2029\ud800"])
def test_a_name_turns_no_direction_and_holds_no_control(sign: str) -> None:
    with pytest.raises(ValidationError):
        validate_name(f"Bob{sign}Okafor")


@pytest.mark.parametrize("name", ["", " ", "\u3000", "\u200b", "\u2060\ufeff", "\u0301", "\u200d \u200c"])
def test_a_name_can_be_seen(name: str) -> None:
    with pytest.raises(ValidationError):
        validate_name(name)


def test_every_character_that_turns_text_is_known() -> None:
    marks = {"\u061c", "\u200e", "\u200f"}
    assert {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))} | marks == BIDI_CONTROLS


@pytest.mark.parametrize("text", ["", "one\ntwo\t", "\u202e", "🚢", "\U0010ffff"])
def test_a_text_holds_nearly_anything(text: str) -> None:
    validate_text(text)


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "a\udfff"])
def test_a_text_holds_nothing_that_cannot_be_stored(text: str) -> None:
    with pytest.raises(ValidationError):
        validate_text(text)


@pytest.mark.parametrize("password", ["", "x" * 1024, "ü" * 512, "🚢" * 256])
def test_a_password_of_a_kilobyte_is_hashed(password: str) -> None:
    PasswordBytesValidator().validate(password)


@pytest.mark.parametrize("password", ["x" * 1025, "ü" * 513, "🚢" * 257, "\ud800" * 1025, "x" * 10**6])
def test_a_longer_one_is_not(password: str) -> None:
    with pytest.raises(ValidationError):
        PasswordBytesValidator().validate(password)


def test_the_sentence_about_passwords_says_the_limit() -> None:
    assert f"{limits.PASSWORD_BYTES:,} bytes" in PasswordBytesValidator().get_help_text()
