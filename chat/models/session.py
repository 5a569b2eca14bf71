import hashlib

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class Session(AbstractBaseSession):
    """A browser's log-in. It knows its person, so that a socket finds both in one query."""

    person = models.ForeignKey("User", models.CASCADE, null=True, related_name="sessions")

    objects = BaseSessionManager()  # type: ignore[misc]  # as django.contrib.sessions declares its own

    @classmethod
    def get_session_store_class(cls) -> type[DatabaseStore]:
        # It decodes what chat.sessions.SessionStore encodes: the salt is the name of the class.
        return DatabaseStore


def sign_in_digest(session_key: str) -> str:
    """Return the name under which processes speak of a log-in: the key itself never leaves its cookie and its row."""
    return hashlib.sha256(session_key.encode()).hexdigest()
