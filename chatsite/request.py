"""Daphne's HTTP request, with what Daphne lacks: bodies that are bounded and lie on the disk, answers that wait.

Each reach into Daphne or Twisted is named where it stands, and held by tests/server/test_contract.py.
"""

import asyncio
import tempfile
from io import BytesIO
from typing import Any

from daphne.http_protocol import HTTPFactory, WebRequest
from django.conf import settings
from twisted.internet import reactor

from chat import limits
from chatsite.pace import Pace

# A shorter body is no longer than a message of a socket may be, and comes in messages as ever.
MEMORY_BYTES = 64 * 1024
# A file, and the form around it.
MOST_BYTES = limits.UPLOAD_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
# A long body comes in no faster: as fast as a line of 100 Mbit/s brings it. Without a bound ten at once fill a core
# with copying, and those who talk wait for it; nginx or the sender keeps what has to wait.
BYTES_PER_SECOND = 12 * 1024 * 1024
# Who is refused may finish sending, for most programs look at the answer only then.
LINGER_SECONDS = 10
SENTENCE = b"This is too large.\n"
REFUSAL = (
    b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nCache-Control: no-store\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (len(SENTENCE), SENTENCE)
)
# mypy takes the module for the interface that it stands for.
later: Any = reactor.callLater
pace = Pace(BYTES_PER_SECOND)


class TunedRequest(WebRequest):
    """One HTTP request of a TunedServer. `body` is what it brings, when that is long."""

    body: Any = None
    # Twisted's: the file that a body is written into.
    content: Any
    _received = 0
    _lingering: Any = None
    _resting: Any = None
    _left: asyncio.Future[None] | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Twisted would read a whole form into memory and take it apart, for arguments that nobody looks at.
        self._parsePOSTFormSubmission = False

    # The body: called by Twisted -----------------------------------------------------------------------------------

    def gotLength(self, length: int | None) -> None:  # noqa: N802
        """The headers are there; `length` is None for a body that comes in chunks."""
        if length is not None and length > MOST_BYTES:
            self._refuse()
        elif length is not None and length <= MEMORY_BYTES:
            self.content = BytesIO()
        else:
            self.content = tempfile.TemporaryFile(dir=settings.INCOMING)  # noqa: SIM115  # whoever takes it closes it

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        """Write some of the body; from the first byte too many on, nothing."""
        self._received += len(data)
        if self._lingering is None and self._received > MOST_BYTES:
            self._refuse()
        if self._lingering is None:
            self.content.write(data)
            if not isinstance(self.content, BytesIO):
                self._rest(pace.rest(self, len(data)))

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:  # noqa: N802
        """All is there."""
        pace.leave(self)
        if self._lingering is None:
            super().requestReceived(command, path, version)
        else:
            self.channel.loseConnection()

    def process(self) -> Any:
        """Hand over a long body as what it is, where Daphne would queue all of it in memory."""
        if not isinstance(self.content, BytesIO):
            self.body, self.content = self.content, BytesIO()
        return super().process()

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        pace.leave(self)
        for waiting in (self._lingering, self._resting):
            if waiting is not None and waiting.active():
                waiting.cancel()
        self.resumeProducing()
        super().connectionLost(reason)

    def _rest(self, seconds: float) -> None:
        """Leave what comes next to the kernel, and so to the sender, for so long."""
        transport = self.channel.transport
        transport.pauseProducing()
        if self._resting is not None and self._resting.active():
            self._resting.reset(seconds)
        else:
            self._resting = later(seconds, transport.resumeProducing)

    def _refuse(self) -> None:
        """Say so at once, then take what comes and forget it, for a while: a door shut early loses the answer."""
        if self.content is not None:
            self.content.close()
        self.content = BytesIO()
        pace.leave(self)
        # Twisted would go on to invite the body.
        self.requestHeaders.removeHeader(b"Expect")
        transport = self.channel.transport
        transport.write(REFUSAL)
        self._lingering = later(LINGER_SECONDS, transport.abortConnection)

    # The answer ----------------------------------------------------------------------------------------------------

    def handle_reply(self, message: dict[str, Any]) -> None:
        """Send some of the answer; where more follows, have Twisted tell how fast it leaves."""
        if message.get("more_body") and not self.finished and self.channel is not None and self.producer is None:
            self.registerProducer(self, True)
        super().handle_reply(message)

    async def has_left(self) -> None:
        """Return when the transport holds no more than it likes to: 64 KiB."""
        if self._left is not None:
            await self._left

    def finish(self) -> None:
        if self.producer is not None:
            self.unregisterProducer()
        self.resumeProducing()
        super().finish()

    def pauseProducing(self) -> None:  # noqa: N802
        """Called by Twisted when the transport holds too much."""
        if self._left is None:
            self._left = asyncio.get_event_loop().create_future()

    def resumeProducing(self) -> None:  # noqa: N802
        """Called by Twisted when all has left."""
        left, self._left = self._left, None
        if left is not None and not left.done():
            left.set_result(None)

    def stopProducing(self) -> None:  # noqa: N802
        """Called by Twisted when the connection is lost."""
        self.resumeProducing()


def make_requests_tuned(factory: HTTPFactory) -> None:
    """Every connection that the factory makes from now on brings TunedRequests."""
    ordinary = factory.buildProtocol

    def build(address: Any) -> Any:
        protocol = ordinary(address)
        protocol.requestFactory = TunedRequest
        return protocol

    factory.buildProtocol = build
