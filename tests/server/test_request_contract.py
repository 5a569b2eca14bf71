"""What chatsite/request.py and pages.py reach for in Daphne, Twisted and Django, by name; each test is one reach.

Longer than most files: it is a list.
"""

import asyncio
import inspect
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.server import Server
from django.conf import LazySettings
from django.core.handlers.asgi import ASGIHandler
from django.http import StreamingHttpResponse
from twisted.internet import tcp, unix
from twisted.web.http import HTTPChannel

from chatsite import request as tuned
from chatsite.pace import Pace
from chatsite.pages import Pages
from chatsite.request import MEMORY_BYTES, TunedRequest, make_requests_tuned
from chatsite.server import TunedServer
from tests.server.wire import StillServer, Wire

FORM = b"Content-Type: multipart/form-data; boundary=b"
LONG = MEMORY_BYTES + 1


class Asked(StillServer):
    """A server that keeps the requests it made an application for, and their scopes."""

    request_buffer_size = 8192
    application: Any

    def create_application(self, protocol: Any, scope: object) -> asyncio.Queue[Any]:
        self.request, self.scope, self.queue = protocol, scope, asyncio.Queue[Any]()
        return self.queue


def connect(wire: Wire, *, ordinary: bool = False) -> tuple[Any, Asked]:
    """Return the protocol of a new connection, and its server."""
    server = Asked()
    factory = HTTPFactory(server)
    if not ordinary:
        make_requests_tuned(factory)
    wire.protocol = factory.buildProtocol(wire.getPeer())
    wire.protocol.makeConnection(wire)
    return wire.protocol, server


def post(protocol: Any, *headers: bytes, body: bytes = b"") -> None:
    lines = [b"POST / HTTP/1.1", b"Host: localhost", *headers]
    protocol.dataReceived(b"\r\n".join(lines) + b"\r\n\r\n" + body)


@pytest.fixture(autouse=True)
def incoming(tmp_path: Path, settings: LazySettings) -> Path:
    settings.INCOMING = tmp_path
    return tmp_path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> mock.Mock:
    """Return what the reactor was asked to do later."""
    straw = mock.Mock()
    monkeypatch.setattr(tuned, "later", straw)
    return straw


# Daphne and Twisted --------------------------------------------------------------------------------------------------

BY_TWISTED = ["gotLength", "handleContentChunk", "requestReceived", "process", "connectionLost", "finish"]


@pytest.mark.parametrize("name", [*BY_TWISTED, "handle_reply"])
def test_what_the_request_overrides_is_there(name: str) -> None:
    own, daphnes = (inspect.signature(getattr(kind, name)) for kind in (TunedRequest, WebRequest))
    assert list(own.parameters) == list(daphnes.parameters)


def test_the_server_hands_each_message_of_an_answer_to_handle_reply_and_waits_for_it() -> None:
    own, daphnes = (inspect.signature(kind.handle_reply) for kind in (TunedServer, Server))
    assert list(own.parameters) == list(daphnes.parameters)
    assert inspect.iscoroutinefunction(Server.handle_reply)
    assert "send=partial(self.handle_reply, protocol)" in inspect.getsource(Server.create_application)


def test_a_factorys_connections_make_daphnes_requests_and_after_us_ours() -> None:
    assert connect(Wire(), ordinary=True)[0].requestFactory is WebRequest
    assert connect(Wire())[0].requestFactory is TunedRequest


def test_twisted_would_take_a_form_apart_in_memory() -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n'
    seen = []
    for ordinary in (True, False):
        protocol, server = connect(Wire(), ordinary=ordinary)
        post(protocol, FORM, b"Content-Length: %d" % len(body), body=body)
        seen.append(server.request.args)
    assert seen == [{b"a": [b"1"]}, {}]


def test_daphne_would_queue_a_whole_body_and_we_hand_over_a_file() -> None:
    for ordinary in (True, False):
        protocol, server = connect(Wire(), ordinary=ordinary)
        post(protocol, b"Content-Length: %d" % LONG, body=b"x" * LONG)
        messages = [server.queue.get_nowait() for _ in range(server.queue.qsize())]
        assert sum(len(message["body"]) for message in messages) == (LONG if ordinary else 0)
        assert not messages[-1]["more_body"]
    assert server.request.body.read() == b"x" * LONG


def test_a_short_body_comes_in_messages() -> None:
    protocol, server = connect(Wire())
    post(protocol, b"Content-Length: 5", body=b"Hello")
    assert server.queue.get_nowait() == {"type": "http.request", "body": b"Hello", "more_body": False}
    assert server.request.body is None


def test_a_body_of_unknown_length_lies_on_the_disk() -> None:
    protocol, server = connect(Wire())
    post(protocol, b"Transfer-Encoding: chunked", body=b"5\r\nHello\r\n0\r\n\r\n")
    assert server.request.body.read() == b"Hello"


def test_the_body_outlives_the_connection_until_who_has_it_closes_it() -> None:
    protocol, server = connect(Wire())
    post(protocol, b"Content-Length: %d" % LONG, body=b"x" * LONG)
    protocol.connectionLost(None)
    assert len(server.request.body.read()) == LONG


def test_after_some_of_a_long_body_the_connection_rests_and_after_a_short_one_it_does_not(
    later: mock.Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tuned, "pace", Pace(1_000))
    wire = Wire()
    protocol, _ = connect(wire)
    post(protocol, b"Content-Length: %d" % LONG, body=b"x" * 500)
    assert not wire.is_reading
    assert later.call_args.args[0] == pytest.approx(0.5, abs=0.1)
    later.call_args.args[1]()
    assert wire.is_reading
    wire = Wire()
    post(connect(wire)[0], b"Content-Length: 5", body=b"Hello")
    assert wire.is_reading


