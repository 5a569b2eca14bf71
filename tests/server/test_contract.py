"""What chatsite/websocket.py and server.py reach for in Daphne, Autobahn and Twisted, by name.

Each test is one reach; longer than most files, for it is a list. When a new version moves a thing, the test's name says
what has to be found again.
"""

import inspect
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from autobahn.exception import Disconnected
from autobahn.websocket import protocol as AutobahnModule  # noqa: N812
from autobahn.websocket.protocol import WebSocketProtocol as AutobahnProtocol
from daphne import server as daphne_server
from daphne.http_protocol import HTTPFactory
from daphne.server import Server
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from twisted.internet import asyncioreactor, defer, reactor, tcp, unix
from twisted.internet.abstract import FileDescriptor
from twisted.web.http import HTTPChannel

from chat.live.ready_frame import ReadyFrame
from chatsite.server import INSTANCE, RFC_6455_VERSION, TunedServer
from chatsite.websocket import SERVER_CLOSE_CODES, TunedWebSocket
from tests.server.decoding import decode
from tests.server.wire import UPGRADE, Wire, open_websocket, upgrade

LONG = b"x" * 300_000


def parameters(owner: object, name: str) -> list[str]:
    return list(inspect.signature(getattr(owner, name)).parameters)


# Twisted's transport -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("transport", [tcp.Server, unix.Server])
def test_a_transport_is_a_file_descriptor_with_a_buffer(transport: type) -> None:
    assert issubclass(transport, FileDescriptor)
    for name in ("doWrite", "pauseProducing", "resumeProducing"):
        assert getattr(transport, name) is getattr(FileDescriptor, name)


def test_write_keeps_pieces_in_temp_data_len_until_the_reactor_comes_round() -> None:
    wire = Wire(iter([10]))
    wire.write(b"x" * 30)
    wire.write(b"x" * 12)
    assert (wire._tempDataLen, wire.dataBuffer, wire.offset) == (42, b"", 0)
    wire.doWrite()
    assert (wire._tempDataLen, len(wire.dataBuffer), wire.offset) == (0, 42, 10)
    wire.doWrite()
    assert (wire._tempDataLen, wire.dataBuffer, wire.offset) == (0, b"", 0)


@pytest.mark.parametrize("transport", [tcp.Server, unix.Server])
def test_a_transports_socket_is_the_kernels_and_does_not_block(transport: Any) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        connection = transport(ours, mock.Mock(), ("", 0), mock.Mock(), 1, mock.Mock())
        assert connection.socket is ours
        assert not ours.getblocking()
        assert ours.send(b"Hello") == len(theirs.recv(10))


def test_what_the_kernel_refuses_the_ordinary_way_is_refused_again_and_finds_out_why() -> None:
    connection = tcp.Connection.__new__(tcp.Connection)
    connection.socket = mock.Mock()
    connection.socket.send.side_effect = [5, BlockingIOError(11, "would block"), ConnectionResetError(104, "reset")]
    answers = [connection.writeSomeData(b"Hello") for _ in range(3)]
    assert answers[:2] == [5, 0]
    assert isinstance(answers[2], Exception)


def test_connected_is_false_when_the_line_is_lost() -> None:
    wire = Wire()
    assert wire.connected
    FileDescriptor.connectionLost(wire, None)
    assert not wire.connected


@pytest.mark.parametrize("size", [10, 300_000])
def test_producer_paused_makes_the_transport_tell_when_all_has_left(size: int) -> None:
    wire, producer = Wire(iter([0, 5])), mock.Mock()
    wire.registerProducer(producer, streaming=True)
    wire.write(b"x" * size)
    wire.producerPaused = True
    wire.doWrite()
    wire.doWrite()
    producer.resumeProducing.assert_not_called()
    wire.drain()
    producer.resumeProducing.assert_called_once_with()


def test_pause_and_resume_producing_stop_and_start_reading() -> None:
    wire = Wire()
    wire.pauseProducing()
    assert not wire.is_reading
    wire.resumeProducing()
    assert wire.is_reading


def test_after_the_upgrade_the_transport_reports_to_the_http_channel_and_takes_another() -> None:
    wire = Wire()
    websocket = upgrade(wire)
    assert isinstance(wire.producer, HTTPChannel)
    websocket.handle_reply({"type": "websocket.accept"})
    assert wire.producer is websocket


# Autobahn ------------------------------------------------------------------------------------------------------------


