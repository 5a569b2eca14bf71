"""How far a person here has read in each of their rooms, as their sockets were told."""

from typing import Any

from chat.models import Membership, Pointer

INVOLVEMENTS = list(Membership.Involvement)


class Places:
    def __init__(self) -> None:
        self._pointers: dict[int, Pointer] = {}
        self._involvements: dict[int, int] = {}
        # The last number that a room had when this was told: what the person said later is read with being said.
        self._last_numbers: dict[int, int] = {}

    @property
    def sums(self) -> tuple[int, int, int]:
        """What queries.pointers gives as long as no announcement got lost."""
        steps = len(INVOLVEMENTS)
        places = sum(room_id * (pointer.number + 1) for room_id, pointer in self._pointers.items())
        choices = sum(
            room_id * (pointer.turned_back * steps + self._involvements[room_id])
            for room_id, pointer in self._pointers.items()
        )
        return places, choices, sum(room_id * room_id for room_id in self._pointers)

    def note(self, entries: list[dict[str, Any]]) -> None:
        """Remember what the person's sockets were told of all rooms."""
        self._pointers = {entry["id"]: Pointer(entry["turned_back"], entry["read_number"]) for entry in entries}
        self._involvements = {entry["id"]: INVOLVEMENTS.index(entry["involvement"]) for entry in entries}
        self._last_numbers = {entry["id"]: entry["last_number"] for entry in entries}

    def turned_back(self, room_id: int) -> int:
        """Return how often the person's pointer in a room had been set back when they were told."""
        return self._pointers[room_id].turned_back if room_id in self._pointers else 0

    def read(self, room_id: int, pointer: Pointer) -> bool:
        """Note how far the person has read; tell whether that is news."""
        if pointer <= self._pointers.get(room_id, pointer):
            return False
        self._pointers[room_id] = pointer
        return True

    def say(self, room_id: int, number: int) -> None:
        """The person has said something, if it is new: whoever writes has read."""
        if number > self._last_numbers.get(room_id, number):
            self._last_numbers[room_id] = number
            self.read(room_id, Pointer(self.turned_back(room_id), number))

    def pass_line(self, room_id: int, number: int) -> None:
        """A line of the system came: who had read everything before it has read it."""
        pointer = self._pointers.get(room_id)
        if pointer is not None and pointer.number == number - 1:
            self._pointers[room_id] = pointer._replace(number=number)
