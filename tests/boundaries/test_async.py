"""Asynchronous code lives in chat/live, and crosses into the database by one helper."""

import ast

import pytest

from tests.boundaries.sources import ROOT, sources, trees, where

LIVE = "chat/live/"
# The server starts the loop that everything asynchronous runs on.
SERVER = {"chatsite/asgi.py", "chatsite/pages.py", "chatsite/request.py", "chatsite/server.py"}


def test_asynchronous_functions_are_in_live_only() -> None:
    kinds = ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith
    found = {path for path, tree in trees() if any(isinstance(node, kinds) for node in ast.walk(tree))}
    assert f"{LIVE}hub.py" in found
    assert {path for path in found if not path.startswith(LIVE)} <= SERVER


@pytest.mark.parametrize(
    "name",
    [
        "database_sync_to_async",
        "sync_to_async",
        "SyncConsumer",
        "WebsocketConsumer",
        "JsonWebsocketConsumer",
        "AuthMiddlewareStack",
    ],
)
def test_nothing_hops_through_the_one_shared_thread(name: str) -> None:
    assert where(name) == set()


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("group_send", {f"{LIVE}announce.py", f"{LIVE}relay.py"}),
        ("group_add", {f"{LIVE}relay.py"}),
        ("run_in_executor", {f"{LIVE}database.py"}),
        ("async_to_sync", {f"{LIVE}announce.py"}),
        ("ThreadPoolExecutor", {f"{LIVE}database.py"}),
    ],
)
def test_each_crossing_has_one_place(name: str, files: set[str]) -> None:
    assert where(name) == files


def test_only_actions_and_sessions_announce() -> None:
    announcing = {
        path
        for path, text in sources().items()
        if "chat.live.announce import" in text and not path.startswith((LIVE, "chat/actions/"))
    }
    assert announcing == {"chat/sessions.py"}


def test_consumers_and_commands_hold_no_query() -> None:
    mentioning = {path for path in where("objects") if path.startswith(LIVE)}
    hub = {"hub", "attendance", "streams", "greeting", "heartbeat", "feed", "watched"}
    without = hub | {"consumers", "commands", "socket", "relay"}
    assert not mentioning & {f"{LIVE}{name}.py" for name in without}


def test_no_signals() -> None:
    assert {name for name in ("post_save", "pre_save", "post_delete", "receiver") if where(name)} == set()
    assert not (ROOT / "chat" / "signals.py").exists()