def test_of_those_who_send_at_once_the_first_is_ready_first() -> None:
    pace = Pace(1_000)
    assert [pace.rest(sender, 100) for sender in ("first", "second", "first", "third")] == [0.1, 0.8, 0.1, 0.8]
    pace.leave("first")
    pace.leave("nobody")
    assert [pace.rest(sender, 100) for sender in ("third", "second")] == [0.8, 0.1]


# Too much ------------------------------------------------------------------------------------------------------------


def test_what_announces_too_much_is_refused_before_it_comes_and_not_invited(later: mock.Mock) -> None:
    wire = Wire()
    wire.abortConnection = mock.Mock()
    protocol, server = connect(wire)
    post(protocol, b"Content-Length: %d" % (tuned.MOST_BYTES + 1), b"Expect: 100-continue")
    wire.drain()
    assert wire.taken == tuned.REFUSAL
    protocol.dataReceived(b"x" * LONG)
    assert isinstance(protocol._channel.requests[0].content, BytesIO)
    assert not protocol._channel.requests[0].content.getvalue()
    assert not hasattr(server, "request")
    later.assert_called_once_with(tuned.LINGER_SECONDS, wire.abortConnection)


def test_twisted_would_invite_the_body_after_the_headers() -> None:
    wire = Wire()
    protocol, _ = connect(wire)
    post(protocol, b"Content-Length: 5", b"Expect: 100-continue")
    wire.drain()
    assert wire.taken.startswith(b"HTTP/1.1 100 Continue")


def test_what_grows_too_large_is_refused_and_what_lay_on_the_disk_is_gone(
    later: mock.Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tuned, "MOST_BYTES", 10)
    wire = Wire()
    wire.abortConnection = mock.Mock()
    protocol, server = connect(wire)
    post(protocol, b"Transfer-Encoding: chunked", body=b"5\r\nHello\r\n")
    begun = protocol._channel.requests[0].content
    assert wire.taken == b""
    protocol.dataReceived(b"5\r\nworld\r\n")
    assert wire.taken == b""
    protocol.dataReceived(b"1\r\n!\r\n")
    wire.drain()
    assert wire.taken == tuned.REFUSAL
    assert begun.closed
    protocol.dataReceived(b"0\r\n\r\n")
    assert wire.disconnecting
    assert not hasattr(server, "request")


def test_who_goes_before_the_end_leaves_nothing_behind(later: mock.Mock) -> None:
    wire = Wire()
    wire.abortConnection = mock.Mock()
    protocol, _ = connect(wire)
    post(protocol, b"Content-Length: %d" % (tuned.MOST_BYTES + 1))
    protocol.connectionLost(None)
    later.return_value.cancel.assert_called_once_with()


# The answer ----------------------------------------------------------------------------------------------------------


def begin_answer(wire: Wire) -> TunedRequest:
    """Return a request whose answer has begun."""
    protocol, server = connect(wire)
    post(protocol, b"Content-Length: 0")
    server.request.handle_reply({"type": "http.response.start", "status": 200, "headers": []})
    return server.request


def some(more: bool = True) -> dict[str, Any]:
    return {"type": "http.response.body", "body": b"x" * 100_000, "more_body": more}


async def test_an_answer_waits_for_who_reads_slowly() -> None:
    wire = Wire(iter([10, 10]))
    request = begin_answer(wire)
    assert isinstance(wire.producer, HTTPChannel)
    request.handle_reply(some())
    waiting = asyncio.ensure_future(request.has_left())
    await asyncio.sleep(0)
    wire.turn()
    await asyncio.sleep(0)
    assert not waiting.done()
    wire.drain()
    await asyncio.wait_for(waiting, 1)


async def test_nobody_waits_after_the_last_of_an_answer() -> None:
    wire = Wire(iter([0]))
    request = begin_answer(wire)
    request.handle_reply(some())
    wire.drain()
    wire.appetites = iter([0])
    request.handle_reply(some(more=False))
    await asyncio.wait_for(request.has_left(), 1)
    assert request.producer is None
    wire.drain()
    assert wire.taken.endswith(b"0\r\n\r\n")


async def test_nobody_waits_for_who_is_gone() -> None:
    wire = Wire(iter([0]))
    request = begin_answer(wire)
    request.handle_reply(some())
    waiting = asyncio.ensure_future(request.has_left())
    await asyncio.sleep(0)
    wire.protocol.connectionLost(None)
    await asyncio.wait_for(waiting, 1)


# Django --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["__call__", "read_body", "send_response"])
def test_what_the_pages_override_is_there(name: str) -> None:
    own, djangos = (inspect.signature(getattr(kind, name)) for kind in (Pages, ASGIHandler))
    assert list(own.parameters) == list(djangos.parameters)


async def most_read_ahead(handler: type[ASGIHandler]) -> int:
    """Return how many pieces of an answer were read at most before one of them was sent."""
    read, sent, ahead = [], [], []

    def pieces() -> Iterator[bytes]:
        for number in range(10):
            read.append(number)
            yield b"x"

    async def send(message: dict[str, Any]) -> None:
        if message.get("body"):
            ahead.append(len(read) - len(sent))
            sent.append(message)

    await handler.send_response(handler.__new__(handler), StreamingHttpResponse(pieces()), send)
    assert len(sent) == 10
    return max(ahead)


async def test_django_reads_a_whole_file_before_it_sends_and_the_pages_do_not() -> None:
    with pytest.warns(Warning, match="synchronous iterators"):
        assert await most_read_ahead(ASGIHandler) == 10
    assert await most_read_ahead(Pages) == 1


@pytest.mark.parametrize("transport", [tcp.Server, unix.Server])
def test_a_transport_can_be_aborted(transport: type) -> None:
    assert callable(transport.abortConnection)