def test_autobahn_copies_a_servers_options_to_each_connection_and_does_nothing_else_with_their_names() -> None:
    factory = WebSocketFactory(None)
    factory.setProtocolOptions(openHandshakeTimeout=0, maxMessagePayloadSize=77)
    ordinary, ours = TunedWebSocket(), TunedWebSocket.with_options_of(factory)()
    for websocket in (ordinary, ours):
        websocket.factory, websocket.transport = factory, Wire()
        websocket.connectionMade()
    names = TunedWebSocket.CONFIG_ATTRS
    assert {name: getattr(ours, name) for name in names} == {name: getattr(ordinary, name) for name in names}
    assert (len(names), ours.maxMessagePayloadSize) == (29, 77)
    # What the one copies, and the other has from its class, is all the difference.
    assert vars(ordinary).keys() - vars(ours).keys() == set(names)
    lines = inspect.getsource(AutobahnModule).splitlines()
    assert [line.strip() for line in lines if "self.CONFIG_ATTRS" in line] == ["for configAttr in self.CONFIG_ATTRS:"]


def test_autobahn_writes_each_frame_in_one_piece() -> None:
    websocket = open_websocket(Wire())
    with mock.patch.object(websocket.transport, "write") as write:
        websocket.sendMessage(LONG, isBinary=False)
        websocket.sendPing(b"here")
        websocket.sendCloseFrame(code=1012)
    written = [call.args[0] for call in write.call_args_list]
    assert [decode(data).order for data in written] == [["TEXT"], ["PING"], ["CLOSE"]]
    assert not websocket.send_queue


def test_autobahn_does_not_mask_and_does_not_compress() -> None:
    wire = Wire()
    open_websocket(wire).sendMessage(b"Hello", isBinary=False)
    wire.drain()
    assert wire.taken == ReadyFrame("Hello")


def test_autobahn_declines_the_compression_that_every_browser_offers(monkeypatch: pytest.MonkeyPatch) -> None:
    offering = UPGRADE.replace(b"\r\n\r\n", b"\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
    monkeypatch.setattr("tests.server.wire.UPGRADE", offering)
    wire = Wire()
    upgrade(wire).handle_reply({"type": "websocket.accept"})
    wire.drain()
    assert wire.taken.startswith(b"HTTP/1.1 101 ")
    assert b"extensions" not in wire.taken.lower()


@pytest.mark.parametrize("code", [code for code in SERVER_CLOSE_CODES if code in {1001, 1011, 1012}])
def test_send_close_refuses_what_send_close_frame_sends(code: int) -> None:
    wire = Wire()
    websocket = open_websocket(wire)
    with pytest.raises(Exception, match=str(code)):
        websocket.sendClose(code=code)
    websocket.sendCloseFrame(code=code)
    wire.drain()
    assert decode(wire.taken).code == code
    assert websocket.state == AutobahnProtocol.STATE_CLOSING


def test_a_second_close_is_passed_over() -> None:
    wire = Wire()
    websocket = open_websocket(wire)
    for code in (4408, 1012, 4401):
        websocket.close(code)
    wire.drain()
    assert decode(wire.taken).order == ["CLOSE"]


def test_who_does_not_answer_a_close_has_a_second() -> None:
    assert open_websocket(Wire()).closeHandshakeTimeout == 1


def test_dropping_the_connection_takes_our_producer_away_or_it_would_never_close() -> None:
    wire = Wire(iter([0] * 5))
    websocket = open_websocket(wire)
    websocket.send_frame(LONG)
    websocket.when_drained(lambda: None)
    websocket.dropConnection(abort=False)
    assert wire.producer is None
    assert wire.disconnecting


def test_the_protocol_versions_and_a_word_before_the_drop_are_options_of_the_factory() -> None:
    factory = WebSocketFactory(mock.Mock())
    assert len(factory.versions) > 1
    assert factory.failByDrop
    factory.setProtocolOptions(versions=[RFC_6455_VERSION], failByDrop=False)
    assert (factory.versions, factory.failByDrop) == ([RFC_6455_VERSION], False)


# Daphne --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["onOpen", "handle_reply", "sendMessage", "sendClose", "sendCloseFrame", "dropConnection"]
)
def test_what_the_websocket_overrides_or_calls_is_there(name: str) -> None:
    assert callable(getattr(WebSocketProtocol, name))
    assert parameters(TunedWebSocket, name) == parameters(WebSocketProtocol, name)


@pytest.mark.parametrize("name", ["run", "listen_success", "create_application", "kill_all_applications"])
def test_what_the_server_overrides_is_there(name: str) -> None:
    assert parameters(TunedServer, name) == parameters(Server, name)


@pytest.mark.parametrize("message", [{"text": ""}, {"bytes": b""}])
def test_daphne_sends_nothing_that_is_empty_and_autobahn_would(message: Any) -> None:
    wire = Wire()
    websocket = open_websocket(wire)
    WebSocketProtocol.handle_reply(websocket, {"type": "websocket.send"} | message)
    wire.drain()
    assert wire.taken == b""
    websocket.sendMessage(b"", isBinary="bytes" in message)
    wire.drain()
    assert len(decode(wire.taken).order) == 1


