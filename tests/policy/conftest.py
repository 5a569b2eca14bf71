"""Sockets for the policy table."""

from tests.live.conftest import live

__all__ = ["live"]
