"""Read pointers on their way to the database: collected for a moment, then written together."""

from chat.actions.memberships import read_together
from chat.errors import Busy
from chat.live.database import in_database
from chat.models import Pointer


class ReadPointers:
    """A room of 500 readers makes one write a second, not 500 a message. A kill costs the last second's reading."""

    def __init__(self) -> None:
        self._pointers: dict[tuple[int, int], Pointer] = {}

    def note(self, person_id: int, room_id: int, pointer: Pointer) -> None:
        """Remember how far a member has read; only forward."""
        key = person_id, room_id
        self._pointers[key] = max(pointer, self._pointers.get(key, pointer))

    async def write(self) -> None:
        """Write what was noted. What cannot be written now is kept for the next time."""
        pointers, self._pointers = self._pointers, {}
        if not pointers:
            return
        try:
            await in_database(read_together, pointers)
        except Busy:
            for (person_id, room_id), pointer in pointers.items():
                self.note(person_id, room_id, pointer)
