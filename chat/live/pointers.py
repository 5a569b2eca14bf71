"""Read pointers on their way to the database: collected for a moment, then written together."""

from chat.actions.memberships import read_together
from chat.errors import Busy
from chat.live.database import in_database


class ReadPointers:
    """A room of 500 readers makes one write a second, not 500 a message. A kill costs the last second's reading."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, int], int] = {}

    def note(self, person_id: int, room_id: int, number: int) -> None:
        """Remember how far a member has read; only forward."""
        key = person_id, room_id
        self._numbers[key] = max(number, self._numbers.get(key, 0))

    def forget(self, person_id: int, room_id: int) -> None:
        """Drop what was noted and is not yet written: the person means another place."""
        self._numbers.pop((person_id, room_id), None)

    async def write(self) -> None:
        """Write what was noted. What cannot be written now is kept for the next time."""
        numbers, self._numbers = self._numbers, {}
        if not numbers:
            return
        try:
            await in_database(read_together, numbers)
        except Busy:
            for (person_id, room_id), number in numbers.items():
                self.note(person_id, room_id, number)
