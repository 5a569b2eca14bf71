"""Who types: passed on to the others in the room, and to no more of them than a line can name."""

from collections.abc import Callable

from chat import limits
from chat.errors import NotFound, RoomArchived
from chat.live import frames
from chat.live.announcements import Announcement, Typing
from chat.live.attendance import Attendance
from chat.live.socket import Socket
from chat.windows import Windows


class TypingSignals:
    """Nothing is stored, and nothing is repeated: what gets lost comes again in a moment, if it is still true."""

    def __init__(self, attendance: Attendance, publish: Callable[[Announcement], None]) -> None:
        self._attendance = attendance
        self._publish = publish
        self._windows = Windows()

    def start(self, socket: Socket, room_id: int) -> None:
        """Tell the others that somebody types, in every process; too often is told to nobody, and so is who hides."""
        if room_id not in socket.rooms:
            raise NotFound
        if self._attendance.rooms[room_id].is_archived:
            raise RoomArchived
        person = socket.sign_in.person
        often = not self._windows.hit(f"{socket.connection} {room_id}", 1, limits.TYPING_SECONDS)
        if often or person.hides_presence:
            return
        text = frames.frame("signal", room=room_id, kind="typing", person=person.as_dict())
        typing = Typing(room_id, person.pk, text)
        if self.tell(typing):
            self._publish(typing)

    def tell(self, typing: Typing) -> bool:
        """Tell the others here, unless the room has heard enough in this second; return whether it was told."""
        if not self._windows.hit(f"room {typing.room_id}", limits.TYPING_SIGNALS_PER_SECOND, 1):
            return False
        room = self._attendance.rooms.get(typing.room_id)
        if room is not None:
            room.signal(typing.text, but=typing.person_id)
        return True
