"""Who announces for this process: actions ask here, and so need not know the hub, which knows them."""

import asyncio
from typing import Protocol

from chat.live.announcements import Announcement


class Announcer(Protocol):
    """A running hub."""

    loop: asyncio.AbstractEventLoop

    @property
    def present_people(self) -> set[int]: ...

    def announce_from_thread(self, announcement: Announcement) -> None: ...


_announcer: Announcer | None = None


def announce_through(announcer: Announcer) -> None:
    """From now on this process serves sockets."""
    global _announcer
    _announcer = announcer


def announcer() -> Announcer | None:
    """Return the hub if this process serves sockets; None in a management command."""
    return _announcer if _announcer is not None and _announcer.loop.is_running() else None


def present_people() -> set[int]:
    """Return the ids of the people who are here now, as far as this process knows; nobody in a management command."""
    hub = announcer()
    return hub.present_people if hub is not None else set()
