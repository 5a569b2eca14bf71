"""What names, passwords and texts may look like."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from chat import limits

username_validators = [
    RegexValidator(
        r"\A[a-z0-9_.-]+\Z",
        _("Use small letters a to z, digits, and the signs _ . - only."),
    ),
    RegexValidator(
        rf"\A.{{{limits.USERNAME_CHARACTERS_MIN},{limits.USERNAME_CHARACTERS}}}\Z",
        _("Use 3 to 32 characters."),
    ),
]

# Control characters, and the signs that turn the direction of text: in a name they make one person look like another.
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Unicode's categories of control characters, line separators and paragraph separators.
CONTROLS = frozenset({"Cc", "Zl", "Zp"})
NUL_OR_SURROGATE = re.compile("[\x00\ud800-\udfff]")


def validate_text(text: str) -> None:
    """Refuse what no database and no browser can carry: NUL and lone surrogates."""
    if NUL_OR_SURROGATE.search(text):
        raise ValidationError(_("This text holds a character that cannot be stored. Remove it."))


def validate_line(line: str) -> None:
    """Refuse one line of text with invisible, control or direction-changing characters."""
    validate_text(line)
    if any(character in BIDI_CONTROLS or unicodedata.category(character) in CONTROLS for character in line):
        raise ValidationError(_("This cannot hold invisible control characters. Remove them."))


def validate_name(name: str) -> None:
    """Refuse what validate_line does, and a name with no visible character."""
    validate_line(name)
    if not any(unicodedata.category(character)[0] in "LNPS" for character in name):
        raise ValidationError(_("A name needs a letter, a digit or a sign that can be seen."))


class PasswordBytesValidator:
    """Refuses a password that is longer than hashing should cost."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password.encode(errors="replace")) > limits.PASSWORD_BYTES:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        return str(_("Your password can have 1,024 bytes at the most."))
