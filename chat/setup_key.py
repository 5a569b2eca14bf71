"""The key that guards the first page of a new site when others could reach it first."""

from django.conf import settings

from chatsite.secret import kept_secret

KEY_BYTES = 9


def setup_key() -> str | None:
    """Return the key that /setup/ asks for, or None where only this machine can come."""
    if settings.HOST_IS_LOOPBACK and settings.SITE_IS_LOOPBACK and not settings.BEHIND_PROXY:
        return None
    return kept_secret(settings.DATA_DIR, "setup_key", KEY_BYTES)