def test_daphne_raises_when_something_is_said_to_who_was_sent_a_close() -> None:
    websocket = open_websocket(Wire())
    websocket.sendCloseFrame(code=1002)
    with pytest.raises(Disconnected):
        WebSocketProtocol.handle_reply(websocket, {"type": "websocket.send", "text": "Hello"})


def test_the_factorys_protocol_is_what_a_connection_becomes() -> None:
    factory = WebSocketFactory(mock.Mock())
    assert factory.protocol is WebSocketProtocol
    factory.protocol = TunedWebSocket
    assert isinstance(factory.buildProtocol(Wire().getPeer()), TunedWebSocket)


def test_http_becomes_a_websocket_through_the_servers_ws_factory() -> None:
    assert isinstance(upgrade(Wire()), TunedWebSocket)
    assert HTTPFactory(mock.sentinel.server).server is mock.sentinel.server


class Recorder(Server):
    """Daphne's server, noting when it calls what we hang ourselves into."""

    def __init__(self, note: Callable[[str], None]) -> None:
        super().__init__(application, endpoints=["tcp:port=0"], ready_callable=self.ready, signal_handlers=False)
        self.note = note

    def ready(self) -> None:
        assert isinstance(self.ws_factory, WebSocketFactory)
        self.note("ready")

    def listen_success(self, port: Any) -> None:
        self.note(f"listening on {port}")


async def application(scope: Any, receive: Any, send: Any) -> None:
    await receive()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> tuple[Recorder, list[str], mock.Mock]:
    """Return a server that has run on a reactor of straw, what it called in which order, and the reactor."""
    notes: list[str] = []
    straw = mock.Mock()
    straw.run.side_effect = lambda installSignalHandlers: notes.append(f"run {installSignalHandlers}")  # noqa: N803
    endpoint = mock.Mock()
    endpoint.listen.side_effect = lambda factory: defer.succeed("a port")
    monkeypatch.setattr(daphne_server, "reactor", straw)
    monkeypatch.setattr(daphne_server, "serverFromString", lambda reactor, text: endpoint)
    monkeypatch.setattr(daphne_server, "globalLogBeginner", mock.Mock())
    monkeypatch.setattr(daphne_server.asyncio, "set_event_loop", lambda loop: None)
    server = Recorder(notes.append)
    server.run()
    return server, notes, straw


def test_daphne_listens_then_is_ready_then_runs_without_signal_handlers(run: Any) -> None:
    _, notes, _ = run
    assert notes == ["listening on a port", "ready", "run False"]


@pytest.mark.parametrize("listen", ["listenTCP", "listenUNIX"])
def test_a_port_has_its_socket_and_can_stop_listening(listen: str, tmp_path: Path) -> None:
    where = 0 if listen == "listenTCP" else str(tmp_path / "socket")
    port = getattr(reactor, listen)(where, mock.Mock())
    assert port.socket.family in {socket.AF_INET, socket.AF_UNIX}
    assert isinstance(defer.maybeDeferred(port.stopListening), defer.Deferred)


async def test_daphne_kills_its_applications_before_the_shutdown_and_the_reactor_waits(run: Any) -> None:
    server, _, straw = run
    straw.addSystemEventTrigger.assert_called_once_with("before", "shutdown", server.kill_all_applications)
    assert isinstance(server.kill_all_applications(), defer.Deferred)


def test_the_reactor_is_asyncios_and_stop_ends_it() -> None:
    assert isinstance(reactor, asyncioreactor.AsyncioSelectorReactor)
    assert callable(reactor.stop)


async def test_connections_hold_the_running_applications(run: Any) -> None:
    server, _, _ = run
    protocol = mock.Mock()
    server.protocol_connected(protocol)
    assert INSTANCE not in server.connections[protocol]
    server.create_application(protocol, {"type": "http"})
    running = server.connections[protocol][INSTANCE]
    assert not running.done()
    running.cancel()


async def test_killing_stumbles_over_a_connection_without_an_application(run: Any) -> None:
    server, _, _ = run
    server.protocol_connected(mock.Mock())
    with pytest.raises(KeyError, match=INSTANCE):
        server.kill_all_applications()


async def test_scope_extensions_are_handed_on(run: Any) -> None:
    server, _, _ = run
    server.application = mock.AsyncMock()
    server.protocol_connected(protocol := mock.Mock())
    server.create_application(protocol, {"type": "websocket", "extensions": {"ours": 1}})
    await server.connections[protocol][INSTANCE]
    assert server.application.call_args.kwargs["scope"]["extensions"] == {"ours": 1}
