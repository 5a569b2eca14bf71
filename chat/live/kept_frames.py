"""Finished message frames, kept for those who catch up: a thousand who come back at once cost one rendering."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from chat import limits

Key = tuple[int, int]


class KeptFrames:
    """Texts by message and revision, the least recently used dropped beyond KEPT_FRAMES_BYTES.

    At one revision a message looks the same for ever, but for its author's name, and a new name is a later change of
    the room, which whoever catches up gets too. Database threads share it.
    """

    def __init__(self) -> None:
        self._texts: OrderedDict[Key, str] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], str]) -> str:
        """Return the text kept under the key, made now if there is none."""
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
                return self._texts[key]
        text = make()
        with self._lock:
            if key not in self._texts:
                self._texts[key] = text
                self._size += len(text)
            while self._size > limits.KEPT_FRAMES_BYTES:
                self._size -= len(self._texts.popitem(last=False)[1])
        return text
