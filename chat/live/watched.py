"""What the hub remembers of a room that somebody here watches, and of a person who is here."""

import asyncio
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from chat.live.announcements import Change, room_group
from chat.live.fan_out import Queue, Turns, hand_over
from chat.live.feed import Feed
from chat.live.places import Places
from chat.live.ready_frame import ReadyFrame, SoftFrame
from chat.live.socket import Socket


class Watched:
    """Something with sockets. It is kept a while after the last one is gone, for people reload pages."""

    def __init__(self) -> None:
        self.sockets: set[Socket] = set()
        # Those who are about to add a socket.
        self._keepers = 0
        self._idle_since = time.monotonic()

    def add(self, socket: Socket) -> None:
        self.sockets.add(socket)

    def discard(self, socket: Socket) -> None:
        self.sockets.discard(socket)
        self._idle_since = time.monotonic()

    def is_idle(self, seconds: float) -> bool:
        return not self.sockets and not self._keepers and time.monotonic() - self._idle_since >= seconds


@contextmanager
def kept(watched: Collection[Watched]) -> Iterator[None]:
    """Inside, none of these is idle."""
    for one in watched:
        one._keepers += 1
    try:
        yield
    finally:
        for one in watched:
            one._keepers -= 1


class WatchedRoom(Watched):
    def __init__(self, room_id: int, head: int, turns: Turns) -> None:
        super().__init__()
        self.group = room_group(room_id)
        self.feed = Feed(room_id, head)
        self.is_archived = False
        self._queue = Queue(turns)
        # Whoever reads what the feed misses does so for all.
        self.repairing = asyncio.Lock()

    def add(self, socket: Socket) -> None:
        super().add(socket)
        socket.rooms.add(self.feed.room_id)

    def deliver(self, *texts: str) -> None:
        """Hand finished frames to every socket that is here now, after all before them."""
        self._queue.send([ReadyFrame(text) for text in texts], self.sockets)

    def signal(self, text: str, but: int | None = None) -> None:
        """Hand a signal to every socket that is here now, except those of one person."""
        self._queue.send([SoftFrame(text)], {socket for socket in self.sockets if socket.person_id != but})

    def fan_out(self, changes: Iterable[Change]) -> None:
        """Deliver changes in order; a removed person's sockets leave exactly at the change that says so."""
        texts = []
        for change in changes:
            texts.append(change.text)
            if change.archived is not None:
                self.is_archived = change.archived
            if change.removed:
                self.deliver(*texts)
                texts.clear()
                self.drop({socket for socket in self.sockets if socket.person_id == change.person_id})
        if texts:
            self.deliver(*texts)

    def let_in(self, socket: Socket, missed: Iterable[Change]) -> None:
        """Deliver what a socket missed, and from now on everything, unless its person was removed meanwhile."""
        self.add(socket)
        for change in missed:
            socket.deliver(change.text)
            if change.removes(socket.person_id):
                self.drop({socket})
                return

    def remembered_since(self, revision: int, person_id: int) -> list[Change] | None:
        """Return what a person missed after `revision`, or None when memory does not know, or they were out since."""
        if revision > self.feed.head:
            # A browser that is ahead has seen what a restored database has not: it shall fetch the room anew.
            return None
        missed = self.feed.missed_since(revision)
        return None if missed is None or any(change.removes(person_id) for change in missed) else missed

    def drop(self, sockets: set[Socket]) -> None:
        """Let sockets get what is on its way to them, and from now on nothing."""
        for socket in sockets:
            self._queue.catch_up(socket)
            self.discard(socket)
            socket.rooms.discard(self.feed.room_id)


class PresentPerson(Watched):
    """Its `sockets` are those that were told all rooms; `open` are these and those that have not said hello yet."""

    def __init__(self) -> None:
        super().__init__()
        self.open: set[Socket] = set()
        # Whatever tells the person's sockets of all their rooms does so one after the other.
        self.lock = asyncio.Lock()
        self.places = Places()

    def deliver(self, text: str) -> None:
        """Hand a finished frame to every socket."""
        hand_over([ReadyFrame(text)], tuple(self.sockets))

    def pause(self, socket: Socket) -> None:
        """Tell a socket nothing until it is added again."""
        self.sockets.discard(socket)

    def discard(self, socket: Socket) -> None:
        super().discard(socket)
        self.open.discard(socket)
        if not self.sockets:
            self.places.note([])

    def is_idle(self, seconds: float) -> bool:
        return not self.open and super().is_idle(seconds)
