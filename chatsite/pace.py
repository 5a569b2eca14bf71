"""How fast long bodies come in."""

# The one that began first comes this many times as fast as another: then one ends after the other, and what is done
# with a whole file is not done with all of them in the same moment.
HEAD_START = 8


class Pace:
    """Tells whoever has sent some bytes how long to rest: the first of those who send by this rate, others longer."""

    def __init__(self, bytes_per_second: int) -> None:
        self._seconds_per_byte = 1 / bytes_per_second
        self._senders: dict[object, None] = {}

    def rest(self, sender: object, count: int) -> float:
        """Return the seconds that this sender rests after so many bytes."""
        self._senders.setdefault(sender)
        is_first = next(iter(self._senders)) is sender
        return count * self._seconds_per_byte * (1 if is_first else HEAD_START)

    def leave(self, sender: object) -> None:
        """This sender is ready, or gone; the next one is the first."""
        self._senders.pop(sender, None)
