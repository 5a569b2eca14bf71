"""One room's stream as this process has it: ordered and gap-free. No input, no output, no clock: only the rule."""

from collections import deque

from chat.live.announcements import Change

# A socket that comes back this many changes late is caught up from memory.
RECENT_CHANGES = 256


class Feed:
    """Changes come in as they come, from this process, the layer or the database; they go out once and in order."""

    def __init__(self, room_id: int, head: int) -> None:
        self.room_id = room_id
        self.head = head
        # The highest revision heard of: above `head`, something is missing.
        self.heard = head
        self._held: dict[int, Change] = {}
        self._recent: deque[Change] = deque(maxlen=RECENT_CHANGES)
        # All changes after this revision are in `_recent`.
        self._recent_start = head

    @property
    def has_gap(self) -> bool:
        return self.heard > self.head

    def hear(self, revision: int) -> None:
        """Note that the room has reached `revision`, without knowing what changed."""
        self.heard = max(self.heard, revision)

    def offer(self, change: Change) -> list[Change]:
        """Take one change; return those that may go out now, in order. A known one is dropped, a later one held."""
        if change.revision <= self.head:
            return []
        self.hear(change.revision)
        self._held[change.revision] = change
        return self._release()

    def repair(self, changes: list[Change], to: int) -> list[Change]:
        """Take all that the database has from `head` up to `to`; return what may go out now, in order."""
        ready = [self._advance(change) for change in changes if change.revision > self.head]
        self._skip(to)
        return ready + self._release()

    def reset(self, to: int) -> list[Change]:
        """Go on from `to` without what lies between, for whoever watches fetches the room anew; return what follows."""
        self._skip(to)
        self._recent.clear()
        self._recent_start = self.head
        return self._release()

    def missed_since(self, revision: int) -> list[Change] | None:
        """Return the changes after `revision` up to the head, or None when memory does not reach back so far."""
        if revision < self._recent_start:
            return None
        return [change for change in self._recent if change.revision > revision]

    def recall(self, start: int, changes: list[Change], to: int) -> None:
        """Remember changes from before, read for one who came back: others come with the same revision.

        They are all that the database had between `start` and `to`. Nothing is remembered where that leaves a hole
        before what is remembered already, or would be too much.
        """
        earlier = [change for change in changes if change.revision <= self._recent_start]
        if start < self._recent_start <= to and len(earlier) + len(self._recent) <= RECENT_CHANGES:
            self._recent.extendleft(reversed(earlier))
            self._recent_start = start

    def _release(self) -> list[Change]:
        ready = []
        while (change := self._held.pop(self.head + 1, None)) is not None:
            ready.append(self._advance(change))
        self._held = {revision: change for revision, change in self._held.items() if revision > self.head}
        return ready

    def _advance(self, change: Change) -> Change:
        if len(self._recent) == self._recent.maxlen:
            self._recent_start = self._recent[0].revision
        self._recent.append(change)
        self.head = change.revision
        return change

    def _skip(self, to: int) -> None:
        # A row that changed twice is one row: the revisions between are nobody's any more.
        self.head = max(self.head, to)
        self.hear(to)
