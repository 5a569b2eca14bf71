"""The same frames to many sockets: at once where they are few, in slices where they are many.

One frame to one socket is one call into the kernel, and the event loop does nothing else meanwhile.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence

from chat import limits
from chat.live.ready_frame import ReadyFrame
from chat.live.socket import Socket


def hand_over(frames: Iterable[ReadyFrame], sockets: Sequence[Socket]) -> None:
    """Send frames that many get to each of these sockets. None is waited for, and one that is broken stops nobody."""
    for frame in frames:
        bound = limits.OUTBOX_BYTES if frame.is_soft else limits.LAGGING_BYTES
        for socket in sockets:
            try:
                if socket.send(frame) > bound:
                    socket.lag()
            except Exception as error:
                socket.fail(error)


class Round:
    """Frames on their way, and the sockets that have yet to get them."""

    def __init__(self, frames: list[ReadyFrame], owed: set[Socket]) -> None:
        self.frames = frames
        self.owed = owed

    def hand_over_slice(self) -> None:
        count = max(1, limits.FAN_OUT_SLICE // len(self.frames))
        hand_over(self.frames, [self.owed.pop() for _ in range(min(count, len(self.owed)))])

    def catch_up(self, socket: Socket) -> None:
        if socket in self.owed:
            self.owed.remove(socket)
            hand_over(self.frames, [socket])


class Queue:
    """What is on its way to the sockets of one room: a later round begins when the earlier one has ended."""

    def __init__(self, turns: "Turns") -> None:
        self._turns = turns
        self._rounds: deque[Round] = deque()

    def send(self, frames: list[ReadyFrame], sockets: set[Socket]) -> None:
        """Hand over to all who are here now: at once, unless that takes long or something is still on its way."""
        if not self._rounds and len(frames) * len(sockets) <= limits.FAN_OUT_SLICE:
            # A copy: who lags leaves while we go round.
            hand_over(frames, tuple(sockets))
            return
        self._rounds.append(Round(frames, sockets.copy()))
        if len(self._rounds) == 1:
            self._turns.begin(self)

    def hand_over_slice(self) -> bool:
        """Go on a little; return whether something is still on its way."""
        self._rounds[0].hand_over_slice()
        if not self._rounds[0].owed:
            self._rounds.popleft()
        return bool(self._rounds)

    def catch_up(self, socket: Socket) -> None:
        """Hand over to one socket, out of turn, all that is on its way to it."""
        for round_ in self._rounds:
            round_.catch_up(socket)


class Turns:
    """Rooms with something on its way take turns: each hands over a slice, then others have the event loop."""

    def __init__(self) -> None:
        self._queues: deque[Queue] = deque()

    def begin(self, queue: Queue) -> None:
        """Let a room take its turns from now on, until it has nothing left."""
        self._queues.append(queue)
        if len(self._queues) == 1:
            asyncio.get_running_loop().call_soon(self._next)

    def _next(self) -> None:
        if self._queues[0].hand_over_slice():
            self._queues.rotate(-1)
        else:
            self._queues.popleft()
        if self._queues:
            asyncio.get_running_loop().call_soon(self._next)

    def catch_up(self, socket: Socket) -> None:
        """Hand over to one socket, out of turn, all that is on its way to it: what follows shall come after."""
        for queue in self._queues:
            queue.catch_up(socket)
