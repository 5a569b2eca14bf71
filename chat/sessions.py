"""Django's database sessions, in rows that know their person, and whose end closes the person's sockets."""

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from chat.actions.people import sign_out
from chat.live.announce import announce_signed_out
from chat.models import Session, User
from chat.models.session import sign_in_digest


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        # Letters and digits, as they are made: a NUL in a cookie is too much for PostgreSQL.
        looks_made = key is not None and key.isascii() and key.isalnum()
        return looks_made and super()._validate_session_key(key)  # type: ignore[misc]  # the types do not know it

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        row.person_id = data.get(SESSION_KEY)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End the log-in. Logging out, expiry and a new key after a change of password all come here."""
        session_key = session_key or self.session_key
        row = Session.objects.select_related("person").filter(session_key=session_key).first()
        super().delete(session_key)
        if row is not None and row.person is not None:
            announce_signed_out(row.person, sign_in_digest(row.session_key))


class SignOutOnNewPassword:
    """Ends every log-in of a person whose password changes. It stands among the password validators, for Django
    tells these of each new password, whoever set it; the browser that set it gets a new log-in right after."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Nothing to refuse."""

    def get_help_text(self) -> str:
        return ""

    def password_changed(self, password: str, user: User | None = None) -> None:
        if user is not None and user.pk is not None:
            sign_out(user)
