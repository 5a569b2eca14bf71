"""Whence a socket came: read of its scope only when somebody wants to know."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from chat import limits


def address_of(scope: Mapping[str, Any]) -> str:
    """Return the browser's address: the one that our proxy tells where there is one, else the other end's."""
    told = header(scope, b"x-real-ip") if settings.BEHIND_PROXY else ""
    address = told or (scope.get("client") or [""])[0] or ""
    return str(address)[: limits.ADDRESS_CHARACTERS]


def agent_of(scope: Mapping[str, Any]) -> str:
    """Return what the browser says that it is, cut."""
    return header(scope, b"user-agent")[: limits.AGENT_CHARACTERS]


def header(scope: Mapping[str, Any], name: bytes) -> str:
    found = next((value for key, value in scope.get("headers", ()) if key == name), b"")
    # PostgreSQL stores no NUL.
    return found.decode("latin-1").replace("\0", "")
